//! A define's condition, fitted to the scope it is used in.

use crate::standard::{Expr, ExprKind, FieldId, Leaf, Range};

/// Moves every scope by `depth`.
pub(super) fn shifted(mut e: Expr, depth: u8) -> Expr {
    if depth > 0 {
        walk(&mut e, &mut |e| match &mut e.kind {
            ExprKind::Field { scope, .. } | ExprKind::Met(_, scope) | ExprKind::Faults(_, scope, _) => {
                *scope = scope.saturating_add(depth)
            }
            ExprKind::Others(others) => others.scope = others.scope.saturating_add(depth),
            _ => {}
        });
    }
    e
}

/// The same of what a path of references leads to; none where more is read than the unit and what it refers to.
pub(super) fn led(mut e: Expr, to: u8, before: &[FieldId]) -> Option<Expr> {
    let own = |e: &Expr| matches!(e.kind, ExprKind::Met(..) | ExprKind::Faults(..) | ExprKind::Others(_));
    if any(&e, &own) {
        return None;
    }
    walk(&mut e, &mut |e| {
        e.optional = true;
        if let ExprKind::Field { scope, path, .. } = &mut e.kind {
            *scope = to;
            path.splice(0..0, before.iter().copied());
        }
    });
    Some(e)
}

/// Fields of the event (scope 1) that its case keeps, read from the events that they are kept from (scope 2 and so on).
pub(crate) fn kept_scopes(mut e: Expr, kept: &[FieldId]) -> Expr {
    if kept.is_empty() {
        return e;
    }
    walk(&mut e, &mut |e| {
        if let ExprKind::Field { scope: scope @ 1, path, leaf } = &mut e.kind {
            let first = path.first().copied().or(if let Leaf::Field(field) = leaf { Some(*field) } else { None });
            let place = first.and_then(|first| kept.iter().position(|field| *field == first));
            if let Some(place) = place.and_then(|place| u8::try_from(place).ok()) {
                *scope = 2 + place;
            }
        }
    });
    e
}

/// What is said of one kind of event, said of the course of a case (at this scope): `own` is what the event's fields are there. None where
/// it looks at others, or at the event as a whole.
pub(super) fn of_course(mut e: Expr, at: u8, own: &[FieldId]) -> Option<Expr> {
    let away = |e: &Expr| match &e.kind {
        ExprKind::Met(..) | ExprKind::Faults(..) | ExprKind::Others(_) => true,
        ExprKind::Field { scope, path, leaf } => *scope == at && path.is_empty() && !matches!(leaf, Leaf::Field(_)),
        _ => false,
    };
    if any(&e, &away) {
        return None;
    }
    walk(&mut e, &mut |e| {
        let ExprKind::Field { scope, path, leaf } = &mut e.kind else { return };
        if *scope != at {
            return;
        }
        let first = match (path.first_mut(), leaf) {
            (Some(first), _) | (None, Leaf::Field(first)) => first,
            _ => return,
        };
        *first = own.get(first.index()).copied().unwrap_or(*first);
    });
    Some(e)
}

/// The same as [`kept_scopes`] for a fact over one kind of event of several: `own` is what its fields are in the course of the case.
pub(crate) fn kept_in_course(mut e: Expr, own: &[FieldId], kept: &[FieldId]) -> Expr {
    walk(&mut e, &mut |e| {
        let ExprKind::Field { scope: scope @ 1, path, leaf } = &mut e.kind else { return };
        let first = match (path.first_mut(), leaf) {
            (Some(first), _) | (None, Leaf::Field(first)) => first,
            _ => return,
        };
        let Some(field) = own.get(first.index()) else { return };
        if let Some(place) = kept.iter().position(|kept| kept == field).and_then(|place| u8::try_from(place).ok()) {
            (*scope, *first) = (2 + place, *field);
        }
    });
    e
}

/// Whether it reads what rules say: a criterion, or a form's result.
pub(super) fn asks_rules(e: &Expr) -> bool {
    any(e, &|e| match &e.kind {
        ExprKind::Met(..) | ExprKind::Faults(..) => true,
        ExprKind::Field { leaf, .. } => matches!(leaf, Leaf::Score(_) | Leaf::Verdict(_) | Leaf::Band(_)),
        _ => false,
    })
}

/// How many parts it has; counting stops beyond the limit.
pub(super) fn size(e: &Expr, limit: usize) -> usize {
    let mut count = 0;
    let mut open = vec![e];
    while let Some(e) = open.pop() {
        count += 1;
        if count > limit {
            break;
        }
        open.extend(parts(e));
    }
    count
}

/// Whether any part fulfils the test.
pub(crate) fn any(e: &Expr, test: &dyn Fn(&Expr) -> bool) -> bool {
    test(e) || parts(e).into_iter().any(|part| any(part, test))
}

/// The parts of an expression, one step down.
pub(crate) fn parts(e: &Expr) -> Vec<&Expr> {
    match &e.kind {
        ExprKind::Const(_) | ExprKind::Param(_) | ExprKind::Field { .. } | ExprKind::Met(..) | ExprKind::Faults(..) => {
            Vec::new()
        }
        ExprKind::Define(_, inner) | ExprKind::Not(inner) | ExprKind::IsPresent(inner, _) => vec![inner],
        ExprKind::In(inner, _, _) | ExprKind::Matches(inner, _) => vec![inner],
        ExprKind::And(list) | ExprKind::Or(list) | ExprKind::Join(list) | ExprKind::Call(_, list) => {
            list.iter().collect()
        }
        ExprKind::Plugin(call) => call.arguments.iter().collect(),
        ExprKind::Compare(_, a, b) | ExprKind::Arithmetic(_, a, b) => vec![a, b],
        ExprKind::If(a, b, c) => vec![a, b, c],
        ExprKind::By(on, arms, otherwise) => {
            let results = arms.iter().map(|(_, result)| result);
            std::iter::once(&**on).chain(results).chain(otherwise.as_deref()).collect()
        }
        ExprKind::Others(others) => {
            let asked = others.ask.values();
            let (duration, of) = match &others.range {
                Range::Within { duration, of } => (Some(duration), of.as_ref()),
                Range::Over { of, .. } | Range::OverDays { of, .. } => (None, of.as_ref()),
                _ => (None, None),
            };
            asked.iter().chain(others.filter.as_ref()).chain(duration).chain(of).collect()
        }
    }
}

pub(crate) fn walk(e: &mut Expr, change: &mut dyn FnMut(&mut Expr)) {
    change(e);
    match &mut e.kind {
        ExprKind::Const(_) | ExprKind::Param(_) | ExprKind::Field { .. } | ExprKind::Met(..) | ExprKind::Faults(..) => {
        }
        ExprKind::Define(_, inner) | ExprKind::Not(inner) | ExprKind::IsPresent(inner, _) => walk(inner, change),
        ExprKind::In(inner, _, _) | ExprKind::Matches(inner, _) => walk(inner, change),
        ExprKind::And(list) | ExprKind::Or(list) | ExprKind::Join(list) | ExprKind::Call(_, list) => {
            list.iter_mut().for_each(|part| walk(part, change));
        }
        ExprKind::Plugin(call) => call.arguments.iter_mut().for_each(|part| walk(part, change)),
        ExprKind::Compare(_, a, b) | ExprKind::Arithmetic(_, a, b) => {
            walk(a, change);
            walk(b, change);
        }
        ExprKind::If(a, b, c) => [a, b, c].into_iter().for_each(|part| walk(part, change)),
        ExprKind::By(on, arms, otherwise) => {
            walk(on, change);
            arms.iter_mut().for_each(|(_, result)| walk(result, change));
            otherwise.iter_mut().for_each(|result| walk(result, change));
        }
        ExprKind::Others(others) => {
            match &mut others.ask {
                crate::standard::Ask::Aggregate(_, value) => walk(value, change),
                crate::standard::Ask::Window(call) => call.arguments.iter_mut().for_each(|part| walk(part, change)),
                _ => {}
            }
            others.filter.iter_mut().for_each(|f| walk(f, change));
            match &mut others.range {
                Range::Within { duration, of } => {
                    walk(duration, change);
                    of.iter_mut().for_each(|o| walk(o, change));
                }
                Range::Over { of, .. } | Range::OverDays { of, .. } => of.iter_mut().for_each(|o| walk(o, change)),
                _ => {}
            }
        }
    }
}
