//! A small line through the periods of one figure. Coordinates are for showing only.

use etalon_core::outcome::Figure;
use etalon_core::value::{DECIMAL, Value};
use serde::Serialize;

/// Width and height of the drawing.
const SIZE: (f64, f64) = (120.0, 28.0);
/// How many periods are drawn.
const MOST: usize = 36;

/// Points and the target's line, in the units of an SVG of 120 × 28.
#[derive(Debug, Clone, Serialize)]
pub struct Trend {
    /// `x,y x,y …`
    pub points: String,
    /// The last point.
    pub last: (String, String),
    /// The height of the target's line.
    pub target: Option<String>,
    /// First and last period, for those who cannot see it.
    pub label: String,
}

/// The line; none with fewer than three periods.
pub fn trend(series: &[&Figure], target: Option<&Value>) -> Option<Trend> {
    let mut values: Vec<(&str, f64)> = series
        .iter()
        .filter(|f| f.span.is_some())
        .filter_map(|f| Some((f.period.as_str(), number(&f.value)?)))
        .collect();
    if values.len() < 3 {
        return None;
    }
    values.sort_by_key(|(period, _)| *period);
    let values = &values[values.len().saturating_sub(MOST)..];
    let target = target.and_then(number);
    let heights = values.iter().map(|(_, v)| *v).chain(target);
    let least = heights.clone().fold(f64::INFINITY, f64::min);
    let greatest = heights.fold(f64::NEG_INFINITY, f64::max);
    let spread = if greatest > least { greatest - least } else { 1.0 };
    let y = |value: f64| SIZE.1 - 3.0 - (value - least) / spread * (SIZE.1 - 6.0);
    #[expect(clippy::cast_precision_loss, reason = "at most 36 periods")]
    let x = |index: usize| 3.0 + index as f64 / (values.len() - 1) as f64 * (SIZE.0 - 6.0);
    let text = |v: f64| format!("{v:.1}");
    let points: Vec<String> =
        values.iter().enumerate().map(|(i, (_, v))| format!("{},{}", text(x(i)), text(y(*v)))).collect();
    let (first, last) = (values.first()?, values.last()?);
    Some(Trend {
        points: points.join(" "),
        last: (text(x(values.len() - 1)), text(y(last.1))),
        target: target.map(|t| text(y(t))),
        label: format!("{} … {}", first.0, last.0),
    })
}

#[expect(clippy::cast_precision_loss, reason = "for drawing only")]
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Whole(n) | Value::Duration(n) => Some(*n as f64),
        Value::Decimal(n) => Some(*n as f64 / DECIMAL as f64),
        Value::Ratio(r) => Some(r.num() as f64 / r.den() as f64),
        _ => None,
    }
}
