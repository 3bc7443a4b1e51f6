//! The periods of one figure as a line. Coordinates are per cent of the drawing, so that it may be as wide as it likes.

use super::figures::{Tone, tone};
use super::scale::{Scale, coordinate, number};
use crate::show;
use etalon_core::evaluate::figure_type;
use etalon_core::outcome::Figure;
use etalon_core::standard::{Metric, Standard, Target, Type};
use serde::Serialize;

/// How many periods are drawn.
const MOST: usize = 120;
/// Up to so many periods each one has its value and its name beside it.
const NAMED: usize = 6;
/// Up to so many each one is marked; of more only those that missed.
const MARKED: usize = 40;

/// A line through the periods, the target, and the band of the bounds.
#[derive(Debug, Clone, Serialize)]
pub struct Trend {
    /// `x,y x,y …`
    pub line: String,
    /// Upper bounds forwards, lower bounds backwards; none where a period has none.
    pub band: Option<String>,
    /// The periods that are marked.
    pub marks: Vec<Mark>,
    /// The height of the target's line.
    pub target: Option<String>,
    /// Of a control chart: the center and the limits, each as `x,y x,y …`.
    pub limits: Option<[String; 3]>,
    /// First and last period and their values, for those who cannot see it.
    pub label: String,
}

/// One period in the drawing.
#[derive(Debug, Clone, Serialize)]
pub struct Mark {
    /// From the left.
    pub x: String,
    /// From the top.
    pub y: String,
    /// How its target stands.
    pub tone: Tone,
    /// Its value, where it is written beside it.
    pub value: Option<String>,
    /// Its name, where it is written below.
    pub period: Option<String>,
    /// `start`, `middle`, `end`: on which side of the mark words stand.
    pub anchor: &'static str,
}

struct Point<'a> {
    figure: &'a Figure,
    value: f64,
}

/// The line; none with fewer than three periods that are over: one that still runs says little yet.
pub fn trend(
    standard: &Standard,
    metric: &Metric,
    series: &[&Figure],
    target: Option<(usize, &Target)>,
) -> Option<Trend> {
    let ty = figure_type(metric);
    let mut points: Vec<Point<'_>> = series
        .iter()
        .filter(|f| f.span.is_some() && f.closed)
        .filter_map(|figure| Some(Point { figure, value: number(&figure.value)? }))
        .collect();
    if points.len() < 3 {
        return None;
    }
    points.sort_by_key(|p| p.figure.span);
    let points = &points[points.len().saturating_sub(MOST)..];
    let bound = target.and_then(|(_, t)| number(&t.bound));
    // The band of a few small samples would leave no room for the line.
    let bounds: Option<Vec<(f64, f64)>> = points.iter().map(|p| p.figure.bounds).collect();
    let bounds = bounds.filter(|_| points.len() <= MARKED);
    let charted: Option<Vec<[f64; 3]>> =
        points.iter().map(|p| p.figure.chart.map(|c| [c.center, c.lower, c.upper])).collect();
    // Limits say how sure it is: two bands at once would hide each other.
    let bounds = bounds.filter(|_| charted.is_none());
    let edges: Vec<f64> = match &charted {
        Some(charted) => charted.iter().flatten().copied().collect(),
        None => bounds.iter().flatten().flat_map(|(lower, upper)| [*lower, *upper]).collect(),
    };
    let numbers = points.iter().map(|p| p.value).chain(bound).chain(edges);
    let scale = Scale::around(numbers, ty == Type::Share)?;
    #[expect(clippy::cast_precision_loss, reason = "a handful of periods")]
    let x = |index: usize| coordinate(index as f64 / (points.len() - 1) as f64 * 100.0);
    let y = |value: f64| coordinate(scale.down(value));
    let at = |index: usize, value: f64| format!("{},{}", x(index), y(value));
    let band = bounds.map(|bounds| {
        let upper = bounds.iter().enumerate().map(|(i, b)| at(i, b.1));
        let lower = bounds.iter().enumerate().rev().map(|(i, b)| at(i, b.0));
        upper.chain(lower).collect::<Vec<_>>().join(" ")
    });
    let limits = charted.map(|charted| {
        [0, 1, 2].map(|which| {
            let along = charted.iter().enumerate().map(|(i, limits)| at(i, limits[which]));
            along.collect::<Vec<_>>().join(" ")
        })
    });
    let named = named(points);
    let marks = points.iter().enumerate().filter_map(|(index, point)| {
        let is_signal = point.figure.chart.is_some_and(|chart| chart.signal.is_some());
        let tone = target.map_or(Tone::Quiet, |(number, target)| stands(point.figure, number, target));
        let tone = if is_signal && tone == Tone::Quiet { Tone::Warn } else { tone };
        let says = named[index];
        let is_marked = points.len() <= MARKED || says || matches!(tone, Tone::Bad | Tone::Warn);
        let ends = index == 0 || index == points.len() - 1;
        is_marked.then(|| Mark {
            x: x(index),
            y: y(point.value),
            tone,
            value: says.then(|| show::figure(standard, metric, &point.figure.value)),
            period: (ends || points.len() <= NAMED).then(|| point.figure.period.clone()),
            anchor: match index {
                0 => "start",
                i if i == points.len() - 1 => "end",
                _ => "middle",
            },
        })
    });
    let marks = marks.collect();
    let (first, last) = (points.first()?, points.last()?);
    let said = |p: &Point<'_>| format!("{} {}", p.figure.period, show::figure(standard, metric, &p.figure.value));
    Some(Trend {
        line: points.iter().enumerate().map(|(i, p)| at(i, p.value)).collect::<Vec<_>>().join(" "),
        band,
        marks,
        target: bound.map(y),
        limits,
        label: format!("{} … {}", said(first), said(last)),
    })
}

fn stands(figure: &Figure, number: usize, target: &Target) -> Tone {
    let said = figure.targets.iter().find(|(index, _)| *index == number);
    said.map_or(Tone::Quiet, |(_, verdict)| tone(target, *verdict))
}

/// Whose values are written beside the line: all of a few; of many the first, the last, the least and the greatest, unless
/// their words would meet.
fn named(points: &[Point<'_>]) -> Vec<bool> {
    let mut named = vec![points.len() <= NAMED; points.len()];
    if points.len() > NAMED {
        let by_value = |a: &usize, b: &usize| points[*a].value.total_cmp(&points[*b].value);
        let last = points.len() - 1;
        let chosen = [Some(last), Some(0), (0..last).min_by(by_value), (0..last).max_by(by_value)];
        for index in chosen.into_iter().flatten() {
            let room = points.len() / 6;
            let is_free = named.iter().enumerate().all(|(other, named)| !named || other.abs_diff(index) > room);
            named[index] |= is_free;
        }
    }
    named
}
