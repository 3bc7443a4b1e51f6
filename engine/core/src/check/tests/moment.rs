//! Instants and days of a test.

use crate::check::context::Context;
use crate::standard::Type;
use crate::time::LocalTime;
use crate::value::Value;
use etalon_grammar::ast::{Expr, ExprKind};

/// A day as its start and the start of the next, in the standard's zone.
fn day(ctx: &mut Context, e: &Expr) -> Option<(i64, i64)> {
    let Value::Date(date) = ctx.constant(e, &Type::Date)? else {
        return None;
    };
    let local = LocalTime::new(&ctx.standard.zone, 0, 0);
    Some((local.start(date)?, local.start(date.checked_add(1)?)?))
}

fn instant(ctx: &mut Context, e: &Expr) -> Option<i64> {
    match ctx.constant(e, &Type::Instant)? {
        Value::Instant(at) => Some(at),
        _ => None,
    }
}

/// `as of 2026-03-10`: when that day is over.
pub(super) fn as_of(ctx: &mut Context, e: &Expr) -> Option<i64> {
    match e.kind.as_ref() {
        ExprKind::Date(_) => day(ctx, e).map(|(_, end)| end),
        _ => instant(ctx, e),
    }
}

/// `at 2026-03-03`: any instant of that day; of an instant, that one. Half open.
pub(super) fn at(ctx: &mut Context, e: &Expr) -> Option<(i64, i64)> {
    match e.kind.as_ref() {
        ExprKind::Date(_) => day(ctx, e),
        _ => instant(ctx, e).map(|at| (at, at.saturating_add(1))),
    }
}

/// `due 2026-03-05`: any instant of that day, its 24:00 too, but not its 0:00, which is the 24:00 of the day before.
pub(super) fn due(ctx: &mut Context, e: &Expr) -> Option<(i64, i64)> {
    match e.kind.as_ref() {
        ExprKind::Date(_) => day(ctx, e).map(|(start, end)| (start.saturating_add(1), end.saturating_add(1))),
        _ => at(ctx, e),
    }
}
