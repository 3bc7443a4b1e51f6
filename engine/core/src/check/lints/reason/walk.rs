//! The parts of an expression.

use crate::standard::{Ask, Expr, ExprKind, Others, Range, UnitId};
use std::ops::ControlFlow;

/// The expressions directly inside, with the units they speak of.
pub(crate) fn inner<'e>(expr: &'e Expr, scopes: &[UnitId]) -> Vec<(&'e Expr, Vec<UnitId>)> {
    let here = |list: Vec<&'e Expr>| list.into_iter().map(|e| (e, scopes.to_vec())).collect();
    match &expr.kind {
        ExprKind::Const(_) | ExprKind::Param(_) | ExprKind::Field { .. } | ExprKind::Met(..) | ExprKind::Faults(..) => {
            Vec::new()
        }
        ExprKind::Define(_, x)
        | ExprKind::Not(x)
        | ExprKind::IsPresent(x, _)
        | ExprKind::In(x, ..)
        | ExprKind::Matches(x, _) => here(vec![x]),
        ExprKind::And(list) | ExprKind::Or(list) | ExprKind::Join(list) | ExprKind::Call(_, list) => {
            here(list.iter().collect())
        }
        ExprKind::Compare(_, a, b) | ExprKind::Arithmetic(_, a, b) => here(vec![a, b]),
        ExprKind::By(on, rows, otherwise) => {
            let mut list: Vec<&Expr> = vec![on];
            list.extend(rows.iter().map(|(_, result)| result));
            list.extend(otherwise.as_deref());
            here(list)
        }
        ExprKind::If(c, a, b) => here(vec![c, a, b]),
        ExprKind::Others(others) => looked_at(others, scopes),
    }
}

fn looked_at<'e>(others: &'e Others, scopes: &[UnitId]) -> Vec<(&'e Expr, Vec<UnitId>)> {
    let mut deeper = scopes.to_vec();
    deeper.truncate(usize::from(others.scope));
    deeper.push(others.unit);
    let mut all = Vec::new();
    all.extend(others.filter.as_ref().map(|f| (f, deeper.clone())));
    if let Ask::Aggregate(_, of) = &others.ask {
        all.push((of, deeper));
    }
    match &others.range {
        Range::Within { duration, of } => {
            all.push((duration, scopes.to_vec()));
            all.extend(of.as_ref().map(|of| (of, scopes.to_vec())));
        }
        Range::Over { of, .. } | Range::OverDays { of, .. } => {
            all.extend(of.as_ref().map(|of| (of, scopes.to_vec())));
        }
        Range::Ever | Range::AmongLast { .. } | Range::Before | Range::After => {}
    }
    all
}

/// Visits an expression and all inside it; `Break` leaves out what is inside.
pub(crate) fn walk<'e>(
    expr: &'e Expr,
    scopes: &[UnitId],
    visit: &mut impl FnMut(&'e Expr, &[UnitId]) -> ControlFlow<()>,
) {
    if visit(expr, scopes).is_continue() {
        for (x, scopes) in inner(expr, scopes) {
            walk(x, &scopes, visit);
        }
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
