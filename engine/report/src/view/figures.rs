//! Figures: for each metric the newest period that is over, the verdicts on its targets, and how it went before.

use super::{plain, title, trend};
use crate::{Lexicon, Report, show};
use etalon_core::evaluate::figure_type;
use etalon_core::outcome::{Figure, TargetVerdict};
use etalon_core::standard::{Metric, Period, SubjectKind, Target, Type};
use etalon_core::value::Value;
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
    /// Its title.
    pub title: String,
    /// Who acts on a miss.
    pub owner: Option<String>,
    /// For the organization: one row a period kind and target.
    pub whole: Vec<FigureRow>,
    /// For subjects, worst first.
    pub parts: Vec<FigureRow>,
    /// How many subjects reached the target, of how many measured; none without targets.
    pub reached: Option<(usize, usize)>,
}

/// One figure against one target (or none).
#[derive(Debug, Clone, Serialize)]
pub struct FigureRow {
    /// The metric's title.
    pub metric: String,
    /// Kind of subject, in words; empty for the organization.
    pub kind: String,
    /// Whom; empty for the organization.
    pub subject: String,
    /// `2026-03`, with a mark if it still runs.
    pub period: String,
    /// As shown.
    pub value: String,
    /// After mitigation, where it differs.
    pub fair: Option<String>,
    /// `>= 80%`; none without target.
    pub target: Option<String>,
    /// The sample.
    pub n: u64,
    /// How it stands.
    pub tone: Tone,
    /// The sign of the tone, so that colour is never the only mark.
    pub sign: &'static str,
    /// The verdict in words.
    pub verdict: String,
    /// Statistics and history that matter: `at most 78.1%`, `3 in a row`, `24/31 periods met`.
    pub notes: Vec<String>,
    /// A line through the periods, for pages.
    pub trend: Option<trend::Trend>,
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
            title: title(&m.label, report.language),
            owner: m.owner.clone(),
            whole: Vec::new(),
            parts: Vec::new(),
            reached: None,
        })
        .collect();
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
        let rows = rows(report, words, metric, figure, figures);
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

fn rows(report: &Report<'_>, words: Lexicon, metric: &Metric, figure: &Figure, series: &[&Figure]) -> Vec<FigureRow> {
    if figure.targets.is_empty() {
        return vec![row(report, words, metric, figure, series, None)];
    }
    figure.targets.iter().map(|said| row(report, words, metric, figure, series, Some(*said))).collect()
}

fn row(
    report: &Report<'_>,
    words: Lexicon,
    metric: &Metric,
    figure: &Figure,
    series: &[&Figure],
    said: Option<(usize, TargetVerdict)>,
) -> FigureRow {
    let standard = report.standard;
    let ty = figure_type(metric);
    let per = metric.per.get(figure.per);
    let whole = matches!(per.map(|p| &p.subject), Some(SubjectKind::Organization) | None);
    let target = said.and_then(|(index, verdict)| Some((index, metric.targets.get(index)?, verdict)));
    let tone = target.map_or(Tone::Quiet, |(_, t, verdict)| tone(t, verdict));
    let mut notes = Vec::new();
    if let Some((index, target, verdict)) = target {
        notes.extend(bound_note(words, metric, figure, target, verdict));
        if verdict == TargetVerdict::TooFew {
            notes.push(format!("{} {}", words.get("needs"), target.least));
        }
        if figure.misses_in_a_row > 1 && index == figure.targets[0].0 {
            notes.push(format!("{} {}", figure.misses_in_a_row, words.get("in_a_row")));
        }
        notes.extend(history(words, metric, series, index));
    }
    let value = show::value(standard, &figure.value, &ty);
    let fair = figure
        .fair
        .filter(|fair| figure.value != Value::Ratio(*fair))
        .map(etalon_core::show::share)
        .filter(|fair| *fair != value);
    FigureRow {
        metric: title(&metric.label, report.language),
        kind: if whole { String::new() } else { per.map(|p| plain(&p.name)).unwrap_or_default() },
        subject: if whole {
            String::new()
        } else {
            subject(report, words, per.map_or("", |p| &p.name), &figure.subject)
        },
        period: period(words, figure),
        value,
        fair,
        target: target.map(|(_, t, _)| format!("{} {}", show::sign(t.op), show::bound(standard, &t.bound, &ty))),
        n: figure.n,
        tone,
        sign: tone.sign(),
        verdict: target.map_or_else(String::new, |(_, t, v)| verdict_words(words, t, v).to_owned()),
        notes,
        trend: trend::trend(series, target.map(|(_, t, _)| &t.bound)),
    }
}

/// The subject as shown.
pub fn subject(report: &Report<'_>, words: Lexicon, kind: &str, key: &str) -> String {
    match (kind, key) {
        (_, "(missing)") => words.get("missing").to_owned(),
        ("organization", _) => words.get("organization").to_owned(),
        (kind, key) => report.names.subject(kind, key),
    }
}

fn verdict_words(words: Lexicon, target: &Target, verdict: TargetVerdict) -> &'static str {
    words.get(match (verdict, target.proven) {
        (TargetVerdict::NoData, _) => "no_data",
        (TargetVerdict::TooFew, _) => "too_few",
        (TargetVerdict::Met, _) => "met",
        (TargetVerdict::MissedNotProven, true) => "missed_not_proven",
        (TargetVerdict::MissedProven, true) => "missed_proven",
        (TargetVerdict::MissedNotProven | TargetVerdict::MissedProven, false) => "missed",
    })
}

/// The statistic that decides whether a miss is proven; only where the target asks for it.
fn bound_note(
    words: Lexicon,
    metric: &Metric,
    figure: &Figure,
    target: &Target,
    verdict: TargetVerdict,
) -> Option<String> {
    let missed = matches!(verdict, TargetVerdict::MissedNotProven | TargetVerdict::MissedProven);
    use etalon_core::BinaryOp::{Greater, GreaterEqual};
    let (lower, upper) = figure.bounds?;
    if !missed || !target.proven {
        return None;
    }
    let shown = |bound: f64| match figure_type(metric) {
        Type::Share => Some(format!("{} (95%)", show::percent_of_float(bound))),
        ty if ty.is_number() => Some(format!("{bound:.1} (95%)")),
        _ => None,
    };
    Some(if matches!(target.op, Greater | GreaterEqual) {
        format!("{} {}", words.get("at_most"), shown(upper)?)
    } else {
        format!("{} {}", words.get("at_least"), shown(lower)?)
    })
}

/// `24/31 periods met`: in how many periods the target was reached, where there is more than one.
fn history(words: Lexicon, metric: &Metric, series: &[&Figure], target: usize) -> Option<String> {
    let verdicts: Vec<Tone> = series
        .iter()
        .filter_map(|f| f.targets.iter().find(|(index, _)| *index == target))
        .filter_map(|(index, verdict)| Some(tone(metric.targets.get(*index)?, *verdict)))
        .filter(|tone| *tone != Tone::Quiet)
        .collect();
    let met = verdicts.iter().filter(|t| **t == Tone::Good).count();
    (verdicts.len() > 1).then(|| format!("{met}/{} {} {}", verdicts.len(), words.get("periods"), words.get("met")))
}

fn period(words: Lexicon, figure: &Figure) -> String {
    match figure.each {
        Period::All => words.get("all").to_owned(),
        Period::RollingDays(n) => format!("{} {n} {}", words.get("last"), words.get("days")),
        Period::LastN(n) => format!("{} {n}", words.get("last")),
        Period::Rolling(_) => figure.period.clone(),
        _ if figure.closed => figure.period.clone(),
        _ => format!("{} ({})", figure.period, words.get("running")),
    }
}
