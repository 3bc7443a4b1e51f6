//! `+ - * /`, exact: what does not fit, and what is divided by nothing, has no value.

use super::numbers::{DAY, Number, as_int, as_ratio, half_even_small, number};
use super::vector::{both, map, zip};
use super::{Lane, Lanes, Vector};
use crate::standard::Type;
use crate::value::Ratio;
use etalon_grammar::ast::BinaryOp;

type Typed<'v> = (&'v Vector<'v>, &'v Type);

pub(super) fn compute<'a>(op: BinaryOp, a: Typed<'_>, b: Typed<'_>, ty: &Type, n: usize) -> Vector<'a> {
    if let Some(fast) = plain(op, a, b, ty).or_else(|| quotient(op, a, b, ty)) {
        return fast;
    }
    let valid = both(a.0, b.0);
    let has = |i: usize| valid.as_ref().is_none_or(|v| v.get(i));
    if let (Type::Date, Type::Date) = (a.1, b.1) {
        let days = |i| a.0.int(i).checked_sub(b.0.int(i))?.checked_mul(DAY);
        return ints(n, |i| if has(i) { days(i) } else { None });
    }
    if let (Type::Date, Type::Duration) = (a.1, b.1) {
        let moved = |i| {
            let days = b.0.int(i);
            let days = if days % DAY == 0 { days / DAY } else { return None };
            if op == BinaryOp::Subtract { a.0.int(i).checked_sub(days) } else { a.0.int(i).checked_add(days) }
        };
        return ints(n, |i| if has(i) { moved(i) } else { None });
    }
    let result = |i: usize| {
        if !has(i) {
            return None;
        }
        apply(op, number(a.0, a.1, i), number(b.0, b.1, i))
    };
    match ty {
        Type::Exact | Type::Share => {
            let (values, valid) = fallible(n, Ratio::ZERO, |i| as_ratio(result(i)?));
            Vector::ratios(Lane::Own(values), valid)
        }
        _ => ints(n, |i| as_int(result(i)?, ty)),
    }
}

/// Integers of which nothing has to be rounded, and that fit.
fn plain<'a>(op: BinaryOp, a: Typed<'_>, b: Typed<'_>, ty: &Type) -> Option<Vector<'a>> {
    use Type::{Date, Duration, Instant, Whole};
    let (Lanes::Ints(x), Lanes::Ints(y)) = (&a.0.data, &b.0.data) else {
        return None;
    };
    let mut large = false;
    let mut fits = |(value, overflows): (i64, bool)| {
        large |= overflows;
        value
    };
    let alike = a.1 == b.1 && a.1 == ty && *a.1 != Date;
    let timed = matches!((a.1, b.1), (Instant, Duration) | (Instant, Instant) | (Duration, Instant));
    let times =
        matches!((a.1, b.1, ty), (Whole, Whole, Whole) | (Whole, Duration, Duration) | (Duration, Whole, Duration));
    let lane = match op {
        BinaryOp::Add if alike || timed => zip(x, y, |x, y| fits(x.overflowing_add(y))),
        BinaryOp::Subtract if alike || timed => zip(x, y, |x, y| fits(x.overflowing_sub(y))),
        BinaryOp::Multiply if times => zip(x, y, |x, y| fits(x.overflowing_mul(y))),
        BinaryOp::Divide if (a.1, b.1, ty) == (&Duration, &Whole, &Duration) && y.rows().is_none() && y.get(0) > 0 => {
            let by = y.get(0);
            map(x, |x| half_even_small(x, by))
        }
        _ => return None,
    };
    // Where a row has no value, whatever stands there may be large: then it is gone through row by row.
    (!large).then(|| Vector::ints(lane, both(a.0, b.0)))
}

/// Whole numbers by whole numbers.
fn quotient<'a>(op: BinaryOp, a: Typed<'_>, b: Typed<'_>, ty: &Type) -> Option<Vector<'a>> {
    let (Lanes::Ints(x), Lanes::Ints(y)) = (&a.0.data, &b.0.data) else {
        return None;
    };
    if !matches!((op, a.1, b.1, ty), (BinaryOp::Divide, Type::Whole, Type::Whole, Type::Exact)) {
        return None;
    }
    let (mut by_nothing, mut large) = (false, false);
    let lane = zip(x, y, |x, y| {
        let ratio = Ratio::of_small(x, y);
        by_nothing |= y == 0;
        large |= ratio.is_none() && y != 0;
        ratio.unwrap_or(Ratio::ZERO)
    });
    let valid = both(a.0, b.0);
    let valid = match valid {
        valid if !by_nothing => valid,
        None => Some(map(y, |y| y != 0)),
        Some(valid) => Some(zip(&valid, y, |valid, y| valid && y != 0)),
    };
    // What is too large for the short way is gone through row by row.
    (!large).then(|| Vector::ratios(lane, valid))
}

fn apply(op: BinaryOp, (a, b): Number, (c, d): Number) -> Option<Number> {
    let same = b == d;
    let (num, den) = match op {
        BinaryOp::Add if same => (a.checked_add(c)?, b),
        BinaryOp::Subtract if same => (a.checked_sub(c)?, b),
        BinaryOp::Add => (a.checked_mul(d)?.checked_add(c.checked_mul(b)?)?, b.checked_mul(d)?),
        BinaryOp::Subtract => (a.checked_mul(d)?.checked_sub(c.checked_mul(b)?)?, b.checked_mul(d)?),
        BinaryOp::Multiply => (a.checked_mul(c)?, b.checked_mul(d)?),
        BinaryOp::Divide if c < 0 => (a.checked_mul(d)?.checked_neg()?, b.checked_mul(c.checked_neg()?)?),
        BinaryOp::Divide => (a.checked_mul(d)?, b.checked_mul(c)?),
        _ => return None,
    };
    (den != 0).then_some((num, den))
}

pub(super) fn ints<'a>(n: usize, f: impl Fn(usize) -> Option<i64>) -> Vector<'a> {
    let (values, valid) = fallible(n, 0, f);
    Vector::ints(Lane::Own(values), valid)
}

/// A value for each row that has one.
pub(super) fn fallible<T: Copy>(
    n: usize,
    nothing: T,
    f: impl Fn(usize) -> Option<T>,
) -> (Vec<T>, Option<Lane<'static, bool>>) {
    let mut valid = vec![true; n];
    let mut all = true;
    let values = (0..n)
        .map(|i| {
            f(i).unwrap_or_else(|| {
                valid[i] = false;
                all = false;
                nothing
            })
        })
        .collect();
    (values, (!all).then_some(Lane::Own(valid)))
}
