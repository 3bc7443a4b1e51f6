//! Judging: every condition of the standard over every row, column by column, and the verdicts, forms and causes that
//! follow from them.

mod batch;
mod causes;
mod decided;
mod reasons;
mod verdicts;

use super::columns::{Engine, Words, batches, concat, patterns, prepare};
use super::{Judged, Options, Pool, World};
use crate::outcome::{CriterionFindings, FormFindings};
use crate::standard::UnitId;
use crate::{Plan, Standard};
use batch::BatchResult;
use std::collections::BTreeMap;

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
        pool.map(jobs.len(), |i| {
            let (unit, start, end) = jobs[i];
            (unit, BatchResult::new(&engine, unit, start, end))
        })
    };
    let mut judged = gather(standard, plan, results);
    judged.made = words.into_made();
    judged
}

/// Puts the results of the batches together, in order.
fn gather(standard: &Standard, plan: &Plan, results: Vec<(UnitId, BatchResult)>) -> Judged {
    let mut columns: BTreeMap<_, Vec<_>> = plan.roots.keys().map(|uses| (*uses, Vec::new())).collect();
    let mut findings: Vec<CriterionFindings> = standard
        .criteria
        .iter()
        .zip(0..)
        .map(|(c, i)| CriterionFindings {
            criterion: crate::standard::CriterionId(i),
            unit: c.unit,
            verdicts: Vec::new(),
            breaches: Vec::new(),
            unjudged: Vec::new(),
        })
        .collect();
    let mut forms: Vec<FormFindings> = (0..standard.forms.len())
        .map(|i| FormFindings {
            form: crate::standard::FormId(u16::try_from(i).expect("ids are 16 bits")),
            scores: Vec::new(),
            verdicts: Vec::new(),
            bands: Vec::new(),
            items: Vec::new(),
        })
        .collect();
    for (_, result) in results {
        for (uses, column) in result.columns {
            columns.entry(uses).or_default().push(column);
        }
        for part in result.findings {
            let all = &mut findings[part.criterion.index()];
            all.verdicts.extend(part.verdicts);
            all.breaches.extend(part.breaches);
            all.unjudged.extend(part.unjudged);
        }
        for part in result.forms {
            let all = &mut forms[part.form.index()];
            all.scores.extend(part.scores);
            all.verdicts.extend(part.verdicts);
            all.bands.extend(part.bands);
            all.items.extend(part.items);
        }
    }
    let columns = columns
        .into_iter()
        .map(|(uses, parts)| {
            let ty = &plan.node(plan.roots[&uses].1).ty;
            (uses, concat(parts, ty))
        })
        .collect();
    Judged { columns, findings, forms, ..Judged::default() }
}
