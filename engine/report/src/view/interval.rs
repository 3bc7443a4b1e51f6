//! How sure a figure is, as a strip: the interval as a band, the value as a dot, the target as a tick.

use super::scale::{Scale, coordinate};
use crate::{Lexicon, show};
use etalon_core::standard::Type;
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

/// The strip of a figure; none without an interval.
pub fn interval(
    words: Lexicon,
    scale: Scale,
    ty: &Type,
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
        text: format!("{} {} … {}", words.get("between"), shown(ty, bounds.0), shown(ty, bounds.1)),
    }
}

/// A statistic as people read it.
pub fn shown(ty: &Type, number: f64) -> String {
    match ty {
        Type::Share => show::percent_of_float(number),
        #[expect(clippy::cast_possible_truncation, reason = "microseconds, for showing only")]
        Type::Duration => etalon_core::show::duration(number as i64),
        _ => format!("{number:.1}"),
    }
}
