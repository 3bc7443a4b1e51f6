//! Where a number stands in a drawing. Nothing is decided here: coordinates are for showing only.

use etalon_core::value::{DECIMAL, Value};

/// From where to where a drawing reaches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    from: f64,
    to: f64,
}

impl Scale {
    /// From nothing to all, for shares of different things side by side.
    pub const SHARES: Self = Self { from: 0.0, to: 1.0 };

    /// Wide enough for all the numbers, its ends rounded outwards; shares stay between nothing and all.
    pub fn around(numbers: impl Iterator<Item = f64>, share: bool) -> Option<Self> {
        let (least, greatest) =
            numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, greatest), n| (least.min(n), greatest.max(n)));
        if least > greatest {
            return None;
        }
        let step = step(greatest - least);
        let (from, to) = ((least / step).floor() * step, (greatest / step).ceil() * step);
        let (from, to) = if share { (from.max(0.0), to.min(1.0)) } else { (from, to) };
        Some(if to > from { Self { from, to } } else { Self { from, to: from + step } })
    }

    /// In per cent of the width, from the left.
    pub fn across(self, number: f64) -> f64 {
        ((number - self.from) / (self.to - self.from) * 100.0).clamp(0.0, 100.0)
    }

    /// In per cent of the height, from the top.
    pub fn down(self, number: f64) -> f64 {
        100.0 - self.across(number)
    }
}

/// A tenth, the whole, ten times …: the greatest power of ten that is no more than the spread.
fn step(spread: f64) -> f64 {
    if spread <= 0.0 || !spread.is_finite() {
        return 0.1;
    }
    let mut step = 1.0;
    while step > spread {
        step /= 10.0;
    }
    while step * 10.0 <= spread {
        step *= 10.0;
    }
    step
}

/// A coordinate with one decimal, without a needless one.
pub fn coordinate(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// The value as a number; none if it is not one.
#[expect(clippy::cast_precision_loss, reason = "for drawing only")]
pub fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Whole(n) | Value::Duration(n) => Some(*n as f64),
        Value::Decimal(n) => Some(*n as f64 / DECIMAL as f64),
        Value::Ratio(r) => Some(r.num() as f64 / r.den() as f64),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Scale, coordinate};

    #[test]
    fn ends_are_round_and_hold_every_number() {
        let places = |numbers: &[f64], share, at: &[f64]| -> Vec<String> {
            let scale = Scale::around(numbers.iter().copied(), share).expect("numbers");
            at.iter().map(|n| coordinate(scale.across(*n))).collect()
        };
        assert_eq!(places(&[0.774, 0.91, 0.8], true, &[0.7, 0.85, 1.0]), ["0", "50", "100"]);
        assert_eq!(places(&[12.0, 47.0], false, &[10.0, 30.0, 50.0]), ["0", "50", "100"]);
    }

    #[test]
    fn of_one_number_there_is_still_a_scale() {
        let Scale { from, to } = Scale::around([1.0].into_iter(), true).expect("a number");
        assert!(from < to);
        assert_eq!(Scale::around(std::iter::empty(), true), None);
    }
}
