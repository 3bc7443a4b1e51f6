//! Figures with their targets.

use super::exact::{self, Amount};
use super::plugins::RestsOn;
use crate::{Report, show};
use etalon_core::evaluate::figure_type;
use etalon_core::outcome::{Signal, TargetVerdict, Worth};
use etalon_core::standard::{Formula, Period as Each, Type};
use etalon_core::value::Value;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct Metric {
    name: String,
    title: Option<String>,
    per: String,
    subject: String,
    period: Period,
    /// Of a share: how many kept it; of a sum or mean: the sum.
    numerator: Option<Amount>,
    /// Of a share or mean: out of how many.
    denominator: Option<u64>,
    /// Of a ratio: the sum that the numerator is put against.
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<Amount>,
    value: Amount,
    n: u64,
    unjudged: u64,
    fair: Option<Amount>,
    bound: Option<Bound>,
    target: Option<Target>,
    verdict: Option<&'static str>,
    targets: Vec<Target>,
    misses_in_a_row: u32,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    hidden: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    chart: Option<Chart>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<Expected>,
    /// `provisional` or `not-measured`.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grade: Option<Grade>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closing: Option<super::closings::OfFigure>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rests_on: Vec<RestsOn>,
}

/// In the unit of the value's `number`.
#[derive(Debug, Serialize)]
struct Chart {
    center: f64,
    lower: f64,
    upper: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    signal: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    periods: Option<u32>,
}

/// What a figure is worth.
#[derive(Debug, Serialize)]
struct Grade {
    title: Option<String>,
    worth: Option<Amount>,
    why: &'static str,
    least: i64,
    /// Shorter periods that are taken together.
    #[serde(skip_serializing_if = "Option::is_none")]
    together: Option<Together>,
}

#[derive(Debug, Serialize)]
struct Together {
    periods: Vec<String>,
    n: u64,
    value: Amount,
}

#[derive(Debug, Serialize)]
struct Expected {
    observed: u64,
    expected: f64,
    verdict: &'static str,
}

#[derive(Debug, Serialize)]
struct Period {
    kind: &'static str,
    name: String,
    start: Option<String>,
    end: Option<String>,
    closed: bool,
}

#[derive(Debug, Serialize)]
struct Bound {
    lower: f64,
    upper: f64,
}

#[derive(Debug, Clone, Serialize)]
struct Target {
    op: &'static str,
    value: AmountText,
    least: i64,
    proven: bool,
    verdict: &'static str,
    file: String,
    line: usize,
}

#[derive(Debug, Clone, Serialize)]
struct AmountText {
    exact: Option<String>,
    number: Option<f64>,
    shown: String,
}

fn chart(metric: &etalon_core::standard::Metric, figure: &etalon_core::outcome::Figure) -> Option<Chart> {
    let point = figure.chart?;
    let (signal, periods) = match point.signal {
        None => (None, None),
        Some(Signal::Above) => (Some("above"), None),
        Some(Signal::Below) => (Some("below"), None),
        Some(Signal::RunAbove(n)) => (Some("run-above"), Some(n)),
        Some(Signal::RunBelow(n)) => (Some("run-below"), Some(n)),
        Some(Signal::Rising(n)) => (Some("rising"), Some(n)),
        Some(Signal::Falling(n)) => (Some("falling"), Some(n)),
    };
    // Lengths of time are told in seconds, as everywhere in this document.
    let unit = if figure_type(metric) == Type::Duration { 1e-6 } else { 1.0 };
    let (center, lower, upper) = (point.center * unit, point.lower * unit, point.upper * unit);
    Some(Chart { center, lower, upper, signal, periods })
}

fn grade(
    report: &Report<'_>,
    metric: &etalon_core::standard::Metric,
    figure: &etalon_core::outcome::Figure,
) -> Option<Grade> {
    let graded = figure.graded.as_ref()?;
    let grade = metric.grades.get(graded.grade)?;
    let together = graded.pool.as_ref().map(|pool| Together {
        periods: pool.periods.clone(),
        n: pool.n,
        value: exact::figure(report.standard, metric, &pool.value, pool.exact.as_deref()),
    });
    Some(Grade {
        title: grade.title.get(report.language).map(str::to_owned),
        worth: graded.worth.as_ref().map(|worth| exact::amount(report.standard, worth, &grade.ty, None)),
        why: match graded.why {
            Worth::Reached => "reached",
            Worth::Gate => "gate",
            Worth::GateUnknown => "gate-unknown",
            Worth::TooFew => "too-few",
            Worth::Carried => "carried",
            Worth::NoData => "no-data",
        },
        least: grade.least,
        together,
    })
}

/// Too little to judge, or nothing where there should be something.
fn state(metric: &etalon_core::standard::Metric, figure: &etalon_core::outcome::Figure) -> Option<&'static str> {
    let is_gap = metric.every == Some(figure.per) && figure.n == 0 && figure.span.is_some();
    if figure.provisional { Some("provisional") } else { is_gap.then_some("not-measured") }
}

fn expected(figure: &etalon_core::outcome::Figure) -> Option<Expected> {
    let found = figure.expected?;
    let verdict = match found.differs {
        None => "as-expected",
        Some(std::cmp::Ordering::Less) => "fewer",
        Some(_) => "more",
    };
    Some(Expected { observed: found.observed, expected: found.expected, verdict })
}

/// The stable word of a verdict.
pub fn verdict(verdict: TargetVerdict) -> &'static str {
    match verdict {
        TargetVerdict::NoData => "no-data",
        TargetVerdict::TooFew => "too-few",
        TargetVerdict::Met => "met",
        TargetVerdict::MissedNotProven => "missed-not-proven",
        TargetVerdict::MissedProven => "missed-proven",
    }
}

pub fn kind(each: &Each) -> &'static str {
    match each {
        Each::All => "all",
        Each::HalfHour => "half-hour",
        Each::Hour => "hour",
        Each::Day => "day",
        Each::Week => "week",
        Each::Month => "month",
        Each::Quarter => "quarter",
        Each::Year => "year",
        Each::RollingDays(_) => "last-days",
        Each::Rolling(_) => "last-time",
        Each::LastN(_) => "last-n",
    }
}

pub fn metrics(report: &Report<'_>) -> Vec<Metric> {
    let standard = report.standard;
    let one = |figure: &etalon_core::outcome::Figure| {
        let metric = &standard.metrics[figure.metric.index()];
        let ty = figure_type(metric);
        let whole = |value: &Value| exact::amount(standard, value, &Type::Whole, None);
        let sum = |of| move |value: &Value| exact::part(standard, metric, of, value);
        let above = figure.numerator.as_ref();
        let (numerator, denominator) = match &metric.formula {
            Formula::Share(_) => (above.map(whole), Some(figure.n)),
            Formula::Mean(e) => (above.map(sum(e)), Some(figure.n)),
            Formula::Sum(e) => (above.map(sum(e)), None),
            Formula::Standing(at) if at.share => (above.map(whole), Some(figure.n)),
            Formula::Ratio(both) => (above.map(sum(&both[0])), None),
            _ => (None, None),
        };
        let base = match (&metric.formula, &figure.base) {
            (Formula::Ratio(both), Some(base)) => Some(exact::part(standard, metric, &both[1], base)),
            _ => None,
        };
        let targets: Vec<Target> = figure
            .targets
            .iter()
            .filter_map(|(index, said)| {
                let target = metric.targets.get(*index)?;
                let place = (report.place)(target.span);
                let amount = exact::amount(standard, &target.bound, &ty, None);
                Some(Target {
                    op: show::sign(target.op),
                    value: AmountText {
                        exact: amount.exact,
                        number: amount.number,
                        shown: show::figure_bound(standard, metric, &target.bound),
                    },
                    least: target.least,
                    proven: target.proven,
                    verdict: verdict(*said),
                    file: place.file,
                    line: place.line,
                })
            })
            .collect();
        Metric {
            name: metric.label.name.clone(),
            title: metric.label.title.get(report.language).map(str::to_owned),
            per: metric.per.get(figure.per).map(|p| p.name.clone()).unwrap_or_default(),
            subject: figure.subject.clone(),
            period: Period {
                kind: kind(&figure.each),
                name: figure.period.clone(),
                start: figure.span.map(|(start, _)| show::rfc3339(standard, start)),
                end: figure.span.map(|(_, end)| show::rfc3339(standard, end)),
                closed: figure.closed,
            },
            numerator,
            denominator,
            base,
            value: exact::figure(standard, metric, &figure.value, figure.exact.as_deref()),
            n: figure.n,
            unjudged: figure.unjudged,
            fair: figure.fair.map(|fair| exact::figure(standard, metric, &Value::Ratio(fair), None)),
            bound: figure.bounds.map(|(lower, upper)| Bound { lower, upper }),
            target: targets.first().cloned(),
            verdict: targets.first().map(|t| t.verdict),
            targets,
            misses_in_a_row: figure.misses_in_a_row,
            hidden: figure.hidden,
            chart: chart(metric, figure),
            expected: expected(figure),
            state: state(metric, figure),
            grade: grade(report, metric, figure),
            fault: figure.fault.clone(),
            closing: super::closings::of_figure(report, figure),
            rests_on: RestsOn::all(standard.metric_rests_on(metric)),
        }
    };
    report.outcome.figures.iter().map(one).collect()
}
