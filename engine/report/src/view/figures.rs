//! Figures: for each metric the newest period that is over, the verdicts on its targets, and how it went before.

use super::row::{FigureRow, rows};
use super::scale::{Scale, number};
use super::{rests, title};
use crate::{Lexicon, Report};
use etalon_core::evaluate::figure_type;
use etalon_core::outcome::{Figure, TargetVerdict};
use etalon_core::standard::{SubjectKind, Target, Type};
use serde::Serialize;
use std::collections::BTreeMap;

/// How something stands, for colours and signs; the words say it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// Missed.
    Bad,
    /// Missed, but it may be chance.
    Warn,
    /// Reached.
    Good,
    /// Nothing to say.
    Quiet,
}

impl Tone {
    /// One character.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Bad => "✗",
            Self::Warn => "~",
            Self::Good => "✓",
            Self::Quiet => "·",
        }
    }
}

/// One metric and all that is shown of it.
#[derive(Debug, Clone, Serialize)]
pub struct MetricBlock {
    /// Its name in the text.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Who acts on a miss.
    pub owner: Option<String>,
    /// What it may be used for.
    pub purpose: Option<String>,
    /// The plugins that it rests on, in words.
    pub rests_on: Vec<String>,
    /// For the organization: one row a period kind and target.
    pub whole: Vec<FigureRow>,
    /// For subjects, worst first.
    pub parts: Vec<FigureRow>,
    /// How many subjects reached the target, of how many measured; none without targets.
    pub reached: Option<(usize, usize)>,
}

/// Whether this verdict is a miss that matters on this target.
#[must_use]
pub const fn tone(target: &Target, verdict: TargetVerdict) -> Tone {
    match (verdict, target.proven) {
        (TargetVerdict::Met, _) => Tone::Good,
        (TargetVerdict::MissedNotProven, true) => Tone::Warn,
        (TargetVerdict::MissedNotProven, false) | (TargetVerdict::MissedProven, _) => Tone::Bad,
        (TargetVerdict::NoData | TargetVerdict::TooFew, _) => Tone::Quiet,
    }
}

/// All metrics in the order of the text.
pub fn metrics(report: &Report<'_>, words: Lexicon) -> Vec<MetricBlock> {
    let mut series: BTreeMap<(usize, usize, usize, &str), Vec<&Figure>> = BTreeMap::new();
    // The newest period that is over, per metric and kind of period; else the newest.
    let mut newest: BTreeMap<(usize, usize), (bool, &str)> = BTreeMap::new();
    for figure in &report.outcome.figures {
        let metric = &report.standard.metrics[figure.metric.index()];
        let each = metric.each.iter().position(|e| *e == figure.each).unwrap_or(0);
        let index = figure.metric.index();
        series.entry((index, figure.per, each, &figure.subject)).or_default().push(figure);
        let here = (figure.closed, figure.period.as_str());
        let best = newest.entry((index, each)).or_insert(here);
        *best = (*best).max(here);
    }
    let mut blocks: Vec<MetricBlock> = report
        .standard
        .metrics
        .iter()
        .map(|m| MetricBlock {
            name: m.label.name.clone(),
            title: title(&m.label, report.language),
            owner: m.owner.clone(),
            purpose: m.purpose.clone(),
            rests_on: rests::lines(words, &report.standard.metric_rests_on(m)),
            whole: Vec::new(),
            parts: Vec::new(),
            reached: None,
        })
        .collect();
    let scales = scales(report, &newest);
    for ((index, per, each, _), figures) in &series {
        let metric = &report.standard.metrics[*index];
        let Some((_, period)) = newest.get(&(*index, *each)) else {
            continue;
        };
        let Some(figure) = figures.iter().find(|f| f.period == *period) else {
            continue;
        };
        let whole = matches!(metric.per.get(*per).map(|p| &p.subject), Some(SubjectKind::Organization) | None);
        let block = &mut blocks[*index];
        let rows = rows(report, words, metric, figure, figures, scales[*index]);
        if whole {
            block.whole.extend(rows);
        } else {
            for row in &rows {
                if row.target.is_some() && row.tone != Tone::Quiet {
                    let (reached, measured) = block.reached.get_or_insert((0, 0));
                    *measured += 1;
                    *reached += usize::from(row.tone == Tone::Good);
                }
            }
            block.parts.extend(rows);
        }
    }
    for block in &mut blocks {
        block.parts.sort_by_key(|row| row.tone);
    }
    blocks.retain(|b| !b.whole.is_empty() || !b.parts.is_empty());
    blocks
}

/// One scale a metric for the strips of all its newest figures, so that they can be compared by eye.
fn scales(report: &Report<'_>, newest: &BTreeMap<(usize, usize), (bool, &str)>) -> Vec<Option<Scale>> {
    let metrics = &report.standard.metrics;
    let mut numbers: Vec<Vec<f64>> = vec![Vec::new(); metrics.len()];
    for figure in &report.outcome.figures {
        let index = figure.metric.index();
        let each = metrics[index].each.iter().position(|e| *e == figure.each).unwrap_or(0);
        let is_shown = newest.get(&(index, each)).is_some_and(|(_, period)| *period == figure.period);
        if let (true, Some((lower, upper))) = (is_shown, figure.bounds) {
            let targets = figure.targets.iter().filter_map(|(t, _)| number(&metrics[index].targets.get(*t)?.bound));
            numbers[index].extend(targets.chain([lower, upper]));
        }
    }
    let scale =
        |(numbers, metric): (Vec<f64>, _)| Scale::around(numbers.into_iter(), figure_type(metric) == Type::Share);
    numbers.into_iter().zip(metrics).map(scale).collect()
}
