//! Requirements.

use super::amounts::filter;
use super::context::Context;
use super::layers::{LayeredItem, of};
use super::messages;
use super::rules::{Serves, employee_controls, serves, subjects};
use super::single::needed;
use crate::standard::{Criterion, Expr, ExprKind, Requirement, Type, UnitId, UnitKind};
use crate::value::Value;
use etalon_grammar::ast::{self, ClauseKind, Item, Kind, Name, Span};

/// Requirements. One that has an error keeps its place, so that the others keep theirs.
pub(crate) fn criteria(ctx: &mut Context, items: &[LayeredItem]) {
    for item in of(items, Kind::Criterion) {
        let index = ctx.standard.criteria.len();
        let criterion = criterion(ctx, item);
        let sound = criterion.is_some();
        let criterion = criterion.unwrap_or_else(|| nothing(ctx, item));
        ctx.standard.criteria.push(criterion);
        if sound {
            ctx.declare(Kind::Criterion, &item.name.text, index);
        }
    }
}

/// `for call where …`: what is judged, and which of them.
pub(crate) fn judged(ctx: &mut Context, name: &Name, e: Option<&ast::Expr>) -> Option<(UnitId, Option<Expr>)> {
    let (unit, condition) = ctx.unit_or_define(name)?;
    if matches!(ctx.standard.units[unit.index()].kind, UnitKind::Entity) {
        ctx.report(messages::not_an_event(name, "judges what happened"));
        return None;
    }
    Some((unit, filter(ctx, unit, condition, e)?))
}

fn criterion(ctx: &mut Context, item: &Item) -> Option<Criterion> {
    let why = ("Nobody could say what it judges.", "for call where answered");
    let judges = needed(ctx, item, "for", why, |c| {
        if let ClauseKind::For { unit, filter } = c { Some((unit, filter)) } else { None }
    });
    let why = ("Without a requirement nothing is ever met or breached.", "require waited <= 20 s");
    let required = needed(ctx, item, "require", why, |c| if let ClauseKind::Require(e) = c { Some(e) } else { None });
    let judged = judges.and_then(|((name, e), _)| {
        let judged = judged(ctx, name, e.as_ref());
        // What is required is looked at even if the filter is wrong.
        let unit = judged.as_ref().map(|(unit, _)| *unit).or_else(|| ctx.unit_quietly(name));
        unit.map(|unit| (unit, judged))
    });
    let require = match (&judged, required) {
        (Some((unit, _)), Some((e, span))) => ctx.condition(*unit, e).map(|e| (e, span)),
        _ => None,
    };
    let Serves { principle, weight, critical, guidance } = serves(ctx, item);
    let subjects = judged.as_ref().map(|(unit, _)| subjects(ctx, item, *unit, item.name.span)).unwrap_or_default();
    let (unit, filter) = judged?.1?;
    let filter = ctx.and_in_force(Kind::Criterion, item, unit, filter);
    let (require, require_span) = require?;
    Some(Criterion {
        label: ctx.label(item),
        principle,
        unit,
        filter,
        require: Requirement::Condition(require),
        weight,
        critical,
        employee_controls: employee_controls(item),
        subjects,
        guidance,
        require_span,
    })
}

/// The place of a criterion that has an error.
pub(crate) fn nothing(ctx: &mut Context, item: &Item) -> Criterion {
    let unit = ctx.outline.criteria.get(&item.name.text).and_then(|(_, unit)| *unit).unwrap_or(UnitId(0));
    Criterion {
        label: ctx.label(item),
        principle: None,
        unit,
        filter: None,
        require: Requirement::Condition(yes(item.span)),
        weight: crate::value::Ratio::ONE,
        critical: None,
        employee_controls: false,
        subjects: Vec::new(),
        guidance: crate::standard::Words::default(),
        require_span: item.span,
    }
}

fn yes(span: Span) -> Expr {
    Expr { kind: ExprKind::Const(Value::YesNo(true)), ty: Type::YesNo, optional: false, span }
}
