//! The parts of an expression.

use crate::standard::{Expr, ExprKind, Others, Range, UnitId};
use std::ops::ControlFlow;

/// Hands out the expressions directly inside, with the units they speak of.
pub(crate) fn inner<'e>(expr: &'e Expr, scopes: &[UnitId], mut each: impl FnMut(&'e Expr, &[UnitId])) {
    match &expr.kind {
        ExprKind::Const(_) | ExprKind::Param(_) | ExprKind::Field { .. } | ExprKind::Met(..) | ExprKind::Faults(..) => {
        }
        ExprKind::Define(_, x)
        | ExprKind::Not(x)
        | ExprKind::IsPresent(x, _)
        | ExprKind::In(x, ..)
        | ExprKind::Matches(x, _) => each(x, scopes),
        ExprKind::And(list) | ExprKind::Or(list) | ExprKind::Join(list) | ExprKind::Call(_, list) => {
            list.iter().for_each(|x| each(x, scopes));
        }
        ExprKind::Plugin(call) => call.arguments.iter().for_each(|x| each(x, scopes)),
        ExprKind::Compare(_, a, b) | ExprKind::Arithmetic(_, a, b) => {
            each(a, scopes);
            each(b, scopes);
        }
        ExprKind::By(on, rows, otherwise) => {
            let results = rows.iter().map(|(_, result)| result).chain(otherwise.as_deref());
            std::iter::once(&**on).chain(results).for_each(|x| each(x, scopes));
        }
        ExprKind::If(c, a, b) => [c, a, b].into_iter().for_each(|x| each(x, scopes)),
        ExprKind::Others(others) => looked_at(others, scopes, &mut each),
    }
}

fn looked_at<'e>(others: &'e Others, scopes: &[UnitId], each: &mut impl FnMut(&'e Expr, &[UnitId])) {
    let mut deeper = scopes.to_vec();
    deeper.truncate(usize::from(others.scope));
    deeper.push(others.unit);
    others.filter.iter().for_each(|filter| each(filter, &deeper));
    others.ask.values().iter().for_each(|of| each(of, &deeper));
    match &others.range {
        Range::Within { duration, of } => {
            each(duration, scopes);
            of.iter().for_each(|of| each(of, scopes));
        }
        Range::Over { of, .. } | Range::OverDays { of, .. } => of.iter().for_each(|of| each(of, scopes)),
        Range::Ever | Range::AmongLast { .. } | Range::Before | Range::After => {}
    }
}

/// Visits an expression and all inside it; `Break` leaves out what is inside.
pub(crate) fn walk<'e>(
    expr: &'e Expr,
    scopes: &[UnitId],
    visit: &mut dyn FnMut(&'e Expr, &[UnitId]) -> ControlFlow<()>,
) {
    if visit(expr, scopes).is_continue() {
        inner(expr, scopes, |x, scopes| walk(x, scopes, visit));
    }
}

/// Whether a condition that passes is found anywhere inside.
pub(crate) fn any(expr: &Expr, mut pass: impl FnMut(&Expr) -> bool) -> bool {
    let mut found = false;
    walk(expr, &[], &mut |e, _| {
        found |= pass(e);
        if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    found
}
