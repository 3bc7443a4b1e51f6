//! Numbers of all kinds as exact fractions.

use super::{Lanes, Vector};
use crate::standard::Type;
use crate::value::{DECIMAL, Ratio, SECOND};

/// A numerator and a denominator above zero, not reduced.
pub(crate) type Number = (i128, i128);

/// The number in a row.
pub(super) fn number(vector: &Vector<'_>, ty: &Type, i: usize) -> Number {
    match &vector.data {
        Lanes::Ints(v) => (i128::from(v.get(i)), if *ty == Type::Decimal { i128::from(DECIMAL) } else { 1 }),
        Lanes::Ratios(v) => {
            let r = v.get(i);
            (i128::from(r.num()), i128::from(r.den()))
        }
        _ => (0, 1),
    }
}

/// A number as the integer of a column: whole numbers, decimals and durations, rounded half to even where they must be.
pub(super) fn as_int(number: Number, ty: &Type) -> Option<i64> {
    let (num, den) = match ty {
        Type::Decimal => (number.0.checked_mul(i128::from(DECIMAL))?, number.1),
        _ => number,
    };
    i64::try_from(half_even(num, den)?).ok()
}

pub(super) fn as_ratio(number: Number) -> Option<Ratio> {
    Ratio::new(number.0, number.1)
}

fn half_even(num: i128, den: i128) -> Option<i128> {
    let (whole, rest) = (num.div_euclid(den), num.rem_euclid(den));
    let twice = rest.checked_mul(2)?;
    let up = twice > den || (twice == den && whole.rem_euclid(2) == 1);
    Some(whole + i128::from(up))
}

/// A quotient by a number above zero, rounded half to even.
pub(super) const fn half_even_small(num: i64, den: i64) -> i64 {
    let (whole, rest) = (num.div_euclid(den), num.rem_euclid(den));
    // What is left against what is missing: nothing here can overflow.
    let missing = den - rest;
    let up = rest > missing || (rest == missing && whole & 1 == 1);
    whole + up as i64
}

/// Microseconds of a day.
pub(super) const DAY: i64 = 86_400 * SECOND;

#[cfg(test)]
mod tests {
    use super::{half_even, half_even_small};

    #[test]
    fn both_ways_of_rounding_give_the_same() {
        for num in [i64::MIN, -7, -5, -3, -1, 0, 1, 2, 3, 5, 7, 25, 35, i64::MAX] {
            for den in [1, 2, 3, 4, 10, i64::MAX] {
                assert_eq!(half_even(num.into(), den.into()), Some(half_even_small(num, den).into()), "{num}/{den}");
            }
        }
    }
}
