//! Control charts: where a period lies among the others of its subject, and what chance does not explain.

use super::Tallied;
use super::cut::UNDATED;
use super::exact::{Exact, shown};
use crate::outcome::{ChartPoint, Signal};
use crate::standard::{Chart, Formula, Metric, Period};
use crate::time::next_start;
use num_traits::{Signed, Zero};
use std::collections::BTreeMap;

/// A baseline of fewer periods says nothing.
pub const LEAST_PERIODS: usize = 8;
/// So many on one side of the center are no chance.
const RUN: u32 = 8;
/// So many, each beyond the one before, are no chance.
const TREND: u32 = 6;

/// Puts the periods of each subject, those that are over, on its chart. `figures`: of one metric, `per` and kind of period.
pub(super) fn draw(metric: &Metric, chart: Chart, period: &Period, figures: &mut [Tallied]) {
    if next_start(period, 0).is_none() {
        return;
    }
    let mut by_subject: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, tallied) in figures.iter().enumerate() {
        let is_drawn =
            tallied.figure.closed && tallied.start != UNDATED && tallied.figure.n > 0 && !tallied.figure.hidden;
        if is_drawn && tallied.exact.is_some() {
            by_subject.entry(&tallied.figure.subject).or_default().push(index);
        }
    }
    let is_share = matches!(metric.formula, Formula::Share(_));
    let mut points = Vec::new();
    for indices in by_subject.values_mut() {
        indices.sort_by_key(|index| figures[*index].start);
        let series: Vec<&Tallied> = indices.iter().map(|index| &figures[*index]).collect();
        let is_base = |tallied: &&&Tallied| match chart.baseline {
            None => true,
            Some((from, to)) => {
                from <= tallied.start
                    && next_start(period, tallied.start).is_some_and(|next| next <= to.saturating_add(1))
            }
        };
        let base: Vec<&Tallied> = series.iter().filter(is_base).copied().collect();
        if base.len() < LEAST_PERIODS {
            continue;
        }
        let drawn = if is_share { shares(&base, &series) } else { individuals(&base, &series) };
        points.extend(indices.iter().copied().zip(drawn));
    }
    for (index, point) in points {
        figures[index].figure.chart = Some(point);
    }
}

/// A p-chart: limits by the size of each sample.
fn shares(base: &[&Tallied], series: &[&Tallied]) -> Vec<ChartPoint> {
    let whole = |n: u64| Exact::from_integer(n.into());
    let all: u64 = base.iter().map(|t| t.figure.n).sum();
    let center = whole(base.iter().map(|t| t.hits).sum()) / whole(all);
    let spread = &center * (Exact::from_integer(1.into()) - &center);
    let nine = Exact::from_integer(9.into());
    let points = series.iter().map(|tallied| {
        let n = whole(tallied.figure.n);
        let value = whole(tallied.hits) / &n;
        let distance = &value - &center;
        let is_out = &distance * &distance > &nine * &spread / &n;
        let sigma = 3.0 * shown(&(&spread / &n)).max(0.0).sqrt();
        let center = shown(&center);
        let point =
            ChartPoint { center, lower: (center - sigma).max(0.0), upper: (center + sigma).min(1.0), signal: None };
        (point, value, distance, is_out)
    });
    signals(points.collect())
}

/// Individuals and moving ranges.
fn individuals(base: &[&Tallied], series: &[&Tallied]) -> Vec<ChartPoint> {
    let value = |tallied: &&Tallied| tallied.exact.as_ref().map_or_else(Exact::zero, super::exact::Number::exact);
    let count = |n: usize| Exact::from_integer(n.into());
    let values: Vec<Exact> = base.iter().map(value).collect();
    let center = values.iter().sum::<Exact>() / count(values.len());
    let ranges: Exact = values.windows(2).map(|pair| (&pair[1] - &pair[0]).abs()).sum();
    // 3 / d2, with d2 = 1.128 for ranges of two.
    let reach = ranges / count(values.len() - 1) * Exact::new(266.into(), 100.into());
    let points = series.iter().map(|tallied| {
        let value = value(tallied);
        let distance = &value - &center;
        let is_out = distance.abs() > reach;
        let (middle, reach) = (shown(&center), shown(&reach));
        let point = ChartPoint { center: middle, lower: middle - reach, upper: middle + reach, signal: None };
        (point, value, distance, is_out)
    });
    signals(points.collect())
}

/// What chance does not explain, period by period.
fn signals(points: Vec<(ChartPoint, Exact, Exact, bool)>) -> Vec<ChartPoint> {
    let (mut side, mut run) = (0, 0);
    let (mut way, mut trend) = (0, 1);
    let mut before: Option<Exact> = None;
    let sign = |x: &Exact| i8::from(x.is_positive()) - i8::from(x.is_negative());
    let mut drawn = Vec::with_capacity(points.len());
    for (mut point, value, distance, is_out) in points {
        let now = sign(&distance);
        run = if now == side && now != 0 { run + 1 } else { u32::from(now != 0) };
        side = now;
        let step = before.as_ref().map_or(0, |before| sign(&(&value - before)));
        trend = if step == way && step != 0 { trend + 1 } else { 1 + u32::from(step != 0) };
        way = step;
        before = Some(value);
        point.signal = match (is_out, now, way) {
            (true, 1, _) => Some(Signal::Above),
            (true, ..) => Some(Signal::Below),
            (_, 1, _) if run >= RUN => Some(Signal::RunAbove(run)),
            (_, -1, _) if run >= RUN => Some(Signal::RunBelow(run)),
            (.., 1) if trend >= TREND => Some(Signal::Rising(trend)),
            (.., -1) if trend >= TREND => Some(Signal::Falling(trend)),
            _ => None,
        };
        drawn.push(point);
    }
    drawn
}
