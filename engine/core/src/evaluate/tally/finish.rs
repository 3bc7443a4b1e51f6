//! Cells to values.

use super::cell::{Cell, Kept, is_less};
use super::exact::{Exact, Number, Sum, number_of, ratio_near, ratio_of, round};
use super::subjects::{Seen, int_value};
use super::wilson;
use crate::standard::{Expr, Formula, Metric, Type};
use crate::value::{DECIMAL, Ratio, SECOND, Value};
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};

/// A figure's value, every way it is needed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Finished {
    /// In the plain unit of the value (durations: microseconds), for comparing; none for an empty denominator.
    pub exact: Option<Number>,
    pub value: Option<Value>,
    /// Exact text where `value` had to be rounded.
    pub text: Option<String>,
    pub numerator: Option<Value>,
    /// Of a ratio: the sum that it is put against.
    pub base: Option<Value>,
    pub fair: Option<Ratio>,
    pub bounds: Option<(f64, f64)>,
    /// Of a mean.
    pub variance: Option<Exact>,
    /// Of a share: how many met.
    pub hits: u64,
    /// Why a plugin's window gave no value.
    pub fault: Option<String>,
}

/// Makes the value of a cell.
pub(crate) fn finish(metric: &Metric, cell: &Cell, is_mitigated: bool) -> Finished {
    let whole = |n: u64| Value::Whole(i64::try_from(n).unwrap_or(i64::MAX));
    let n = cell.n;
    match &cell.kept {
        Kept::Count => Finished { exact: Some(Number::whole(n)), value: Some(whole(n)), ..Finished::default() },
        Kept::Distinct(values) => {
            let found = values.len() as u64;
            Finished { exact: Some(Number::whole(found)), value: Some(whole(found)), ..Finished::default() }
        }
        Kept::Share { .. } if n == 0 => Finished { numerator: Some(Value::Whole(0)), ..Finished::default() },
        Kept::Share { yes, answerable } => {
            let yes = *yes;
            let share = Ratio::new(i128::from(yes), i128::from(n));
            Finished {
                exact: share.map(Number::Small),
                value: share.map(Value::Ratio),
                numerator: Some(whole(yes)),
                fair: if is_mitigated { fair(yes, answerable) } else { None },
                bounds: wilson::bounds(yes as f64, n as f64),
                hits: yes,
                ..Finished::default()
            }
        }
        Kept::Sum(sum) => {
            let sum = plain(&sum.exact(), value_type(metric));
            let (value, text) = typed(&sum, value_type(metric), false);
            Finished {
                numerator: Some(value.clone()),
                value: Some(value),
                text,
                exact: Some(Number::new(sum)),
                ..Finished::default()
            }
        }
        Kept::Ratio { sum, base } => ratio(metric, sum, base),
        Kept::Mean { .. } if n == 0 => Finished::default(),
        Kept::Mean { sum, squares, fair } => {
            let ty = value_type(metric);
            let sum = plain(&sum.exact(), ty);
            let squares = plain(&plain(&squares.exact(), ty), ty);
            let mean = &sum / count(n);
            let left = n.saturating_sub(fair.gone);
            let fair = (is_mitigated && left > 0).then(|| ratio_near(&((&sum + fair.more.exact()) / count(left))));
            let variance = wilson::variance(&sum, &squares, n);
            let (value, text) = typed(&mean, ty, true);
            let bounds = variance
                .as_ref()
                .map(|v| wilson::mean_bounds(super::exact::shown(&mean), super::exact::shown(v), n as f64));
            Finished {
                numerator: Some(typed(&sum, ty, false).0),
                value: Some(value),
                text,
                bounds,
                variance,
                fair,
                exact: Some(Number::new(mean)),
                ..Finished::default()
            }
        }
        Kept::Values(values) => {
            let Formula::Percentile(_, percent) = &metric.formula else {
                return Finished::default();
            };
            let Some(found) = percentile(values.clone(), *percent) else {
                return Finished::default();
            };
            let found = plain(&found, value_type(metric));
            let (value, text) = typed(&found, value_type(metric), true);
            Finished { value: Some(value), text, exact: Some(Number::new(found)), ..Finished::default() }
        }
        Kept::Window(Ok(found)) => {
            let value = found.map(|n| int_value(n, &figure_type(metric)));
            let exact = value.as_ref().and_then(number_of).map(Number::Small);
            Finished { exact, value, ..Finished::default() }
        }
        Kept::Window(Err(fault)) => Finished { fault: Some(fault.to_string()), ..Finished::default() },
        Kept::Least(found) | Kept::Greatest(found) => {
            let ty = value_type(metric);
            let value = match found {
                Some(Seen::Int(n)) => int_value(*n, ty),
                Some(Seen::Ratio(r)) => Value::Ratio(*r),
                _ => return Finished::default(),
            };
            Finished { exact: number_of(&value).map(Number::Small), value: Some(value), ..Finished::default() }
        }
    }
}

/// A sum over a sum; of nothing there is no ratio.
fn ratio(metric: &Metric, sum: &Sum, base: &Sum) -> Finished {
    let Formula::Ratio(both) = &metric.formula else { return Finished::default() };
    let [sum, base] = [(sum, &both[0].ty), (base, &both[1].ty)].map(|(sum, ty)| (plain(&sum.exact(), ty), ty));
    let shown = |(sum, ty): &(Exact, &Type)| Some(typed(sum, ty, false).0);
    let found = Finished { numerator: shown(&sum), base: shown(&base), ..Finished::default() };
    if base.0.is_zero() {
        return found;
    }
    let quotient = sum.0 / base.0;
    let (value, text) = typed(&quotient, &Type::Share, true);
    Finished { value: Some(value), text, exact: Some(Number::new(quotient)), ..found }
}

/// The share met of what was met and what somebody has to answer for.
pub(crate) fn fair(met: u64, answerable: &Sum) -> Option<Ratio> {
    if let (Ok(met), Some(rest)) = (i64::try_from(met), answerable.small())
        && let Some(owed) = Ratio::whole(met).plus(rest)
    {
        return Ratio::whole(met).over(owed);
    }
    let owed = count(met) + answerable.exact();
    (!owed.is_zero()).then(|| ratio_near(&(count(met) / owed)))
}

fn count(n: u64) -> Exact {
    Exact::from_integer(n.into())
}

/// The type of what a metric adds up or orders.
pub(crate) fn value_type(metric: &Metric) -> &Type {
    value_of(metric).map_or(&Type::Whole, |e| &e.ty)
}

fn value_of(metric: &Metric) -> Option<&Expr> {
    metric.formula.values().first()
}

/// The type of a metric's own value: a share of anything is a share, a mean of whole numbers is a fraction …
#[must_use]
pub fn figure_type(metric: &Metric) -> Type {
    metric.formula.value_type()
}

/// Columns keep decimals as millionths; figures are compared as the numbers they are.
pub(crate) fn plain(exact: &Exact, ty: &Type) -> Exact {
    if *ty == Type::Decimal { exact / Exact::from_integer(DECIMAL.into()) } else { exact.clone() }
}

/// An exact number as a value of its type, with its exact text where the value is only near.
pub(super) fn typed(exact: &Exact, ty: &Type, as_fraction: bool) -> (Value, Option<String>) {
    let near = |value: fn(i64) -> Value, scale: i64, unit: i64, word: &str| {
        let scaled = exact * Exact::from_integer(scale.into());
        let rounded = round(&scaled);
        let text = (!scaled.is_integer() || rounded.to_i64().is_none())
            .then(|| text(&(exact / Exact::from_integer(unit.into()))) + word);
        (value(rounded.to_i64().unwrap_or(if exact.is_negative() { i64::MIN } else { i64::MAX })), text)
    };
    match ty {
        Type::Duration => near(Value::Duration, 1, SECOND, " s"),
        Type::Instant => near(Value::Instant, 1, SECOND, " s since 1970-01-01T00:00Z"),
        Type::Date => near(Value::Date, 1, 1, " days since 1970-01-01"),
        Type::Whole if !as_fraction => near(Value::Whole, 1, 1, ""),
        Type::Decimal if !as_fraction => near(Value::Decimal, DECIMAL, 1, ""),
        _ => match ratio_of(exact) {
            Some(ratio) => (Value::Ratio(ratio), None),
            None => (Value::Ratio(ratio_near(exact)), Some(text(exact))),
        },
    }
}

/// Exact text: a decimal where it ends, else a fraction.
pub(crate) fn text(exact: &Exact) -> String {
    let ten = BigInt::from(10);
    let mut scaled = exact.clone();
    for places in 0..=18_usize {
        if scaled.is_integer() {
            let digits = scaled.numer().abs().to_string();
            let sign = if scaled.is_negative() { "-" } else { "" };
            if places == 0 {
                return format!("{sign}{digits}");
            }
            let digits = format!("{digits:0>width$}", width = places + 1);
            let (whole, rest) = digits.split_at(digits.len() - places);
            return format!("{sign}{whole}.{rest}");
        }
        scaled *= Exact::from_integer(ten.clone());
    }
    format!("{}/{}", exact.numer(), exact.denom())
}

/// Hyndman and Fan type 7: linear between the two values on either side of (n - 1) p.
fn percentile(mut values: Vec<Seen>, percent: Ratio) -> Option<Exact> {
    values.sort_unstable_by(|a, b| {
        if is_less(*a, *b) {
            std::cmp::Ordering::Less
        } else if is_less(*b, *a) {
            std::cmp::Ordering::Greater
        } else {
            std::cmp::Ordering::Equal
        }
    });
    let number = |seen: &Seen| match seen {
        Seen::Int(n) => Some(Exact::from_integer((*n).into())),
        Seen::Ratio(r) => Some(super::exact::exact_ratio(*r)),
        _ => None,
    };
    between(values.len(), percent, |place| number(values.get(place)?))
}

/// The value at p percent of so many in order: between its neighbours. Hyndman and Fan, "Sample Quantiles in Statistical Packages",
/// The American Statistician 50, 1996: type 7.
pub(crate) fn between(n: usize, percent: Ratio, at: impl Fn(usize) -> Option<Exact>) -> Option<Exact> {
    let last = n.checked_sub(1)?;
    let place = super::exact::exact_ratio(percent) / count(100) * count(last as u64);
    let below = place.floor().to_integer().to_usize()?.min(last);
    let low = at(below)?;
    if below == last {
        return Some(low);
    }
    Some(&low + (place - count(below as u64)) * (at(below + 1)? - &low))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(values: &[i64], percent: i64) -> Exact {
        percentile(values.iter().map(|v| Seen::Int(*v)).collect(), Ratio::whole(percent)).unwrap()
    }

    #[test]
    fn percentiles_lie_between_their_neighbours() {
        assert_eq!(at(&[4, 1, 3, 2], 50), Exact::new(5.into(), 2.into()));
        assert_eq!(at(&[1, 2, 3], 50), count(2));
        assert_eq!(at(&[7], 90), count(7));
        assert_eq!(at(&[10, 20, 30, 40, 50], 90), count(46));
        assert_eq!(at(&[10, 20, 30], 0), count(10));
        assert_eq!(at(&[10, 20, 30], 100), count(30));
        assert_eq!(percentile(Vec::new(), Ratio::whole(50)), None);
    }

    #[test]
    fn exact_texts() {
        let exact = |n: i64, d: i64| Exact::new(n.into(), d.into());
        assert_eq!(text(&exact(8996, 100)), "89.96");
        assert_eq!(text(&exact(-1, 8)), "-0.125");
        assert_eq!(text(&exact(1, 3)), "1/3");
        assert_eq!(typed(&exact(7, 2), &Type::Duration, true), (Value::Duration(4), Some("0.0000035 s".to_owned())));
        assert_eq!(typed(&exact(5, 2), &Type::Duration, true).0, Value::Duration(2));
    }
}
