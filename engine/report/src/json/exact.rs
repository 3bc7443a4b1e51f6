//! Amounts in the contract: the exact text, a number for convenience, and the text that people read.

use crate::show;
use etalon_core::evaluate::figure_type;
use etalon_core::standard::{Expr, Metric, Standard, Type};
use etalon_core::value::{DECIMAL, Ratio, SECOND, Value};
use serde::Serialize;

/// One amount. Durations are in seconds.
#[derive(Debug, Serialize)]
pub struct Amount {
    /// Exact: `86/105` (lowest terms), `1050`, `16.5`, an RFC 3339 instant, a text; null = no value.
    pub exact: Option<String>,
    /// The nearest binary number; null where the value is no number.
    pub number: Option<f64>,
    /// As people read it: `81.9%`.
    pub shown: String,
}

/// An amount of that type. `text` = its exact text where the value is only near.
pub fn amount(standard: &Standard, value: &Value, ty: &Type, text: Option<&str>) -> Amount {
    let (exact, number) = match (value, ty) {
        (Value::Missing, _) => (None, None),
        (Value::Whole(n) | Value::Duration(n), Type::Duration) => fraction(i128::from(*n), i128::from(SECOND), true),
        (Value::Ratio(r), Type::Duration) => {
            fraction(i128::from(r.num()), i128::from(r.den()) * i128::from(SECOND), true)
        }
        (Value::Duration(n), _) => fraction(i128::from(*n), i128::from(SECOND), true),
        (Value::Whole(n), _) => fraction(i128::from(*n), 1, false),
        (Value::Decimal(n), _) => fraction(i128::from(*n), i128::from(DECIMAL), true),
        (Value::Ratio(r), _) => fraction(i128::from(r.num()), i128::from(r.den()), false),
        (Value::Instant(at), _) => (Some(show::rfc3339(standard, *at)), None),
        (other, ty) => (Some(show::value(standard, other, ty)), None),
    };
    let exact = match text {
        // Instants and dates keep their own form; the nearest microsecond or day is all that they can say.
        Some(_) if matches!(ty, Type::Instant | Type::Date) => exact,
        Some(text) => Some(text.strip_suffix(" s").unwrap_or(text).to_owned()),
        None => exact,
    };
    Amount { exact, number, shown: show::value(standard, value, ty) }
}

/// A value of a figure; what people read of opening time is in hours.
pub fn figure(standard: &Standard, metric: &Metric, value: &Value, text: Option<&str>) -> Amount {
    Amount { shown: show::figure(standard, metric, value), ..amount(standard, value, &figure_type(metric), text) }
}

/// A sum that a figure is made of.
pub fn part(standard: &Standard, metric: &Metric, of: &Expr, value: &Value) -> Amount {
    Amount { shown: show::part(standard, metric, of, value), ..amount(standard, value, &of.ty, None) }
}

/// A share.
pub fn share(standard: &Standard, share: Option<Ratio>) -> Option<Amount> {
    share.map(|s| amount(standard, &Value::Ratio(s), &Type::Share, None))
}

/// A fraction in lowest terms; as decimal text if that is what it is in the language and it ends.
#[expect(clippy::cast_precision_loss, reason = "the number is a convenience; the exact text stands beside it")]
fn fraction(num: i128, den: i128, decimal: bool) -> (Option<String>, Option<f64>) {
    let divisor = gcd(num.unsigned_abs(), den.unsigned_abs()).max(1).cast_signed();
    let (num, den) = (num / divisor, den / divisor);
    let number = num as f64 / den as f64;
    if den == 1 {
        return (Some(num.to_string()), Some(number));
    }
    let text = if decimal && DECIMAL as i128 % den == 0 {
        show::rounded(num, den, 6).trim_end_matches('0').to_owned()
    } else {
        format!("{num}/{den}")
    };
    (Some(text), Some(number))
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::fraction;

    #[test]
    fn exact_texts_are_in_lowest_terms() {
        assert_eq!(fraction(860, 1050, false).0.as_deref(), Some("86/105"));
        assert_eq!(fraction(16_500_000, 1_000_000, true).0.as_deref(), Some("16.5"));
        assert_eq!(fraction(20_000_000, 1_000_000, true).0.as_deref(), Some("20"));
        assert_eq!(fraction(-1, 3, true).0.as_deref(), Some("-1/3"));
    }
}
