//! The steps of a case, found in one pass: the events go by once, in order, and of each is noted which steps it is. The state of a case
//! is small: for each step its first event and how many there were. What comes out is what the facts of the steps say one by one.

use super::cases::{Builder, Member, cut};
use crate::evaluate::Pool;
use crate::evaluate::columns::taint::Taints;
use crate::evaluate::columns::{Bench, Shared, Vector, YES, concat};
use crate::evaluate::world::World;
use crate::plan::{CasePlan, FactPlan, NodeId};
use crate::standard::{Aggregate, Fact, UnitId};
use crate::table::{Column, Data};
use std::collections::HashMap;

/// One fact that is found.
struct Found {
    /// Which field of the case.
    field: usize,
    /// Index into the conditions of its member.
    condition: usize,
    /// What is taken of the first event; none = how many there are.
    value: Option<NodeId>,
}

/// What is known of one condition in one case so far.
#[derive(Clone, Copy, Default)]
struct State {
    /// Place of its first event among the rows of the batch, from 1; 0 = none yet.
    first: u32,
    times: i64,
}

impl<P: Pool> Builder<'_, P> {
    /// The columns of these facts of a case, by field; none where a plugin may leave a row open, which is for each fact to say.
    pub(super) fn steps(
        &self,
        world: &World,
        shared: &Shared<'_>,
        case: &CasePlan,
        members: &[Member],
        fields: std::ops::Range<usize>,
    ) -> Option<HashMap<usize, Column>> {
        let unit = &self.standard.units[case.unit.index()];
        let engine = self.engine(world, shared);
        if !Taints::none(&engine) {
            return None;
        }
        let mut columns = HashMap::new();
        for (index, member) in members.iter().enumerate() {
            let mut conditions: Vec<Option<NodeId>> = Vec::new();
            let mut found = Vec::new();
            for field in fields.clone() {
                let (Some(Fact::Aggregate { how, member, .. }), Some(FactPlan::Aggregate { value, filter })) =
                    (&unit.fields[field].fact, case.facts[field])
                else {
                    continue;
                };
                if *member != index {
                    continue;
                }
                debug_assert!(matches!(how, Aggregate::First | Aggregate::Count), "steps are found by these");
                let known = conditions.iter().position(|known| *known == filter);
                let condition = known.unwrap_or_else(|| {
                    conditions.push(filter);
                    conditions.len() - 1
                });
                found.push(Found { field, condition, value });
            }
            columns.extend(self.pass(world, shared, case.unit, member, (&conditions, &found))?);
        }
        Some(columns)
    }

    /// One pass over the events of one kind.
    fn pass(
        &self,
        world: &World,
        shared: &Shared<'_>,
        unit: UnitId,
        member: &Member,
        (conditions, found): (&[Option<NodeId>], &[Found]),
    ) -> Option<Vec<(usize, Column)>> {
        let engine = self.engine(world, shared);
        let cuts = cut(member, world.table(unit).rows, self.options.batch.clamp(1, 100_000));
        let parts: Vec<Option<Vec<Column>>> = self.pool.map(cuts.len(), |i| {
            let (cases, rows) = &cuts[i];
            let below = Bench::rows(&engine, unit, cases.start, cases.end);
            let of_case = &member.case[rows.clone()];
            let pairs = Bench::pairs(&engine, member.scopes(rows), Some(&below)).with_position(member.positions(rows));
            // For each event the conditions that it meets, as bits.
            let mut masks = vec![0_u64; of_case.len()];
            for (bit, condition) in conditions.iter().enumerate() {
                match condition {
                    Some(condition) => {
                        let flags = pairs.get(*condition);
                        masks
                            .iter_mut()
                            .enumerate()
                            .for_each(|(p, mask)| *mask |= u64::from(flags.flag(p) == YES) << bit);
                    }
                    None => masks.iter_mut().for_each(|mask| *mask |= 1 << bit),
                }
            }
            let mut states = vec![State::default(); cases.len() * conditions.len()];
            for ((place, case), mask) in (1..).zip(of_case).zip(masks) {
                let own = (*case as usize - cases.start) * conditions.len();
                let mut left = mask;
                while left != 0 {
                    let state = &mut states[own + left.trailing_zeros() as usize];
                    state.first = if state.times == 0 { place } else { state.first };
                    state.times += 1;
                    left &= left - 1;
                }
            }
            let columns = found.iter().map(|one| {
                let states = states.iter().skip(one.condition).step_by(conditions.len().max(1)).take(cases.len());
                match one.value {
                    None => Column { data: Data::Ints(states.map(|state| state.times).collect()), valid: None },
                    Some(value) => first(&pairs.get(value), states),
                }
            });
            let columns = columns.collect();
            pairs.failed.take().is_empty().then_some(columns)
        });
        let mut by_field: Vec<Vec<Column>> = found.iter().map(|_| Vec::new()).collect();
        for part in parts {
            part?.into_iter().zip(&mut by_field).for_each(|(column, all)| all.push(column));
        }
        let ty = |one: &Found| &self.standard.units[unit.index()].fields[one.field].ty;
        Some(found.iter().zip(by_field).map(|(one, parts)| (one.field, concat(parts, ty(one)))).collect())
    }
}

/// The value of the first event of each case; missing where there is none.
fn first<'s>(values: &Vector<'_>, states: impl Iterator<Item = &'s State>) -> Column {
    let (mut ints, mut valid) = (Vec::new(), Vec::new());
    for state in states {
        let place = state.first.checked_sub(1).map(|place| place as usize).filter(|place| values.has(*place));
        ints.push(place.map_or(0, |place| values.int(place)));
        valid.push(place.is_some());
    }
    let all = valid.iter().all(|valid| *valid);
    Column { data: Data::Ints(ints), valid: (!all).then_some(valid) }
}
