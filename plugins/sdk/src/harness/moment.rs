//! Durations, instants and dates as TOML says them.

use toml::Value;
use toml::value::{Datetime, Offset};

const SECOND: i64 = 1_000_000;

/// Microseconds: seconds as a number, or `"2 min"`.
pub(super) fn duration(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(seconds) => seconds.checked_mul(SECOND),
        Value::Float(seconds) => micros(*seconds, SECOND),
        Value::String(text) => {
            let (count, unit) = text.split_once(' ')?;
            let unit = match unit {
                "ms" => 1_000,
                "s" => SECOND,
                "min" => 60 * SECOND,
                "h" => 3_600 * SECOND,
                "day" | "days" => 86_400 * SECOND,
                _ => return None,
            };
            micros(count.parse().ok()?, unit)
        }
        _ => None,
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "held against the limits first")]
fn micros(count: f64, unit: i64) -> Option<i64> {
    let micros = (count * unit as f64).round_ties_even();
    (micros.abs() < 9.2e18).then_some(micros as i64)
}

/// Microseconds since 1970-01-01T00:00:00Z; needs a zone.
pub(super) fn instant(at: &Datetime) -> Option<i64> {
    let time = at.time?;
    let offset = match at.offset? {
        Offset::Z => 0,
        Offset::Custom { minutes } => i64::from(minutes),
    };
    let minutes = (days(at)? * 24 + i64::from(time.hour)) * 60 + i64::from(time.minute) - offset;
    let nanos = i64::from(time.nanosecond.unwrap_or(0));
    Some((minutes * 60 + i64::from(time.second.unwrap_or(0))) * SECOND + nanos / 1_000)
}

/// Days since 1970-01-01; of a date without a time.
pub(super) fn date(at: &Datetime) -> Option<i64> {
    if at.time.is_some() { None } else { days(at) }
}

/// Days since 1970-01-01 in the Gregorian calendar.
fn days(at: &Datetime) -> Option<i64> {
    let date = at.date?;
    let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let before = |year: i64| (year - 1) * 365 + (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400;
    let year = i64::from(date.year);
    let lengths = [31, if leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let months: i64 = lengths.iter().take(usize::from(date.month).checked_sub(1)?).sum();
    if year < 1 { None } else { Some(before(year) - before(1970) + months + i64::from(date.day) - 1) }
}
