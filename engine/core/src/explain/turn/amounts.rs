//! Shares, counts, sums and ratios turned.

use super::{Bound, FigureChange, FigureTurn, Turned};
use crate::evaluate::tally::exact::{Exact, exact_ratio, number_of};
use crate::outcome::Figure;
use crate::standard::Type;
use crate::value::{DECIMAL, Ratio, Value};
use num_traits::{Signed, ToPrimitive};

/// The fewest units of a share that have to be otherwise.
pub(super) fn share(n: u64, hits: u64, bound: Bound) -> Option<Turned> {
    let of = |hits: u64| Exact::new(hits.into(), n.into());
    let turns = |hits: u64| bound.is_turned(&of(hits));
    if n == 0 {
        return None;
    }
    // Whether it turns changes only once with the number of hits: the edge is found by halving.
    let (mut low, mut high) = if bound.rises() { (hits, n) } else { (0, hits) };
    if !turns(if bound.rises() { high } else { low }) {
        return None;
    }
    while low < high {
        let middle = if bound.rises() { low + (high - low) / 2 } else { high - (high - low) / 2 };
        match (bound.rises(), turns(middle)) {
            (true, true) => high = middle,
            (true, false) => low = middle + 1,
            (false, true) => low = middle,
            (false, false) => high = middle - 1,
        }
    }
    let how = if bound.rises() { FigureTurn::MoreYes } else { FigureTurn::FewerYes };
    Some(Turned { change: FigureChange { units: low.abs_diff(hits), how, met: !bound.met }, then: of(low) })
}

/// The fewest units more or less.
pub(super) fn count(value: &Exact, bound: Bound) -> Option<Turned> {
    let at = exact_ratio(bound.at);
    let one = || Exact::from_integer(1.into());
    let needed = match (bound.rises(), bound.is_beyond()) {
        (true, false) => at.ceil(),
        (true, true) => at.floor() + one(),
        (false, false) => at.floor(),
        (false, true) => at.ceil() - one(),
    };
    let units = (&needed - value).abs().to_integer().to_u64()?;
    let how = if bound.rises() { FigureTurn::MoreUnits } else { FigureTurn::FewerUnits };
    (!needed.is_negative()).then_some(Turned { change: FigureChange { units, how, met: !bound.met }, then: needed })
}

/// By how much a sum has to be otherwise; of a mean, `n` times as much as the mean.
pub(super) fn sum(value: &Exact, n: u64, bound: Bound, ty: &Type) -> Option<Turned> {
    let n = Exact::from_integer(n.into());
    let (size, exact) = stepped(&((exact_ratio(bound.at) - value).abs() * &n), bound.is_beyond(), ty)?;
    let by = if bound.rises() { exact } else { -exact };
    let how = if bound.rises() { FigureTurn::SumMore(size) } else { FigureTurn::SumLess(size) };
    Some(Turned { change: FigureChange { units: 1, how, met: !bound.met }, then: value + by / n })
}

/// By how much the sum that is divided has to be otherwise, where the other one is above zero.
pub(super) fn ratio(figure: &Figure, ty: &Type, bound: Bound) -> Option<Turned> {
    let number = |value: &Option<Value>| value.as_ref().and_then(number_of).map(exact_ratio);
    let (sum, base) = (number(&figure.numerator)?, number(&figure.base)?);
    if !base.is_positive() {
        return None;
    }
    let (size, exact) = stepped(&(exact_ratio(bound.at) * &base - &sum).abs(), bound.is_beyond(), ty)?;
    let by = if bound.rises() { exact } else { -exact };
    let how = if bound.rises() { FigureTurn::DividedMore(size) } else { FigureTurn::DividedLess(size) };
    Some(Turned { change: FigureChange { units: 1, how, met: !bound.met }, then: (sum + by) / base })
}

/// A gap in whole steps in which its type is told (up to it, or beyond it): as a value, and as a number.
pub(super) fn stepped(gap: &Exact, is_beyond: bool, ty: &Type) -> Option<(Value, Exact)> {
    let steps: i64 = match ty {
        Type::Decimal => DECIMAL,
        Type::Duration | Type::Whole => 1,
        // Shares are shown as per cent with one decimal, scores with one decimal.
        Type::Share => 1000,
        _ => 10,
    };
    let steps_exact = Exact::from_integer(steps.into());
    let scaled = gap * &steps_exact;
    let whole = if is_beyond { scaled.floor() + Exact::from_integer(1.into()) } else { scaled.ceil() };
    let count = whole.to_integer().to_i64()?;
    let value = match ty {
        Type::Duration => Value::Duration(count),
        Type::Decimal => Value::Decimal(count),
        Type::Whole => Value::Whole(count),
        _ => Value::Ratio(Ratio::new(count.into(), steps.into())?),
    };
    Some((value, whole / steps_exact))
}

#[cfg(test)]
mod tests {
    use super::*;
    use etalon_grammar::ast::BinaryOp::{self, Greater, GreaterEqual, LessEqual};

    fn of_share(n: u64, hits: u64, op: BinaryOp, at: (i128, i128), met: bool) -> Option<(u64, FigureTurn)> {
        let bound = Bound { op, at: Ratio::new(at.0, at.1).unwrap(), met };
        share(n, hits, bound).map(|turned| (turned.change.units, turned.change.how))
    }

    #[test]
    fn the_fewest_hits_that_turn_a_share() {
        // 840 of 1050 are 80%; 860 - 839 = 21.
        assert_eq!(of_share(1050, 820, GreaterEqual, (4, 5), false), Some((20, FigureTurn::MoreYes)));
        assert_eq!(of_share(1050, 860, GreaterEqual, (4, 5), true), Some((21, FigureTurn::FewerYes)));
        assert_eq!(of_share(100, 8, LessEqual, (1, 20), false), Some((3, FigureTurn::FewerYes)));
        assert_eq!(of_share(100, 5, LessEqual, (1, 20), true), Some((1, FigureTurn::MoreYes)));
        assert_eq!(of_share(10, 8, Greater, (4, 5), false), Some((1, FigureTurn::MoreYes)));
        assert_eq!(of_share(10, 0, GreaterEqual, (0, 1), true), None, "nothing can turn it");
    }

    #[test]
    fn a_sum_turns_on_the_bound_or_beyond_it() {
        let bound = |op, met| Bound { op, at: Ratio::whole(80), met };
        let of = |value: i64, n, bound| sum(&Exact::from_integer(value.into()), n, bound, &Type::Exact).unwrap();
        // A mean of 78 from 4 has to rise by 2, so the sum by 8; of 82 it has to fall below 80: by more than 8.
        assert_eq!(of(78, 4, bound(GreaterEqual, false)).change.how, FigureTurn::SumMore(tenths(80)));
        assert_eq!(of(82, 4, bound(GreaterEqual, true)).change.how, FigureTurn::SumLess(tenths(81)));
        assert_eq!(of(80, 4, bound(Greater, false)).change.how, FigureTurn::SumMore(tenths(1)));
    }

    fn tenths(n: i128) -> Value {
        Value::Ratio(Ratio::new(n, 10).unwrap())
    }
}
