//! Judging: every condition of the standard over every row, column by column, and the verdicts, forms and causes that
//! follow from them.

mod batch;
mod causes;
mod decided;
mod fair;
mod gather;
mod reasons;
mod steps;
mod verdicts;

use super::columns::{Engine, Words, batches, lasting, patterns, prepare};
use super::{Judged, Options, Pool, Use, World};
use crate::plan::{CriterionPlan, NodeId};
use crate::standard::UnitId;
use crate::{Plan, Standard};
use batch::BatchResult;
use gather::gather;
use std::collections::{BTreeMap, BTreeSet};

/// Judges every unit. Needs no state beyond the world: batches are independent, and their results are put together in order.
#[must_use]
pub fn judge(standard: &Standard, plan: &Plan, world: &World, options: &Options, pool: &impl Pool) -> Judged {
    let words = Words::new(&world.texts);
    let (results, shared) = {
        let criteria = || plan.criteria.iter().flat_map(|c| c.filter.into_iter().chain(c.require));
        let forms = || plan.forms.iter().flat_map(|form| form.parts().into_iter().chain(form.fault));
        let roots = || plan.roots.values().map(|r| r.1).chain(criteria());
        let needed = plan.needed(roots());
        let lasting = lasting(plan, &needed, roots().chain(forms()));
        let shared = prepare(standard, plan, world, &words, (&needed, Some(&lasting)), options, pool);
        let patterns = patterns(plan, &needed);
        let engine = Engine { standard, plan, world, words: &words, shared: &shared, patterns: &patterns };
        let jobs: Vec<(UnitId, usize, usize)> = world
            .tables
            .iter()
            .flat_map(|t| batches(t.rows, options).into_iter().map(|(start, end)| (t.unit, start, end)))
            .collect();
        // What was computed over whole tables is there already.
        let (wanted, own) = (wanted(plan, |id| engine.whole(id).is_none()), own(plan));
        let of = |unit: UnitId| wanted.get(&unit).map_or(&[][..], Vec::as_slice);
        let results = pool.map(jobs.len(), |i| {
            let (unit, start, end) = jobs[i];
            BatchResult::new(&engine, unit, (start, end), of(unit), &own)
        });
        (results, shared)
    };
    let mut judged = gather(standard, plan, world, results, shared);
    judged.made = words.into_made();
    judged
}

/// The nodes whose columns are needed once all is judged and still have to be computed, each once, by unit.
fn wanted(plan: &Plan, open: impl Fn(NodeId) -> bool) -> BTreeMap<UnitId, Vec<NodeId>> {
    let mut wanted: BTreeMap<UnitId, BTreeSet<NodeId>> = BTreeMap::new();
    for (_, (unit, node)) in plan.roots.iter().filter(|(uses, (_, node))| uses.outlasts_the_judge() && open(*node)) {
        wanted.entry(*unit).or_default().insert(*node);
    }
    wanted.into_iter().map(|(unit, nodes)| (unit, nodes.into_iter().collect())).collect()
}

/// Of each criterion the nodes that nobody else asks for: once it is judged they need not be kept.
fn own(plan: &Plan) -> Vec<Vec<NodeId>> {
    let mut asked = vec![0_u32; plan.nodes.len()];
    let ids = (0..plan.nodes.len()).map(|i| NodeId(u32::try_from(i).expect("nodes are numbered in 32 bits")));
    let parts = ids.flat_map(|id| plan.parts(id));
    let criteria = plan.criteria.iter().flat_map(|c| c.filter.into_iter().chain(c.require));
    let forms = plan.forms.iter().flat_map(|form| form.parts().into_iter().chain(form.fault));
    let of_criterion = |uses: &Use| matches!(uses, Use::CriterionFilter(_) | Use::CriterionRequire(_));
    let uses = plan.roots.iter().filter(|(uses, _)| !of_criterion(uses)).map(|(_, (_, node))| *node);
    parts.chain(criteria).chain(forms).chain(uses).for_each(|id| asked[id.index()] += 1);
    let of = |criterion: &CriterionPlan| {
        let mut own: Vec<NodeId> = criterion.filter.into_iter().chain(criterion.require).collect();
        let mut next = 0;
        own.retain(|id| asked[id.index()] == 1);
        while let Some(id) = own.get(next) {
            let parts = plan.parts(*id);
            own.extend(parts.into_iter().filter(|part| asked[part.index()] == 1));
            next += 1;
        }
        own
    };
    plan.criteria.iter().map(of).collect()
}
