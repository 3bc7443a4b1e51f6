//! Tables, `if` and `otherwise`: one of several values, row by row.

use super::{Bench, Lane, Lanes, NO, PENDING, UNKNOWN, Vector, YES};
use crate::plan::NodeId;
use crate::standard::Type;
use crate::value::Value;

pub(super) fn choose<'a>(condition: &Vector<'_>, then: &Vector<'_>, otherwise: &Vector<'_>, n: usize) -> Vector<'a> {
    if let Some(quick) = select(condition, then, otherwise) {
        return quick;
    }
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

/// Where nothing has to wait: all rows at once.
fn select<'a>(condition: &Vector<'_>, then: &Vector<'_>, otherwise: &Vector<'_>) -> Option<Vector<'a>> {
    let Lanes::Truth(c) = &condition.data else { return None };
    let of = |c: u8, a: u8, b: u8| if c == YES { a } else { b };
    if let (Lanes::Truth(a), Lanes::Truth(b)) = (&then.data, &otherwise.data) {
        return Some(Vector::truth(either(c, a, b, |c, a, b| if c <= YES { of(c, a, b) } else { c })));
    }
    let waits = then.pending.is_some() || otherwise.pending.is_some();
    if waits || c.rows().map_or_else(|| c.get(0) == PENDING, |c| c.contains(&PENDING)) {
        return None;
    }
    let data = match (&then.data, &otherwise.data) {
        (Lanes::Ints(a), Lanes::Ints(b)) => Lanes::Ints(either(c, a, b, |c, a, b| if c == YES { a } else { b })),
        (Lanes::Codes(a), Lanes::Codes(b)) => Lanes::Codes(either(c, a, b, |c, a, b| if c == YES { a } else { b })),
        _ => return None,
    };
    let all = Lane::One(true);
    let valid = match (&then.valid, &otherwise.valid) {
        (None, None) => super::vector::map(c, |c| c <= YES),
        (a, b) => {
            let (a, b) = (a.as_ref().unwrap_or(&all), b.as_ref().unwrap_or(&all));
            either(c, a, b, |c, a, b| c <= YES && if c == YES { a } else { b })
        }
    };
    let every = valid.rows().map_or_else(|| valid.get(0), |v| !v.contains(&false));
    Some(Vector::new(data, (!every).then_some(valid)))
}

/// Row by row by three lanes.
fn either<T: Copy>(c: &Lane<'_, u8>, a: &Lane<'_, T>, b: &Lane<'_, T>, f: impl Fn(u8, T, T) -> T) -> Lane<'static, T> {
    match (c.rows(), a.rows(), b.rows()) {
        (_, None, None) => {
            let (a, b) = (a.get(0), b.get(0));
            super::vector::map(c, |c| f(c, a, b))
        }
        (Some(c), Some(a), Some(b)) => Lane::Own(c.iter().zip(a).zip(b).map(|((c, a), b)| f(*c, *a, *b)).collect()),
        (Some(c), Some(a), None) => {
            let b = b.get(0);
            Lane::Own(c.iter().zip(a).map(|(c, a)| f(*c, *a, b)).collect())
        }
        (Some(c), None, Some(b)) => {
            let a = a.get(0);
            Lane::Own(c.iter().zip(b).map(|(c, b)| f(*c, a, *b)).collect())
        }
        (None, ..) => {
            let c = c.get(0);
            super::vector::zip(a, b, |a, b| f(c, a, b))
        }
    }
}

pub(super) fn otherwise<'a>(value: &Vector<'a>, default: &Vector<'a>, n: usize) -> Vector<'a> {
    if let Some(quick) = first(value, default) {
        return quick;
    }
    let choice: Vec<Choice> =
        (0..n).map(|i| if value.waits(i) { Choice::Waits } else { Choice::Of(usize::from(!value.has(i))) }).collect();
    pick(&choice, &[value, default], n)
}

/// Where nothing has to wait: all rows at once.
fn first<'a>(value: &Vector<'a>, default: &Vector<'a>) -> Option<Vector<'a>> {
    if value.pending.is_some() || default.pending.is_some() {
        return None;
    }
    let flag = |has: bool| if has { YES } else { NO };
    match (&value.data, &value.valid) {
        (Lanes::Truth(_), _) => None,
        (data, None) => Some(Vector::new(data.clone(), None)),
        (_, Some(valid)) => {
            let has = Vector::truth(super::vector::map(valid, flag));
            let sure = Vector::new(value.data.clone(), None);
            select(&has, &sure, default)
        }
    }
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

/// One of several values that are the same in all rows.
fn constants<'a>(choice: &[Choice], parts: &[&Vector<'_>]) -> Option<Vector<'a>> {
    let plain = |part: &&Vector<'_>| matches!(&part.data, Lanes::Ints(Lane::One(_))) && part.has(0);
    if parts.iter().any(|part| !plain(part) || part.pending.is_some()) {
        return None;
    }
    let values: Vec<i64> = parts.iter().map(|part| part.int(0)).collect();
    let mut all = true;
    let rows = choice.iter().map(|choice| match choice {
        Choice::Of(place) => values[*place],
        _ => {
            all = false;
            0
        }
    });
    let rows = rows.collect();
    all.then(|| Vector::ints(Lane::Own(rows), None))
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
    if let Some(quick) = constants(choice, parts) {
        return quick;
    }
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
