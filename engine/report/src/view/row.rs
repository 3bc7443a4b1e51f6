//! One figure against one target, as it is told.

use super::figures::{Tone, tone};
use super::interval::{Interval, interval};
use super::people::anchor;
use super::scale::{Scale, number};
use super::trend::{Trend, trend};
use super::{closed, fair, plain, title};
use crate::{Lexicon, Report, show};
use etalon_core::evaluate::figure_type;
use etalon_core::outcome::{Figure, TargetVerdict};
use etalon_core::standard::{Metric, Period, SubjectKind, Target, Type};
use etalon_core::value::Value;
use serde::Serialize;

/// One figure against one target (or none).
#[derive(Debug, Clone, Serialize)]
pub struct FigureRow {
    /// The metric's title.
    pub metric: String,
    /// The metric's name in the text.
    pub metric_name: String,
    /// The kind of entity and the key; none for the organization and for values such as channels.
    pub entity: Option<(String, String)>,
    /// Where the subject stands on the page.
    pub anchor: Option<String>,
    /// Index into the metric's `per` and `each`.
    pub cut: (usize, usize),
    /// Kind of subject, in words; empty for the organization.
    pub kind: String,
    /// Whom; empty for the organization.
    pub subject: String,
    /// `month 2026-03`, with a mark if it still runs.
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
    /// The value of the period before: `2026-02: 83.9%`.
    pub before: Option<String>,
    /// How sure it is, for pages.
    pub interval: Option<Interval>,
    /// A line through the periods, for pages.
    pub trend: Option<Trend>,
    /// Period by period, the newest first; only of the organization.
    pub periods: Vec<PeriodRow>,
}

/// One period of a figure.
#[derive(Debug, Clone, Serialize)]
pub struct PeriodRow {
    /// Its name.
    pub period: String,
    /// As shown.
    pub value: String,
    /// The sample.
    pub n: u64,
    /// How it stands.
    pub sign: &'static str,
    /// The verdict in words; empty without a target.
    pub verdict: &'static str,
}

/// One row a target, or one without.
pub fn rows(
    report: &Report<'_>,
    words: Lexicon,
    metric: &Metric,
    figure: &Figure,
    series: &[&Figure],
    scale: Option<Scale>,
) -> Vec<FigureRow> {
    let row = |said| row(report, words, metric, (figure, series), said, scale);
    if figure.targets.is_empty() {
        vec![row(None)]
    } else {
        figure.targets.iter().map(|said| row(Some(*said))).collect()
    }
}

fn row(
    report: &Report<'_>,
    words: Lexicon,
    metric: &Metric,
    (figure, series): (&Figure, &[&Figure]),
    said: Option<(usize, TargetVerdict)>,
    scale: Option<Scale>,
) -> FigureRow {
    let standard = report.standard;
    let per = metric.per.get(figure.per);
    let whole = matches!(per.map(|p| &p.subject), Some(SubjectKind::Organization) | None);
    let target = said.and_then(|(index, verdict)| Some((index, metric.targets.get(index)?, verdict)));
    let tone = target.map_or(Tone::Quiet, |(_, t, verdict)| tone(t, verdict));
    let mut notes = Vec::new();
    notes.extend(figure.fault.as_ref().map(|why| words.say("plugin_gave_none", &[("why", why)])));
    let models = report.standard.metric_rests_on(metric).into_iter().filter(|rest| rest.model.is_some());
    notes.extend(models.map(|rest| words.say("on_a_model", &[("function", &rest.function)])));
    notes.extend(closed::note(report, words, figure));
    notes.extend(super::grades::notes(words, standard, report.language, metric, figure));
    notes.extend(fair::notes(words, standard, metric, figure, series));
    if let Some((index, target, verdict)) = target.filter(|_| !figure.hidden) {
        notes.extend(bound_note(words, metric, figure, target, verdict));
        if verdict == TargetVerdict::TooFew && !figure.provisional {
            notes.push(format!("{} {}", words.get("needs"), target.least));
        }
        if figure.misses_in_a_row > 1 && index == figure.targets[0].0 {
            notes.push(format!("{} {}", figure.misses_in_a_row, words.get("in_a_row")));
        }
        notes.extend(history(words, metric, series, index));
    }
    let value = show::figure(standard, metric, &figure.value);
    let fair = figure
        .fair
        .filter(|fair| figure.value != Value::Ratio(*fair))
        .map(|fair| show::figure(standard, metric, &Value::Ratio(fair)))
        .filter(|fair| *fair != value);
    let strip = scale.zip(figure.bounds).zip(number(&figure.value)).map(|((scale, bounds), value)| {
        let shown = |number| show::figure_of_float(standard, metric, number);
        interval(words, scale, shown, value, bounds, target.and_then(|(_, t, _)| number(&t.bound)))
    });
    let entity = match per.map(|p| &p.subject) {
        Some(SubjectKind::Entity(unit, _)) => {
            Some((standard.units[unit.index()].label.name.clone(), figure.subject.clone()))
        }
        _ => None,
    };
    FigureRow {
        metric: title(&metric.label, report.language),
        metric_name: metric.label.name.clone(),
        cut: (figure.per, metric.each.iter().position(|e| *e == figure.each).unwrap_or(0)),
        kind: if whole { String::new() } else { per.map(|p| plain(&p.name)).unwrap_or_default() },
        subject: if whole {
            String::new()
        } else {
            let kind = entity.as_ref().map_or(per.map_or("", |p| &p.name), |(kind, _)| kind);
            subject(report, words, kind, &figure.subject)
        },
        anchor: entity.as_ref().filter(|(_, key)| key != "(missing)").map(|(kind, key)| anchor(kind, key)),
        entity,
        period: period(words, figure),
        value,
        fair,
        target: target
            .map(|(_, t, _)| format!("{} {}", show::sign(t.op), show::figure_bound(standard, metric, &t.bound))),
        n: figure.n,
        tone,
        sign: tone.sign(),
        verdict: target.map_or_else(String::new, |(_, t, v)| verdict_words(words, t.proven, v).to_owned()),
        notes,
        before: before(series, figure).map(|b| format!("{}: {}", b.period, show::figure(standard, metric, &b.value))),
        interval: strip,
        trend: trend(standard, metric, series, target.map(|(index, t, _)| (index, t))),
        periods: if whole {
            periods(report, words, metric, series, target.map(|(index, ..)| index))
        } else {
            Vec::new()
        },
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

/// What is said of a target that asks for proof, or does not.
pub fn verdict_words(words: Lexicon, proven: bool, verdict: TargetVerdict) -> &'static str {
    words.get(match (verdict, proven) {
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

fn periods(
    report: &Report<'_>,
    words: Lexicon,
    metric: &Metric,
    series: &[&Figure],
    target: Option<usize>,
) -> Vec<PeriodRow> {
    let mut series: Vec<&Figure> = series.iter().copied().filter(|f| f.span.is_some()).collect();
    series.sort_by_key(|f| std::cmp::Reverse(f.span));
    let told = series.iter().map(|figure| {
        let said = figure.targets.iter().find(|(index, _)| Some(*index) == target);
        let said = said.and_then(|(index, verdict)| Some((metric.targets.get(*index)?, *verdict)));
        PeriodRow {
            period: figure.period.clone(),
            value: show::figure(report.standard, metric, &figure.value),
            n: figure.n,
            sign: said.map_or("", |(target, verdict)| tone(target, verdict).sign()),
            verdict: said.map_or("", |(target, verdict)| verdict_words(words, target.proven, verdict)),
        }
    });
    if series.len() > 1 { told.collect() } else { Vec::new() }
}

/// The period before this one.
fn before<'a>(series: &[&'a Figure], figure: &Figure) -> Option<&'a Figure> {
    let (start, _) = figure.span?;
    series.iter().filter(|f| f.span.is_some_and(|(_, end)| end <= start)).max_by_key(|f| f.span).copied()
}

/// `month 2026-03`: the kind of period is said, for a metric may be cut in several.
fn period(words: Lexicon, figure: &Figure) -> String {
    let kind = match figure.each {
        Period::All => return words.get("all").to_owned(),
        Period::RollingDays(n) => return format!("{} {n} {}", words.get("last"), words.get("days")),
        Period::LastN(n) => return format!("{} {n}", words.get("last")),
        Period::Rolling(_) => return figure.period.clone(),
        Period::HalfHour => "half_hour",
        Period::Hour => "hour",
        Period::Day => "day",
        Period::Week => "week",
        Period::Month => "month",
        Period::Quarter => "quarter",
        Period::Year => "year",
    };
    let running = if figure.closed { String::new() } else { format!(" ({})", words.get("running")) };
    format!("{} {}{running}", words.get(kind), figure.period)
}
