//! The fields that a case keeps.

use super::clocks::seen;
use super::course;
use crate::check::context::Context;
use crate::check::messages;
use crate::standard::{Clock, Expr, FieldId, UnitId, UnitKind};
use etalon_grammar::ast::{self, ClauseKind, Item, Name, Span};
use std::collections::BTreeSet;

/// `keeps priority, assignee of change unless kind = unassigned`: an event that leaves these out keeps the value of the event before it,
/// unless that holds for it.
pub(super) fn keeps(ctx: &mut Context, case: UnitId, item: &Item) {
    let mut kept: Vec<(String, FieldId, Span, Option<Expr>)> = Vec::new();
    for clause in &item.clauses {
        let ClauseKind::Keeps { names, of, unless } = &clause.kind else { continue };
        let Some(event) = seen(ctx, case, item) else { return };
        let of = match of {
            None => None,
            Some(of) => {
                let Some((_, id)) = ctx.find(&[ast::Kind::Event], of) else { continue };
                let Some(place) = member(ctx, case, item, UnitId(id), of) else { continue };
                Some(place)
            }
        };
        let unless = unless.as_ref().and_then(|e| given_up(ctx, event, of, e));
        for name in names {
            let Some(field) = field(ctx, event, of, name) else { continue };
            if kept.iter().any(|(other, ..)| *other == name.text) {
                ctx.report(messages::listed_twice(name, "field"));
                continue;
            }
            kept.push((name.text.clone(), field, name.span, unless.clone()));
        }
    }
    if kept.len() > Clock::KEPT {
        ctx.report(messages::too_many_parts(kept[Clock::KEPT].2, "fields that a case keeps", Clock::KEPT));
        kept.truncate(Clock::KEPT);
    }
    // By name: the order of the text means nothing.
    kept.sort_by(|(a, ..), (b, ..)| a.cmp(b));
    if let Some(names) = ctx.standard.units[case.index()].course.and_then(|id| ctx.outline.courses.get_mut(&id)) {
        names.kept = kept.iter().map(|(name, field, ..)| (name.clone(), *field)).collect();
    }
    let unit = &mut ctx.standard.units[case.index()];
    (unit.kept, unit.given_up) = kept.into_iter().map(|(_, field, _, unless)| (field, unless)).unzip();
}

/// The field that is kept: of one kind of event, or the one of that name.
fn field(ctx: &mut Context, event: UnitId, of: Option<usize>, name: &Name) -> Option<FieldId> {
    let found = about(ctx, event, of, |ctx| ctx.field_named(event, &name.text));
    if found.is_some() {
        return found;
    }
    let names = ctx.outline.courses.get(&event);
    if let Some(events) = names.filter(|_| of.is_none()).and_then(|names| names.torn(&ctx.standard, &name.text)) {
        let events: Vec<String> = events.into_iter().map(|event| ctx.unit_name(event)).collect();
        let example = format!("keeps {} of {}", name.text, events.first().map_or("", String::as_str));
        ctx.report(messages::which_kind(name, &events, &example));
    } else if !ctx.outline.may_have(event, &name.text) {
        let (unit, fields) = about(ctx, event, of, |ctx| (ctx.unit_name(event), ctx.field_names(event)));
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        ctx.report(messages::unknown_field(name, &unit, &fields));
    }
    None
}

/// An event that gives up what was kept.
fn given_up(ctx: &mut Context, event: UnitId, of: Option<usize>, e: &ast::Expr) -> Option<Expr> {
    let e = about(ctx, event, of, |ctx| ctx.condition(event, e))?;
    if !ctx.outline.courses.contains_key(&event) {
        return Some(e);
    }
    match of {
        Some(of) => Some(course::only(ctx, event, 0, &BTreeSet::from([of]), e)),
        None => course::guarded(ctx, event, 0, &[], e).map(|(e, _)| e),
    }
}

/// What is found while one kind of event is spoken of.
fn about<T>(ctx: &mut Context, event: UnitId, of: Option<usize>, find: impl FnOnce(&mut Context) -> T) -> T {
    let set = |ctx: &mut Context, of: Option<usize>| {
        ctx.outline.courses.get_mut(&event).into_iter().for_each(|names| names.about = of);
    };
    set(ctx, of);
    let found = find(ctx);
    set(ctx, None);
    found
}

/// The place of a kind of event among those of a case; another is told.
pub(super) fn member(ctx: &mut Context, case: UnitId, item: &Item, event: UnitId, name: &Name) -> Option<usize> {
    let UnitKind::Case(members) = &ctx.standard.units[case.index()].kind else { return None };
    let members: Vec<UnitId> = members.iter().map(|member| member.event).collect();
    let place = members.iter().position(|member| *member == event);
    if place.is_none() && !ctx.outline.partial.contains(&case) {
        let events: Vec<String> = members.into_iter().map(|event| ctx.unit_name(event)).collect();
        ctx.report(messages::not_in_the_case(name, &item.name.text, &events));
    }
    place
}
