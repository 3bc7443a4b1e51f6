//! How the fact of a case was found.

use super::{FactSketch, Frame, Prover};
use crate::evaluate::{Frames, kept};
use crate::explain::{FactProof, SHOWN, Saw, Seen};
use crate::plan::Asked;
use crate::standard::{Aggregate, Fact, UnitId};
use crate::value::Value;

impl Prover<'_> {
    pub(super) fn fact(&self, sketch: &FactSketch<'_>, case: u32, saw: &Saw) -> FactProof {
        let standard = self.ask.standard;
        let declared = &standard.units[sketch.case.index()];
        let mut proof = FactProof {
            quote: self.ask.quote(declared.fields[sketch.field.index()].span),
            how: None,
            kind: declared.label.name.clone(),
            considered: 0,
            matched: 0,
            matches: Vec::new(),
            others: Vec::new(),
            from: None,
            one_more: None,
            saw: saw.clone(),
        };
        let Fact::Aggregate { how, member, .. } = sketch.fact else {
            proof.from = sketch.value.as_ref().map(|v| Box::new(self.reason(v, Frame::of(&[case]))));
            return proof;
        };
        proof.how = Some(*how);
        let unit = sketch.by[*member].0;
        proof.kind = standard.units[unit.index()].label.name.clone();
        let (rows, positions) = self.members(sketch, case, *member);
        proof.considered = rows.len() as u64;
        let scopes = self.scopes(sketch.case, unit, case, &rows);
        let frames = Frames { outer: &[case], rows: &rows, positions: Some(&positions) };
        // With fields that are kept each event has rows of its own behind it.
        let alone = |i: usize| Frames {
            outer: &scopes[i][..scopes[i].len() - 1],
            rows: &scopes[i][scopes[i].len() - 1..],
            positions: Some(std::slice::from_ref(&positions[i])),
        };
        let kept = !declared.kept.is_empty();
        let passing = match &sketch.filter {
            None => vec![true; rows.len()],
            Some(filter) if kept => {
                (0..rows.len()).map(|i| self.lens.holds(filter.asked, alone(i)) == [true]).collect()
            }
            Some(filter) => self.lens.holds(filter.asked, frames),
        };
        let values = sketch.value.as_ref().map(|v| match kept {
            true => (0..rows.len()).flat_map(|i| self.lens.values(v.asked, alone(i))).collect(),
            false => self.lens.values(v.asked, frames),
        });
        let value = |i: usize| values.as_ref().map_or(&Value::Missing, |v| &v[i].0);
        let mut matched: Vec<usize> = (0..rows.len()).filter(|i| passing[*i]).collect();
        proof.matched = matched.len() as u64;
        match how {
            Aggregate::First => matched.truncate(1),
            Aggregate::Last => drop(matched.drain(..matched.len().saturating_sub(1))),
            Aggregate::Min | Aggregate::Max => matched.retain(|i| super::same(saw, value(*i))),
            Aggregate::Any if saw.value == Value::YesNo(true) => matched.retain(|i| *value(*i) == Value::YesNo(true)),
            Aggregate::Every if saw.value == Value::YesNo(false) => {
                matched.retain(|i| *value(*i) == Value::YesNo(false));
            }
            _ => {}
        }
        matched.truncate(SHOWN);
        let others = (0..rows.len()).filter(|i| !passing[*i]).take(SHOWN);
        proof.one_more = self.one_more_of_case(sketch, (*how, *member), case);
        proof.others = others.filter_map(|i| self.member(sketch, unit, &scopes[i], positions[i])).collect();
        proof.matches = matched.iter().filter_map(|i| self.member(sketch, unit, &scopes[*i], positions[*i])).collect();
        proof
    }

    /// The instant of the last event of a case.
    pub(super) fn last_of_case(&self, sketch: &FactSketch<'_>, case: u32) -> Option<i64> {
        let of = |(member, (unit, _)): (usize, &(UnitId, Asked))| {
            let (rows, _) = self.members(sketch, case, member);
            let table = self.lens.world().table(*unit);
            rows.into_iter().filter_map(|row| table.at.get(row as usize).copied()).max()
        };
        sketch.by.iter().enumerate().filter_map(of).max()
    }

    /// The rows of the scopes of a fact for each event: the case, the event, and those from which fields are kept.
    fn scopes(&self, case: UnitId, event: UnitId, row: u32, rows: &[u32]) -> Vec<Vec<u32>> {
        let groups = vec![row; rows.len()];
        let kept = kept(self.lens.world(), self.ask.standard, (case, event), &groups, rows);
        let own = rows.iter().enumerate();
        own.map(|(i, own)| [row, *own].into_iter().chain(kept.iter().map(|kept| kept[i])).collect()).collect()
    }

    fn member(&self, sketch: &FactSketch<'_>, unit: UnitId, rows: &[u32], position: i64) -> Option<Seen> {
        let frame = Frame { rows, position: Some(position) };
        Some(Seen {
            thing: self.thing(unit, *rows.get(1)?)?,
            reason: sketch.filter.as_ref().map(|f| self.reason(f, frame)),
            value: sketch.value.as_ref().map(|v| self.reason(v, frame)),
        })
    }

    /// The rows of a member that belong to the case, in order, and their places among all its events.
    fn members(&self, sketch: &FactSketch<'_>, case: u32, wanted: usize) -> (Vec<u32>, Vec<i64>) {
        let world = self.lens.world();
        let Some(key) = world.table(sketch.case).code(case) else { return (Vec::new(), Vec::new()) };
        let mut all: Vec<(i64, usize, u32)> = Vec::new();
        for (m, (unit, by)) in sketch.by.iter().enumerate() {
            let table = world.table(*unit);
            let keys = self.lens.codes(*unit, by.node);
            let own = (0..).zip(keys).filter(|(_, own)| *own == Some(key));
            all.extend(own.map(|(row, _)| (table.at[row as usize], m, row)));
        }
        all.sort_unstable();
        let own = (1..).zip(&all).filter(|(_, (_, m, _))| *m == wanted);
        own.map(|(position, (_, _, row))| (*row, position)).unzip()
    }
}
