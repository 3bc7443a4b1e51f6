//! Values and ranges, from JSON to the measures of the engine.

use etalon_core::plugin::{Kind, Term};
use etalon_core::value::{DECIMAL, SECOND, Value};
use serde_json::Value as Json;

/// The value that a default says: numbers as they are, durations in seconds. What is wrong with it, else.
pub(super) fn value(json: &Json, term: &Term) -> Result<Value, String> {
    let value = match term.kind {
        Kind::YesNo => Value::YesNo(json.as_bool().ok_or("must be true or false")?),
        Kind::Whole => Value::Whole(json.as_i64().ok_or("must be a whole number")?),
        Kind::Number => Value::Decimal(scaled(json.as_f64().ok_or("must be a number")?, DECIMAL)?),
        Kind::Duration => Value::Duration(scaled(json.as_f64().ok_or("must be a number of seconds")?, SECOND)?),
        Kind::Instant | Kind::Date => return Err("an instant or a date can have none".into()),
        Kind::Text => Value::Text(json.as_str().ok_or("must be a text")?.into()),
    };
    match (&value, term.range) {
        (Value::Whole(n) | Value::Decimal(n) | Value::Duration(n), Some((least, greatest)))
            if *n < least || *n > greatest =>
        {
            return Err("lies outside the range".into());
        }
        (Value::Text(text), _) if !term.choices.is_empty() && !term.choices.contains(text) => {
            return Err("is none of the choices".into());
        }
        (Value::Text(text), _) if text.chars().count() > super::names::NAME => {
            return Err(format!("is longer than {} characters", super::names::NAME));
        }
        _ => {}
    }
    Ok(value)
}

/// Whether a setting of that kind can have this default. A moment is a text in the one form that all plugins read.
pub(super) fn setting(json: &Json, term: &Term) -> Result<(), String> {
    let text = || json.as_str().ok_or_else(|| "must be a text".to_owned());
    match term.kind {
        Kind::Instant => crate::settings::instant(text()?).map_err(|should| format!("must be {should}")),
        Kind::Date => crate::settings::date(text()?).map_err(|should| format!("must be {should}")),
        _ => value(json, term).map(|_| ()),
    }
}

/// Least and greatest in the measure of the kind.
pub(super) fn range((least, greatest): (f64, f64), kind: Kind) -> Result<(i64, i64), String> {
    let measure = match kind {
        Kind::Whole => 1,
        Kind::Number => DECIMAL,
        Kind::Duration => SECOND,
        Kind::YesNo | Kind::Instant | Kind::Date | Kind::Text => {
            return Err("has no meaning: only numbers and durations have one".into());
        }
    };
    let range = (scaled(least, measure)?, scaled(greatest, measure)?);
    if range.0 > range.1 { Err("ends before it begins".into()) } else { Ok(range) }
}

/// A number in steps of one over `measure`, to the nearest.
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "held against the limits just before")]
fn scaled(number: f64, measure: i64) -> Result<i64, String> {
    let steps = (number * measure as f64).round_ties_even();
    // 2^63 itself does not fit.
    if steps.is_finite() && steps.abs() < 9.2e18 { Ok(steps as i64) } else { Err("is too large".into()) }
}
