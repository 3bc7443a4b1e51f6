//! Tables, `if` and `otherwise`: one of several values, row by row.

use super::{Bench, Lane, Lanes, NO, PENDING, UNKNOWN, Vector, YES};
use crate::plan::NodeId;
use crate::standard::Type;
use crate::value::Value;

pub(super) fn choose<'a>(condition: &Vector<'_>, then: &Vector<'_>, otherwise: &Vector<'_>, n: usize) -> Vector<'a> {
    let choice: Vec<Choice> = (0..n)
        .map(|i| match condition.flag(i) {
            YES => Choice::Of(0),
            NO => Choice::Of(1),
            PENDING => Choice::Waits,
            _ => Choice::Nothing,
        })
        .collect();
    pick(&choice, &[then, otherwise], n)
}

pub(super) fn otherwise<'a>(value: &Vector<'_>, default: &Vector<'_>, n: usize) -> Vector<'a> {
    let choice: Vec<Choice> =
        (0..n).map(|i| if value.waits(i) { Choice::Waits } else { Choice::Of(usize::from(!value.has(i))) }).collect();
    pick(&choice, &[value, default], n)
}

impl<'a> Bench<'a> {
    pub(super) fn by(
        &self,
        subject: NodeId,
        rows: &[(Vec<Value>, NodeId)],
        otherwise: Option<NodeId>,
        ty: &Type,
    ) -> Vector<'a> {
        let kind = &self.engine.plan.node(subject).ty;
        let subject = self.get(subject);
        let which = super::compare::which(&subject, kind, rows, self.len, self.engine.words);
        let parts: Vec<_> = rows.iter().map(|r| r.1).chain(otherwise).map(|id| self.get(id)).collect();
        if parts.is_empty() {
            return Vector::missing(ty);
        }
        let choice: Vec<Choice> = which
            .into_iter()
            .enumerate()
            .map(|(i, found)| match found {
                Some(place) => Choice::Of(place),
                None if subject.waits(i) => Choice::Waits,
                None if otherwise.is_some() && subject.has(i) => Choice::Of(rows.len()),
                None => Choice::Nothing,
            })
            .collect();
        let refs: Vec<&Vector<'_>> = parts.iter().map(|p| &**p).collect();
        pick(&choice, &refs, self.len)
    }
}

#[derive(Clone, Copy)]
enum Choice {
    Of(usize),
    Nothing,
    Waits,
}

fn pick<'a>(choice: &[Choice], parts: &[&Vector<'_>], n: usize) -> Vector<'a> {
    let has = |i: usize| match choice[i] {
        Choice::Of(p) => parts[p].has(i),
        _ => false,
    };
    let waits = |i: usize| match choice[i] {
        Choice::Of(p) => parts[p].waits(i),
        Choice::Waits => true,
        Choice::Nothing => false,
    };
    let valid = || {
        let valid: Vec<bool> = (0..n).map(has).collect();
        (!valid.iter().all(|v| *v)).then_some(Lane::Own(valid))
    };
    macro_rules! rows {
        ($get:ident) => {
            (0..n)
                .map(|i| match choice[i] {
                    Choice::Of(p) => parts[p].$get(i),
                    _ => parts[0].$get(0),
                })
                .collect()
        };
    }
    if n == 0 {
        return parts[0].clone().owned(0);
    }
    let mut vector = match parts[0].data {
        Lanes::Truth(_) => {
            let truth = (0..n).map(|i| match choice[i] {
                Choice::Of(p) => parts[p].flag(i),
                Choice::Nothing => UNKNOWN,
                Choice::Waits => PENDING,
            });
            return Vector::truth(Lane::Own(truth.collect()));
        }
        Lanes::Ints(_) => Vector::ints(Lane::Own(rows!(int)), valid()),
        Lanes::Codes(_) => Vector::codes(Lane::Own(rows!(code)), valid()),
        Lanes::Ratios(_) => Vector::ratios(Lane::Own(rows!(ratio)), valid()),
    };
    if (0..n).any(waits) {
        vector.pending = Some((0..n).map(waits).collect());
    }
    vector
}
