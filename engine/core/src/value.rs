//! Values: exact, with units, never binary floating point.

pub use crate::texts::Texts;
use std::cmp::Ordering;

/// Microseconds in a second.
pub const SECOND: i64 = 1_000_000;
/// Steps of a decimal in one: decimals are kept exactly to six places.
pub const DECIMAL: i64 = 1_000_000;

/// An exact fraction, in lowest terms, the denominator above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    num: i64,
    den: i64,
}

impl Ratio {
    /// Nothing.
    pub const ZERO: Self = Self { num: 0, den: 1 };
    /// The whole.
    pub const ONE: Self = Self { num: 1, den: 1 };

    /// `num / den` in lowest terms; none if `den` is zero or the terms do not fit.
    #[must_use]
    pub fn new(num: i128, den: i128) -> Option<Self> {
        if den == 0 {
            return None;
        }
        if let (Ok(num), Ok(den)) = (i64::try_from(num), i64::try_from(den))
            && let Some(small) = Self::of_small(num, den)
        {
            return Some(small);
        }
        let sign = if den < 0 { -1 } else { 1 };
        let divisor = gcd(num.unsigned_abs(), den.unsigned_abs()).max(1);
        let divisor = i128::try_from(divisor).ok()?;
        Some(Self { num: i64::try_from(sign * num / divisor).ok()?, den: i64::try_from(sign * den / divisor).ok()? })
    }

    /// The same of small numbers, the denominator above zero; none for others.
    #[must_use]
    #[inline]
    pub const fn of_small(num: i64, den: i64) -> Option<Self> {
        // What is small is divided by the machine itself.
        if num.unsigned_abs() > u32::MAX as u64 || den <= 0 || den > u32::MAX as i64 {
            return None;
        }
        let divisor = gcd_small(num.unsigned_abs(), den.unsigned_abs()).cast_signed();
        Some(Self { num: num / divisor, den: den / divisor })
    }

    /// A whole number.
    #[must_use]
    pub const fn whole(num: i64) -> Self {
        Self { num, den: 1 }
    }

    /// The numerator in lowest terms.
    #[must_use]
    pub const fn num(self) -> i64 {
        self.num
    }

    /// The denominator in lowest terms, above zero.
    #[must_use]
    pub const fn den(self) -> i64 {
        self.den
    }

    /// The sum, if it fits.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let (a, b) = (i128::from(self.num), i128::from(self.den));
        let (c, d) = (i128::from(other.num), i128::from(other.den));
        Self::new(a * d + c * b, b * d)
    }

    /// The difference, if it fits.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { num: other.num.checked_neg()?, den: other.den })
    }

    /// The product, if it fits.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        Self::new(i128::from(self.num) * i128::from(other.num), i128::from(self.den) * i128::from(other.den))
    }

    /// The quotient; none for a zero divisor or if it does not fit.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        Self::new(i128::from(self.num) * i128::from(other.den), i128::from(self.den) * i128::from(other.num))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        (i128::from(self.num) * i128::from(other.den)).cmp(&(i128::from(other.num) * i128::from(self.den)))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl std::fmt::Display for Ratio {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.den == 1 { write!(f, "{}", self.num) } else { write!(f, "{}/{}", self.num, self.den) }
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    match (u64::try_from(a), u64::try_from(b)) {
        (Ok(a), Ok(b)) => gcd_small(a, b).into(),
        _ if b == 0 => a,
        _ => gcd(b, a % b),
    }
}

const fn gcd_small(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// One value of the language.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// No value.
    Missing,
    /// yes or no
    YesNo(bool),
    /// A whole number.
    Whole(i64),
    /// A decimal, in millionths.
    Decimal(i64),
    /// Microseconds.
    Duration(i64),
    /// Microseconds since 1970-01-01T00:00Z.
    Instant(i64),
    /// Days since 1970-01-01.
    Date(i64),
    /// An exact fraction: a share, a score, the result of a division.
    Ratio(Ratio),
    /// A text, or the key of what is referred to.
    Text(String),
    /// Which value of its one-of list.
    OneOf(u32),
}

#[cfg(test)]
mod tests {
    use super::{Ratio, gcd};

    #[test]
    fn small_fractions_are_those_of_the_long_way() {
        for num in [-4_294_967_295, -12, -1, 0, 1, 6, 35, 4_294_967_295] {
            for den in [1, 2, 6, 7, 4_294_967_295] {
                let divisor = gcd(u128::from(i64::unsigned_abs(num)), u128::from(i64::unsigned_abs(den))) as i64;
                let long = Ratio { num: num / divisor, den: den / divisor };
                assert_eq!(Ratio::of_small(num, den), Some(long), "{num}/{den}");
                assert_eq!(Ratio::new(num.into(), den.into()), Some(long), "{num}/{den}");
                assert_eq!(Ratio::new(i128::from(num) << 40, i128::from(den) << 40), Some(long), "{num}/{den}");
            }
        }
        assert_eq!([Ratio::of_small(1, 0), Ratio::of_small(1, -1), Ratio::of_small(1 << 33, 1)], [None; 3]);
    }
}
