//! Judging: every condition of the standard over every row, column by column, and the verdicts, forms and causes that
//! follow from them.

mod batch;
mod causes;
mod decided;
mod gather;
mod reasons;
mod verdicts;

use super::columns::{Engine, Words, batches, patterns, prepare};
use super::{Judged, Options, Pool, World};
use crate::plan::NodeId;
use crate::standard::UnitId;
use crate::{Plan, Standard};
use batch::BatchResult;
use gather::gather;
use std::collections::{BTreeMap, BTreeSet};

/// Judges every unit. Needs no state beyond the world: batches are independent, and their results are put together in order.
#[must_use]
pub fn judge(standard: &Standard, plan: &Plan, world: &World, options: &Options, pool: &impl Pool) -> Judged {
    let words = Words::new(&world.texts);
    let results = {
        let criteria = plan.criteria.iter().flat_map(|c| c.filter.into_iter().chain(c.require));
        let needed = plan.needed(plan.roots.values().map(|r| r.1).chain(criteria));
        let shared = prepare(standard, plan, world, &words, &needed, options, pool);
        let patterns = patterns(plan);
        let engine = Engine { standard, plan, world, words: &words, shared: &shared, patterns: &patterns };
        let jobs: Vec<(UnitId, usize, usize)> = world
            .tables
            .iter()
            .flat_map(|t| batches(t.rows, options).into_iter().map(|(start, end)| (t.unit, start, end)))
            .collect();
        let wanted = wanted(plan);
        let of = |unit: UnitId| wanted.get(&unit).map_or(&[][..], Vec::as_slice);
        pool.map(jobs.len(), |i| {
            let (unit, start, end) = jobs[i];
            BatchResult::new(&engine, unit, (start, end), of(unit))
        })
    };
    let mut judged = gather(standard, plan, results);
    judged.made = words.into_made();
    judged
}

/// The nodes whose columns are needed once all is judged, each once, by unit.
fn wanted(plan: &Plan) -> BTreeMap<UnitId, Vec<NodeId>> {
    let mut wanted: BTreeMap<UnitId, BTreeSet<NodeId>> = BTreeMap::new();
    for (_, (unit, node)) in plan.roots.iter().filter(|(uses, _)| uses.outlasts_the_judge()) {
        wanted.entry(*unit).or_default().insert(*node);
    }
    wanted.into_iter().map(|(unit, nodes)| (unit, nodes.into_iter().collect())).collect()
}
