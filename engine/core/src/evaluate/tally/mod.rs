//! Tally: exact, mergeable counts and sums to figures with target verdicts, and scorecards.

mod cell;
pub(crate) mod exact;
mod finish;
mod gather;
mod scorecard;
pub(crate) mod subjects;
pub(crate) mod target;
pub(crate) mod wilson;

pub use finish::figure_type;
pub(crate) use finish::text as exact_text;
pub(crate) use scorecard::scorecards;

use super::scene::Scene;
use super::{Options, Pool};
use crate::outcome::{Figure, TargetVerdict};
use crate::standard::{Metric, MetricId, Period, SubjectKind};
use crate::time::{name_of, next_start};
use crate::value::Value;
use exact::Exact;
use finish::{Finished, finish};
use gather::{Cells, Sheet, UNDATED};
use std::collections::BTreeMap;

/// A figure, and what only the engine needs of it.
#[derive(Debug, Clone)]
pub(crate) struct Tallied {
    pub figure: Figure,
    /// Index into the metric's `each`.
    pub each: usize,
    /// First date of its calendar period; 0 for the others.
    pub start: i64,
    /// The unrounded value.
    pub exact: Option<Exact>,
    /// Of a share: how many met.
    pub hits: u64,
}

/// All figures of all metrics, sorted by metric, per, period kind, period, subject.
pub(crate) fn figures(scene: &Scene<'_>, options: &Options, pool: &impl Pool) -> Vec<Tallied> {
    let mut all = Vec::new();
    for (index, metric) in scene.standard.metrics.iter().enumerate() {
        let id = MetricId(u16::try_from(index).unwrap_or(u16::MAX));
        let sheet = Sheet::new(scene, id, metric);
        let cells = sheet.cells(options, pool);
        let mut found = finished(scene, id, metric, &sheet, cells);
        rows_of_misses(metric, &mut found);
        all.append(&mut found);
    }
    all
}

fn finished(scene: &Scene<'_>, id: MetricId, metric: &Metric, sheet: &Sheet<'_>, cells: Cells) -> Vec<Tallied> {
    let mut all = Vec::new();
    for (per, by_period) in cells.into_iter().enumerate() {
        let subjects = &sheet.subjects[per];
        for (each, mut cells) in by_period.into_iter().enumerate() {
            let period = &metric.each[each];
            let is_organization = matches!(metric.per[per].subject, SubjectKind::Organization);
            if cells.is_empty() && is_organization && next_start(period, 0).is_none() {
                // Of the organization there is always a figure, empty as it may be.
                cells.push((0, 0, cell::Cell::new(&metric.formula)));
            }
            cells.sort_by(|a, b| (a.1, &subjects.names[a.0 as usize]).cmp(&(b.1, &subjects.names[b.0 as usize])));
            for (subject, start, cell) in cells {
                let (n, unjudged) = (cell.n, cell.unjudged);
                let found = finish(metric, cell, sheet.is_of_criterion());
                let subject = subjects.names[subject as usize].clone();
                let place = Place { id, metric, per, each, start };
                all.push(place.tallied(scene, subject, n, unjudged, found));
            }
        }
    }
    all
}

struct Place<'a> {
    id: MetricId,
    metric: &'a Metric,
    per: usize,
    each: usize,
    start: i64,
}

impl Place<'_> {
    fn tallied(&self, scene: &Scene<'_>, subject: String, n: u64, unjudged: u64, found: Finished) -> Tallied {
        let period = &self.metric.each[self.each];
        let span = span(scene, period, self.start);
        let targets = self.metric.targets.iter().enumerate();
        let targets = targets
            .filter(|(_, t)| target::speaks(t, self.per, period))
            .map(|(i, t)| (i, target::verdict(t, &self.metric.formula, n, &found)))
            .collect();
        let is_undated = self.start == UNDATED;
        Tallied {
            figure: Figure {
                metric: self.id,
                per: self.per,
                subject,
                each: period.clone(),
                period: if is_undated { "(missing)".to_owned() } else { name_of(period, self.start) },
                span,
                n,
                unjudged,
                numerator: found.numerator,
                value: found.value.unwrap_or(Value::Missing),
                exact: found.text,
                fair: found.fair,
                bounds: found.bounds,
                targets,
                misses_in_a_row: 0,
                closed: span.is_none_or(|(_, end)| end <= scene.world.as_of),
            },
            each: self.each,
            start: self.start,
            exact: found.exact,
            hits: found.hits,
        }
    }
}

/// From when to when a period lasts.
fn span(scene: &Scene<'_>, period: &Period, start: i64) -> Option<(i64, i64)> {
    let as_of = scene.world.as_of;
    match period {
        Period::All | Period::LastN(_) => None,
        Period::Rolling(micros) => Some((as_of.saturating_sub(*micros), as_of)),
        Period::RollingDays(days) => {
            let today = scene.local.date(as_of)?;
            Some((scene.local.start(today.checked_sub(*days)?.checked_add(1)?)?, as_of))
        }
        _ if start == UNDATED => None,
        _ => Some((scene.local.start(start)?, scene.local.start(next_start(period, start)?)?)),
    }
}

/// Counts, for every figure, the missed periods that stand side by side up to it.
fn rows_of_misses(metric: &Metric, figures: &mut [Tallied]) {
    // By place and subject: the period before, and how many misses up to it.
    let mut before: BTreeMap<(usize, usize, String), (i64, u32)> = BTreeMap::new();
    for tallied in figures {
        let period = &metric.each[tallied.each];
        let missed = tallied.figure.targets.first().is_some_and(|(i, v)| target::acts(&metric.targets[*i], *v));
        let next = if tallied.start == UNDATED { None } else { next_start(period, tallied.start) };
        let Some(next) = next else {
            tallied.figure.misses_in_a_row = u32::from(missed);
            continue;
        };
        let place = (tallied.figure.per, tallied.each, tallied.figure.subject.clone());
        let row = match before.get(&place) {
            Some((expected, row)) if *expected == tallied.start => *row,
            _ => 0,
        };
        let row = if missed { row + 1 } else { 0 };
        tallied.figure.misses_in_a_row = row;
        before.insert(place, (next, row));
    }
}

/// Whether a verdict was reached at all.
pub(crate) const fn is_measured(verdict: TargetVerdict) -> bool {
    !matches!(verdict, TargetVerdict::NoData | TargetVerdict::TooFew)
}
