//! From binary numbers to millionths, exactly and the same on every machine.

/// `number` rounded half to even at `scale` digits after the point (0 to 6), in millionths. None if it is no number or does not fit.
/// What is rounded is the number that the double really is: 2.675 is a little less than that, so 2.67.
pub(crate) fn millionths(number: f64, scale: u8) -> Option<i64> {
    if !number.is_finite() {
        return None;
    }
    let scale = u32::from(scale.min(6));
    let bits = number.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i32;
    let fraction = bits & ((1 << 52) - 1);
    // number = ± mantissa × 2^power
    let (mantissa, power) = if exponent == 0 { (fraction, -1074) } else { (fraction | (1 << 52), exponent - 1075) };
    // Less than 2^53 × 10^6 < 2^73.
    let scaled = u128::from(mantissa) * 10_u128.pow(scale);
    let steps = match u32::try_from(power) {
        // Nothing so large fits; the limit keeps the shift from losing bits.
        Ok(up) if up > 54 => return (scaled == 0).then_some(0),
        Ok(up) => scaled << up,
        Err(_) => half_even(scaled, power.unsigned_abs()),
    };
    let size = i64::try_from(steps.checked_mul(10_u128.pow(6 - scale))?).ok()?;
    Some(if number < 0.0 { -size } else { size })
}

/// Many numbers rounded at one scale.
pub(crate) struct Rounding {
    scale: u8,
    /// Steps of the scale in one, and millionths in a step.
    steps: f64,
    millionths: i64,
}

impl Rounding {
    pub(crate) fn new(scale: u8) -> Self {
        let scale = scale.min(6);
        Self { scale, steps: f64::from(10_u32.pow(scale.into())), millionths: 10_i64.pow(6 - u32::from(scale)) }
    }

    /// What [`millionths`] says, for nearly all numbers in a few instructions: the second is false where that is not beyond doubt, and the first
    /// then means nothing.
    ///
    /// The product is off by 2^-11 at the most (half a unit in the last place below 2^42). So where it lies within 0.49 of a whole number, what it
    /// stands for lies within 0.5 of the same. And where the last 14 bits of the number are free, the product is exact (5^6 has 14 bits), ties and all.
    /// Adding 1.5 × 2^52 leaves the nearest whole number, half to even, in the last bits.
    #[inline(always)]
    pub(crate) fn quick(&self, number: f64) -> (i64, bool) {
        const SHIFT: f64 = 6_755_399_441_055_744.0;
        let product = number * self.steps;
        let shifted = product + SHIFT;
        let exact = number.to_bits() & 0x3fff == 0;
        let near = (product - (shifted - SHIFT)).abs() < 0.49;
        let beyond_doubt = (product.abs() < 4_398_046_511_104.0) & (near | exact);
        let steps = shifted.to_bits().wrapping_sub(SHIFT.to_bits()) as i64;
        (steps.wrapping_mul(self.millionths), beyond_doubt)
    }

    /// The same for all.
    pub(crate) fn millionths(&self, number: f64) -> Option<i64> {
        match self.quick(number) {
            (value, true) => Some(value),
            _ => millionths(number, self.scale),
        }
    }
}

/// `value / 2^down`, half to even.
fn half_even(value: u128, down: u32) -> u128 {
    if down > 100 {
        return 0;
    }
    let (whole, rest, half) = (value >> down, value & ((1 << down) - 1), 1_u128 << (down - 1));
    whole + u128::from(rest > half || (rest == half && whole & 1 == 1))
}

/// Millionths as they are written: "0.5", "12".
pub(crate) fn written(millionths: i64) -> String {
    let (sign, size) = (if millionths < 0 { "-" } else { "" }, millionths.unsigned_abs());
    let text = format!("{sign}{}.{:06}", size / 1_000_000, size % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Rounding, millionths, written};

    #[test]
    fn ties_go_to_the_even_side() {
        for (number, scale, expected) in [
            (0.5, 0, 0),
            (1.5, 0, 2_000_000),
            (2.5, 0, 2_000_000),
            (-0.5, 0, 0),
            (-1.5, 0, -2_000_000),
            (-2.5, 0, -2_000_000),
            (0.125, 2, 120_000),
            (0.375, 2, 380_000),
            (0.000_000_5, 6, 0),
            // No ties: these doubles lie beside what is written.
            (2.675, 2, 2_670_000),
            (1.005, 2, 1_000_000),
            (0.15, 1, 100_000),
            (0.25, 1, 200_000),
            (0.35, 1, 300_000),
            (0.1, 6, 100_000),
            (99.995, 2, 99_990_000 + 10_000),
        ] {
            assert_eq!(millionths(number, scale), Some(expected), "{number} at {scale}");
        }
    }

    #[test]
    fn edges() {
        assert_eq!(millionths(-0.0, 2), Some(0));
        assert_eq!(millionths(f64::MIN_POSITIVE, 6), Some(0));
        assert_eq!(millionths(5e-324, 0), Some(0));
        assert_eq!(millionths(9_223_372_036_854.0, 0), Some(9_223_372_036_854_000_000));
        assert_eq!(millionths(9_223_372_036_855.0, 0), None);
        assert_eq!(millionths(-9_223_372_036_855.0, 6), None);
        for none in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN, 1e300] {
            assert_eq!(millionths(none, 2), None, "{none}");
        }
    }

    /// Numbers of all sizes, and around each the places where rounding turns.
    fn numbers() -> impl Iterator<Item = f64> {
        let whole = (0..60).flat_map(|bits| {
            (0..40).map(move |i: u64| (1_u64 << bits) ^ (i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (63 - bits)))
        });
        let scaled = whole.flat_map(|n| (0..=7).map(move |scale| n as f64 / 10_f64.powi(scale)));
        let halves = scaled.flat_map(|n| [n, n * 0.5, n + 0.5, n + 0.49, n + 0.51, n + 0.005, n + 0.000_000_5]);
        halves.flat_map(|n| [n, -n, n.next_up(), n.next_down(), -n.next_up()])
    }

    #[test]
    fn the_quick_way_says_what_the_exact_one_says() {
        let (mut quick, mut all) = (0, 0);
        for scale in 0..=6 {
            let rounding = Rounding::new(scale);
            for number in numbers().chain([f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, -0.0, 5e-324]) {
                let exact = millionths(number, scale);
                let (value, beyond_doubt) = rounding.quick(number);
                assert!(!beyond_doubt || Some(value) == exact, "{number:e} at {scale}: {value} {exact:?}");
                assert_eq!(rounding.millionths(number), exact, "{number:e} at {scale}");
                (quick, all) = (quick + usize::from(beyond_doubt), all + 1);
            }
        }
        assert!(quick * 4 > all, "the quick way is taken: {quick} of {all}");
    }

    #[test]
    fn whole_millionths_come_back_as_they_went() {
        for v in [0, 1, -1, 999_999, 1_000_000, 123_456_789_012, -987_654_321_000_001, 4_503_599_627_370_495] {
            assert_eq!(millionths(v as f64 / 1e6, 6), Some(v));
        }
    }

    #[test]
    fn written_without_needless_zeros() {
        let texts = [0, 500_000, -500_000, 12_000_000, 1].map(written);
        assert_eq!(texts, ["0", "0.5", "-0.5", "12", "0.000001"]);
    }
}
