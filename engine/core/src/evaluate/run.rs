//! One run: from what the sources delivered to everything that is said about it.

use super::scene::Scene;
use super::{Judged, Options, Pool, World, closing, failures, fold, judge, strata, tally, world};
use crate::outcome::Outcome;
use crate::table::Input;
use crate::{Plan, Standard};

/// What a run knows and says.
#[derive(Debug, Clone)]
pub struct Run {
    /// The events as they are.
    pub world: World,
    /// What the judge said; its findings and forms have moved to the outcome.
    pub judged: Judged,
    /// What the run says.
    pub outcome: Outcome,
}

/// Identifies, judges, folds and tallies. The same standard and events give the same outcome, whatever the options and the
/// pool (`as_of` and `known` excepted), and whatever the order of the rows.
#[must_use]
pub fn evaluate(standard: &Standard, plan: &Plan, input: Input, options: &Options, pool: &impl Pool) -> Run {
    if standard.closings.is_empty() {
        return run(standard, plan, input, options, pool).0;
    }
    let (mut present, _) = run(standard, plan, input.clone(), options, pool);
    present.outcome.closings = closing::closings(standard, plan, &input, options, pool, &present);
    present
}

/// The same, with the figures as the engine knows them.
pub(super) fn run(
    standard: &Standard,
    plan: &Plan,
    input: Input,
    options: &Options,
    pool: &impl Pool,
) -> (Run, Vec<tally::Tallied>) {
    made(standard, plan, input, options, pool, true)
}

/// Figures, decisions and findings, but nothing that is for readers only: what a run of another instant is compared by.
pub(super) fn compared(standard: &Standard, plan: &Plan, input: Input, options: &Options, pool: &impl Pool) -> Run {
    made(standard, plan, input, options, pool, false).0
}

fn made(
    standard: &Standard,
    plan: &Plan,
    input: Input,
    options: &Options,
    pool: &impl Pool,
    told: bool,
) -> (Run, Vec<tally::Tallied>) {
    let world = world(standard, plan, input, options, pool);
    let mut judged = judge(standard, plan, &world, options, pool);
    let scene = Scene::new(standard, &world, &judged);
    let (tallied, steps) = strata::made(&scene, pool);
    let decisions = fold::decisions(&scene, &tallied, steps);
    let scorecards = if told { tally::scorecards(&scene, pool) } else { Vec::new() };
    let figures: Vec<_> = tallied.iter().map(|t| t.figure.clone()).collect();
    let plugins = if told { failures::told(&scene, plan, &figures) } else { Vec::new() };
    let unreached = if told { fold::binding::unreached(&scene) } else { Vec::new() };
    let units = standard.units.iter().zip(&world.tables);
    let units = units.map(|(unit, table)| (unit.label.name.clone(), table.rows as u64)).collect();
    let outcome = Outcome {
        standard: (standard.name.clone(), standard.version.clone(), standard.hash.clone()),
        tz: crate::time::tz_version().to_owned(),
        as_of: world.as_of,
        known: options.known,
        data: world.data.clone(),
        units,
        figures,
        plugins,
        unreached,
        decisions,
        scorecards,
        findings: std::mem::take(&mut judged.findings),
        forms: std::mem::take(&mut judged.forms),
        steps: std::mem::take(&mut judged.steps),
        closings: Vec::new(),
    };
    (Run { world, judged, outcome }, tallied)
}
