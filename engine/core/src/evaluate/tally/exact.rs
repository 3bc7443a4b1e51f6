//! Exact sums that can be put together in any order.

use crate::value::{DECIMAL, Ratio, Value};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};
use std::cmp::Ordering;

/// An exact number of any size.
pub(crate) type Exact = BigRational;

/// An exact number that is mostly small.
#[derive(Debug, Clone)]
pub(crate) enum Number {
    Small(Ratio),
    Large(Exact),
}

impl Number {
    pub fn new(exact: Exact) -> Self {
        ratio_of(&exact).map_or(Self::Large(exact), Self::Small)
    }

    pub fn whole(n: u64) -> Self {
        i64::try_from(n).map_or_else(|_| Self::Large(Exact::from_integer(n.into())), |n| Self::Small(Ratio::whole(n)))
    }

    pub fn exact(&self) -> Exact {
        match self {
            Self::Small(ratio) => exact_ratio(*ratio),
            Self::Large(exact) => exact.clone(),
        }
    }

    pub fn compare(&self, bound: Ratio) -> Ordering {
        match self {
            Self::Small(ratio) => ratio.cmp(&bound),
            Self::Large(exact) => exact.cmp(&exact_ratio(bound)),
        }
    }
}

/// A sum of fractions, kept apart by denominator: adding is integer addition, and no order of adding can matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    whole: i128,
    /// Denominator and numerators, by denominator.
    parts: Vec<(i64, i128)>,
}

impl Sum {
    pub fn of_whole(whole: i128) -> Self {
        Self { whole, parts: Vec::new() }
    }

    pub fn add_whole(&mut self, value: i64) {
        self.whole += i128::from(value);
    }

    pub fn add(&mut self, value: Ratio) {
        self.add_part(value.den(), i128::from(value.num()));
    }

    fn add_part(&mut self, den: i64, num: i128) {
        if den == 1 {
            self.whole += num;
            return;
        }
        match self.parts.binary_search_by_key(&den, |(d, _)| *d) {
            Ok(at) => self.parts[at].1 += num,
            Err(at) => self.parts.insert(at, (den, num)),
        }
    }

    pub fn merge(&mut self, other: &Self) {
        self.whole += other.whole;
        for (den, num) in &other.parts {
            self.add_part(*den, *num);
        }
    }

    pub fn exact(&self) -> Exact {
        let whole = Exact::from_integer(self.whole.into());
        self.parts.iter().fold(whole, |sum, (den, num)| sum + Exact::new((*num).into(), (*den).into()))
    }

    /// Whether it is that much.
    pub fn reaches(&self, count: i64) -> bool {
        match self.parts.as_slice() {
            [] => self.whole >= count.into(),
            _ => self.exact() >= Exact::from_integer(count.into()),
        }
    }

    /// The sum where it is a whole number of a common size.
    pub fn small(&self) -> Option<Ratio> {
        if self.parts.is_empty() { i64::try_from(self.whole).ok().map(Ratio::whole) } else { None }
    }

    /// As a fraction; the nearest billionth where it does not fit (sums of shares whose denominators have nothing in common).
    pub fn ratio(&self) -> Ratio {
        self.small().unwrap_or_else(|| ratio_near(&self.exact()))
    }
}

/// A sum of squares of fractions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Squares {
    whole: Wide,
    parts: Vec<(i64, Wide)>,
}

impl Squares {
    pub fn add_whole(&mut self, value: i64) {
        self.whole.add(u128::from(value.unsigned_abs()).pow(2));
    }

    pub fn add(&mut self, value: Ratio) {
        let square = u128::from(value.num().unsigned_abs()).pow(2);
        self.part(value.den()).add(square);
    }

    fn part(&mut self, den: i64) -> &mut Wide {
        if den == 1 {
            return &mut self.whole;
        }
        let at = match self.parts.binary_search_by_key(&den, |(d, _)| *d) {
            Ok(at) => at,
            Err(at) => {
                self.parts.insert(at, (den, Wide::default()));
                at
            }
        };
        &mut self.parts[at].1
    }

    pub fn merge(&mut self, other: &Self) {
        self.whole.take_in(other.whole);
        for (den, wide) in &other.parts {
            self.part(*den).take_in(*wide);
        }
    }

    pub fn exact(&self) -> Exact {
        self.parts.iter().fold(Exact::from_integer(self.whole.big()), |sum, (den, wide)| {
            let den = BigInt::from(*den);
            sum + Exact::new(wide.big(), &den * &den)
        })
    }
}

/// A sum that outgrows 128 bits carries over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Wide {
    low: u128,
    carried: u64,
}

impl Wide {
    fn add(&mut self, value: u128) {
        let (low, over) = self.low.overflowing_add(value);
        self.low = low;
        self.carried += u64::from(over);
    }

    fn take_in(&mut self, other: Self) {
        self.add(other.low);
        self.carried += other.carried;
    }

    fn big(self) -> BigInt {
        (BigInt::from(self.carried) << 128_u8) + BigInt::from(self.low)
    }
}

/// A value as a plain number: durations and instants in microseconds, dates in days. Texts and the like have none.
pub(crate) fn number_of(value: &Value) -> Option<Ratio> {
    match value {
        Value::Whole(n) | Value::Duration(n) | Value::Instant(n) | Value::Date(n) => Some(Ratio::whole(*n)),
        Value::Decimal(n) => Ratio::new(i128::from(*n), i128::from(DECIMAL)),
        Value::Ratio(r) => Some(*r),
        Value::Missing | Value::YesNo(_) | Value::Text(_) | Value::OneOf(_) => None,
    }
}

pub(crate) fn exact_ratio(ratio: Ratio) -> Exact {
    Exact::new(ratio.num().into(), ratio.den().into())
}

/// As a 64-bit fraction, if it fits.
pub(crate) fn ratio_of(exact: &Exact) -> Option<Ratio> {
    Ratio::new(exact.numer().to_i128()?, exact.denom().to_i128()?)
}

/// As a 64-bit fraction, else the nearest billionth.
pub(crate) fn ratio_near(exact: &Exact) -> Ratio {
    ratio_of(exact).unwrap_or_else(|| {
        let billion = 1_000_000_000_i64;
        let near = round(&(exact * Exact::from_integer(billion.into())));
        near.to_i128().and_then(|n| Ratio::new(n, billion.into())).unwrap_or(Ratio::ZERO)
    })
}

/// Rounded to a whole number, halves to even.
pub(crate) fn round(exact: &Exact) -> BigInt {
    let (two, below) = (BigInt::from(2), exact.floor().to_integer());
    let rest: Exact = (exact - Exact::from_integer(below.clone())) * Exact::from_integer(two.clone());
    let up = rest > Exact::one() || (rest == Exact::one() && !(&below % &two).is_zero());
    if up { below + BigInt::one() } else { below }
}

/// The nearest binary fraction; only for showing.
pub(crate) fn shown(exact: &Exact) -> f64 {
    exact.to_f64().unwrap_or(f64::NAN)
}
