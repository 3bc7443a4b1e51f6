//! Constants that rules are made of: counts, shares, conditions joined.

use super::context::Context;
use super::messages;
use crate::standard::{Expr, ExprKind, Type};
use crate::value::{DECIMAL, Ratio, Value};
use etalon_grammar::ast;

/// A whole number of at least one; `what` it counts.
pub(crate) fn count(ctx: &mut Context, e: &ast::Expr, what: &str) -> Option<i64> {
    match ctx.constant(e, &Type::Whole)? {
        Value::Whole(n) if n >= 1 => Some(n),
        _ => {
            ctx.report(messages::below_one(e.span, what));
            None
        }
    }
}

/// A number as an exact fraction.
pub(crate) fn ratio(value: &Value) -> Option<Ratio> {
    match value {
        Value::Whole(n) => Some(Ratio::whole(*n)),
        Value::Decimal(n) => Ratio::new(i128::from(*n), i128::from(DECIMAL)),
        Value::Ratio(r) => Some(*r),
        _ => None,
    }
}

/// Both conditions, where there are two.
pub(crate) fn both(first: Option<Expr>, second: Option<Expr>) -> Option<Expr> {
    let (first, second) = match (first, second) {
        (Some(first), Some(second)) => (first, second),
        (first, second) => return first.or(second),
    };
    let optional = first.optional || second.optional;
    let span = second.span;
    let mut list = Vec::new();
    for part in [first, second] {
        match part.kind {
            ExprKind::And(parts) => list.extend(parts),
            _ => list.push(part),
        }
    }
    Some(Expr { kind: ExprKind::And(list), ty: Type::YesNo, optional, span })
}

/// A condition that may be left out. The outer none = it was wrong.
#[expect(clippy::option_option, reason = "left out and wrong are two things")]
pub(crate) fn filter(
    ctx: &mut Context,
    unit: crate::standard::UnitId,
    given: Option<Expr>,
    e: Option<&ast::Expr>,
) -> Option<Option<Expr>> {
    match e {
        None => Some(given),
        Some(e) => ctx.condition(unit, e).map(|own| both(given, Some(own))),
    }
}
