//! How sure a figure is, as a strip: the interval as a band, the value as a dot, the target as a tick.

use super::scale::{Scale, coordinate};
use crate::Lexicon;
use serde::Serialize;

/// Places in per cent of the strip's width.
#[derive(Debug, Clone, Serialize)]
pub struct Interval {
    /// Where the band begins.
    pub from: String,
    /// How wide it is.
    pub wide: String,
    /// The value.
    pub value: String,
    /// The target.
    pub target: Option<String>,
    /// `77.4% … 91.4%`: what the band says.
    pub text: String,
}

/// The strip of a figure; `shown` writes a statistic.
pub fn interval(
    words: Lexicon,
    scale: Scale,
    shown: impl Fn(f64) -> String,
    value: f64,
    bounds: (f64, f64),
    target: Option<f64>,
) -> Interval {
    let (from, to) = (scale.across(bounds.0), scale.across(bounds.1));
    Interval {
        from: coordinate(from),
        wide: coordinate(to - from),
        value: coordinate(scale.across(value)),
        target: target.map(|t| coordinate(scale.across(t))),
        text: format!("{} {} … {}", words.get("between"), shown(bounds.0), shown(bounds.1)),
    }
}
