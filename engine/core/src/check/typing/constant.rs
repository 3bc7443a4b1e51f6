//! Constants worked out while the standard is read: exactly, in the form in which their type is kept.

use super::compare::as_ratio;
use crate::check::context::Context;
use crate::standard::{Expr, ExprKind, Type};
use crate::value::{DECIMAL, Ratio, Value};
use etalon_grammar::ast::BinaryOp;

impl Context {
    /// The value of an expression that reads nothing but params; none if it reads more or does not fit.
    pub(crate) fn fold(&self, e: &Expr) -> Option<Value> {
        match &e.kind {
            ExprKind::Const(value) => Some(value.clone()),
            ExprKind::Param(id) => Some(self.standard.params.get(id.index())?.value.clone()),
            ExprKind::Define(_, inner) => self.fold(inner),
            ExprKind::Arithmetic(op, a, b) => calculated(*op, &self.fold(a)?, &self.fold(b)?, &e.ty),
            _ => None,
        }
    }

    /// A value of one type in the form in which another, alike, is kept. None: it does not fit (4.5 as a whole number).
    pub(crate) fn kept_as(value: &Value, from: &Type, to: &Type) -> Option<Value> {
        if from == to || !to.is_number() && *to != Type::Share {
            return Some(value.clone());
        }
        number_as(as_ratio(value)?, to)
    }
}

/// An exact number in the form in which its type is kept.
pub(super) fn number_as(ratio: Ratio, ty: &Type) -> Option<Value> {
    match ty {
        Type::Whole => (ratio.den() == 1).then(|| Value::Whole(ratio.num())),
        Type::Decimal => {
            let millionths = ratio.times(Ratio::whole(DECIMAL))?;
            (millionths.den() == 1).then(|| Value::Decimal(millionths.num()))
        }
        Type::Exact | Type::Share => Some(Value::Ratio(ratio)),
        _ => None,
    }
}

fn calculated(op: BinaryOp, a: &Value, b: &Value, ty: &Type) -> Option<Value> {
    if let (BinaryOp::Divide, Value::Duration(a), Value::Duration(b)) = (op, a, b) {
        return Ratio::new((*a).into(), (*b).into()).map(Value::Ratio);
    }
    if ty.is_number() || *ty == Type::Share {
        let (a, b) = (as_ratio(a)?, as_ratio(b)?);
        let ratio = match op {
            BinaryOp::Add => a.plus(b),
            BinaryOp::Subtract => a.minus(b),
            BinaryOp::Multiply => a.times(b),
            BinaryOp::Divide => a.over(b),
            _ => None,
        };
        return number_as(ratio?, ty);
    }
    let signed = |a: i64, b: i64| {
        if op == BinaryOp::Add { a.checked_add(b) } else { a.checked_sub(b) }
    };
    Some(match (a, b) {
        (Value::Duration(a), Value::Duration(b)) => Value::Duration(signed(*a, *b)?),
        (Value::Instant(a), Value::Duration(b)) | (Value::Duration(b), Value::Instant(a)) => {
            Value::Instant(signed(*a, *b)?)
        }
        (Value::Instant(a), Value::Instant(b)) => Value::Duration(a.checked_sub(*b)?),
        (Value::Date(a), Value::Date(b)) => Value::Duration(a.checked_sub(*b)?.checked_mul(86_400_000_000)?),
        (Value::Duration(d), n) if op == BinaryOp::Divide => scaled(*d, Ratio::ONE.over(as_ratio(n)?)?)?,
        (Value::Duration(d), n) | (n, Value::Duration(d)) => scaled(*d, as_ratio(n)?)?,
        _ => return None,
    })
}

/// A duration times a number, rounded half to even to a microsecond.
fn scaled(micros: i64, by: Ratio) -> Option<Value> {
    let (num, den) = (i128::from(micros) * i128::from(by.num()), i128::from(by.den()));
    let (whole, rest) = (num.div_euclid(den), num.rem_euclid(den));
    let up = match (rest * 2).cmp(&den) {
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => whole % 2 != 0,
        std::cmp::Ordering::Less => false,
    };
    i64::try_from(whole + i128::from(up)).ok().map(Value::Duration)
}
