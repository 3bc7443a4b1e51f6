//! How sure a share or a mean is, from a sample of its size.
//!
//! A share's interval is that of E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
//! Journal of the American Statistical Association 22 (1927), 209-212, at 95 % (z = 1.959964). Verdicts never look at the
//! rounded bounds: the interval is where the score test does not refuse a value, and that test is done here in integers.

use super::exact::Exact;
use crate::value::Ratio;
use num_bigint::BigInt;
use num_traits::{ToPrimitive, Zero};

/// z in millionths.
const Z: i64 = 1_959_964;

/// The interval of `hits` of `n`, for showing. Only additions, products, quotients and a square root: every machine gives
/// the same bits.
pub(crate) fn bounds(hits: f64, n: f64) -> Option<(f64, f64)> {
    if n <= 0.0 {
        return None;
    }
    let z = 1.959_964_f64;
    let middle = hits + z * z / 2.0;
    let spread = z * (hits * (n - hits) / n + z * z / 4.0).max(0.0).sqrt();
    let whole = n + z * z;
    let lower = if hits <= 0.0 { 0.0 } else { ((middle - spread) / whole).max(0.0) };
    let upper = if hits >= n { 1.0 } else { ((middle + spread) / whole).min(1.0) };
    Some((lower, upper))
}

/// The lower and the upper bound in 10^-12, rounded down: for putting shares in order. `hits` and `n` may be fractions
/// (after mitigation).
pub(crate) fn ranks(hits: &Exact, n: &Exact) -> Option<(i64, i64)> {
    if *n <= Exact::zero() {
        return None;
    }
    let scale = BigInt::from(10).pow(24);
    let z = Exact::new(Z.into(), 1_000_000.into());
    let (two, four) = (Exact::from_integer(2.into()), Exact::from_integer(4.into()));
    let radicand = hits * (n - hits) / n + &z * &z / four;
    let root = (radicand * Exact::from_integer(&scale * &scale)).floor().to_integer();
    let root = if root < BigInt::zero() { BigInt::zero() } else { root.sqrt() };
    let spread = &z * Exact::new(root, scale);
    let (middle, whole) = (hits + &z * &z / two, n + &z * &z);
    let rank = |bound: Exact| (bound * Exact::from_integer(BigInt::from(10).pow(12))).floor().to_integer().to_i64();
    Some((rank((&middle - &spread) / &whole)?, rank((middle + spread) / whole)?))
}

/// The same of whole numbers. They are mostly small enough for 128 bits, which hold both bounds between two numbers; where
/// a whole 10^-12 lies between these, the long way decides.
pub(crate) fn ranks_of(hits: u64, n: u64) -> Option<(i64, i64)> {
    quick_ranks(hits, n).or_else(|| ranks(&Exact::from_integer(hits.into()), &Exact::from_integer(n.into())))
}

/// (2 n h + n z² ∓ z √(n (4 h (n - h) + n z²))) / (2 n (n + z²)), everything times 10^12.
fn quick_ranks(hits: u64, n: u64) -> Option<(i64, i64)> {
    // Beyond this the products below would not fit.
    const MOST: u64 = 9_000_000;
    const TRILLION: u128 = 1_000_000_000_000;
    const Z: u128 = 1_959_964;
    if n == 0 || n > MOST || hits > n {
        return None;
    }
    let (h, n) = (u128::from(hits), u128::from(n));
    let whole = n * TRILLION + Z * Z;
    let rank = |value: u128| i64::try_from(value).ok();
    // At the ends of the scale the root is a whole number.
    if h == 0 {
        return Some((0, rank(Z * Z * TRILLION / whole)?));
    }
    if h == n {
        return Some((rank(n * TRILLION * TRILLION / whole)?, rank(TRILLION)?));
    }
    let middle = 2 * n * h * TRILLION + n * Z * Z;
    let radicand = n * (4 * h * (n - h) * TRILLION + n * Z * Z);
    let below = 2 * n * whole;
    // As many more binary places as there is room for.
    let room = (radicand.leading_zeros() / 2).min((2 * below * TRILLION).leading_zeros()).min(40);
    let root = (radicand << (2 * room)).isqrt();
    let (middle, below) = (middle << room, below << room);
    let between = |least: u128, most: u128| {
        let (least, most) = (least * TRILLION / below, most * TRILLION / below);
        if least == most { rank(least) } else { None }
    };
    let (less, more) = (Z * (root - 1), Z * (root + 1));
    let lower = between(middle.checked_sub(more)?, middle.checked_sub(less)?)?;
    let upper = between(middle + less, middle + more)?;
    Some((lower, upper))
}

/// Whether chance is ruled out as the reason why `hits` of `n` miss a bound: the bound lies outside the interval.
pub(crate) fn share_differs(hits: u64, n: u64, bound: Ratio) -> bool {
    // (hits - n a/b)² > z² n a/b (1 - a/b), times b².
    let (a, b) = (BigInt::from(bound.num()), BigInt::from(bound.den()));
    let distance = &b * BigInt::from(hits) - &a * BigInt::from(n);
    let million = BigInt::from(1_000_000);
    &distance * &distance * &million * &million > BigInt::from(Z) * BigInt::from(Z) * BigInt::from(n) * &a * (&b - &a)
}

/// Variance with n - 1, from the sum and the sum of squares.
pub(crate) fn variance(sum: &Exact, squares: &Exact, n: u64) -> Option<Exact> {
    if n < 2 {
        return None;
    }
    let (count, rest) = (Exact::from_integer(n.into()), Exact::from_integer((n - 1).into()));
    Some((squares - sum * sum / count) / rest)
}

/// Whether a mean is farther than 2 s/√n from a bound.
pub(crate) fn mean_differs(mean: &Exact, variance: &Exact, n: u64, bound: &Exact) -> bool {
    let distance = mean - bound;
    &distance * &distance * Exact::from_integer(n.into()) > variance * Exact::from_integer(4.into())
}

/// mean ∓ 2 s/√n, for showing.
pub(crate) fn mean_bounds(mean: f64, variance: f64, n: f64) -> (f64, f64) {
    let spread = 2.0 * (variance.max(0.0) / n).sqrt();
    (mean - spread, mean + spread)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(hits: u64, n: u64) -> (f64, f64) {
        bounds(hits as f64, n as f64).unwrap()
    }

    fn is_near(a: f64, b: f64) -> bool {
        (a - b).abs() < 0.000_5
    }

    #[test]
    fn the_worked_shares() {
        assert!(is_near(of(22, 30).1, 0.858));
        assert!(is_near(of(21, 30).1, 0.833));
        assert!(is_near(of(160, 200).1, 0.849_5));
        let goal = Ratio::new(85, 100).unwrap();
        assert!(!share_differs(22, 30, goal));
        assert!(share_differs(21, 30, goal));
        assert!(share_differs(160, 200, goal));
    }

    #[test]
    fn the_ends_of_the_scale() {
        assert_eq!(of(0, 10).0, 0.0);
        assert_eq!(of(10, 10).1, 1.0);
        assert_eq!(bounds(0.0, 0.0), None);
        let (one, zero) = (Ratio::ONE, Ratio::ZERO);
        assert!(share_differs(9, 10, one));
        assert!(!share_differs(10, 10, one));
        assert!(share_differs(1, 10, zero));
        assert!(!share_differs(0, 0, zero));
    }

    #[test]
    fn the_integer_test_and_the_shown_bounds_agree() {
        for n in 1..60_u64 {
            for hits in 0..=n {
                let (lower, upper) = of(hits, n);
                let (low, up) = ranks(&Exact::from_integer(hits.into()), &Exact::from_integer(n.into())).unwrap();
                assert!((low as f64 / 1e12 - lower).abs() < 1e-9 && (up as f64 / 1e12 - upper).abs() < 1e-9);
                for percent in (5..100).step_by(5) {
                    let bound = Ratio::new(percent, 100).unwrap();
                    let goal = percent as f64 / 100.0;
                    if (upper - goal).abs() > 1e-9 && (lower - goal).abs() > 1e-9 {
                        assert_eq!(share_differs(hits, n, bound), upper < goal || lower > goal, "{hits}/{n} {percent}");
                    }
                }
            }
        }
    }

    #[test]
    fn quick_ranks_are_the_exact_ones() {
        let mut found = 0;
        let mut same = |hits: u64, n: u64| {
            let exact = ranks(&Exact::from_integer(hits.into()), &Exact::from_integer(n.into()));
            assert_eq!(ranks_of(hits, n), exact, "{hits}/{n}");
            found += u32::from(quick_ranks(hits, n).is_some());
        };
        for n in 1..80_u64 {
            (0..=n).for_each(|hits| same(hits, n));
        }
        for i in 1..800_u64 {
            let n = (i * i * i * 7_919) % 12_000_000 + 1;
            same(i * 1_000_003 % (n + 1), n);
            same(n - 1, n);
            same(1, n);
        }
        assert!(found > 5_000, "the quick way was taken {found} times only");
    }

    #[test]
    fn means() {
        let values = [80_i64, 70, 75, 60, 65, 72, 70, 71, 69, 68];
        let number = |n: i64| Exact::from_integer(n.into());
        let sum = number(values.iter().sum());
        let squares = number(values.iter().map(|v| v * v).sum());
        let v = variance(&sum, &squares, 10).unwrap();
        let mean = sum / number(10);
        assert_eq!(mean, number(70));
        // s = 5.333, 2 s/√10 = 3.373: 73.37 is under 80.
        assert!(mean_differs(&mean, &v, 10, &number(80)));
        assert!(!mean_differs(&mean, &v, 10, &number(73)));
        assert_eq!(variance(&number(3), &number(9), 1), None);
    }
}
