//! The fields of an event or an entity: types, key, instant, revision, validity.

use super::types::field_type;
use crate::check::context::Context;
use crate::check::messages;
use crate::standard::{Field, FieldId, Type, UnitId};
use etalon_grammar::ast::{ClauseKind, Field as Written, Item, Kind, Mark, Span};

/// Fields and marks of one unit.
pub(super) fn fields(ctx: &mut Context, unit: UnitId, item: &Item) {
    let (mut written, mut lost): (Vec<&Written>, Vec<&Written>) = (Vec::new(), Vec::new());
    for clause in &item.clauses {
        let ClauseKind::Field(field) = &clause.kind else {
            continue;
        };
        if let Some(first) = written.iter().find(|w| w.name.text == field.name.text) {
            ctx.report(messages::same_field("fields", &field.name, first.name.span, &item.name.text));
            continue;
        }
        match field_type(ctx, &field.ty) {
            Some((ty, bounds)) => {
                ctx.standard.units[unit.index()].fields.push(Field {
                    name: field.name.text.clone(),
                    ty,
                    optional: field.optional,
                    bounds,
                    meaning: field.meaning.as_ref().map(|m| m.text.clone()),
                    fact: None,
                    span: clause.span,
                });
                written.push(field);
            }
            None => {
                ctx.outline.lost_fields.insert((unit, field.name.text.clone()));
                lost.push(field);
            }
        }
    }
    let event = item.kind == Kind::Event;
    // What is marked on a field with a mistake is there all the same.
    let has_lost =
        |mark: Mark, name: &str| lost.iter().any(|f| f.name.text == name || f.marks.iter().any(|(m, _)| *m == mark));
    if !has_lost(Mark::Key, "id") {
        key(ctx, unit, item, &written);
    }
    if event && has_lost(Mark::At, "at") {
        ctx.outline.lost_fields.insert((unit, "at".to_owned()));
    } else if event {
        instant(ctx, unit, item, &written);
    }
    revision(ctx, unit, &written);
    recorded(ctx, unit, &written);
    validity(ctx, unit, event, &written);
}

fn marked(written: &[&Written], mark: Mark) -> Vec<(FieldId, Span)> {
    let mut found = Vec::new();
    for (index, field) in (0_u16..).zip(written) {
        found.extend(field.marks.iter().filter(|(m, _)| *m == mark).map(|(_, span)| (FieldId(index), *span)));
    }
    found
}

/// The only field with that mark.
fn single(ctx: &mut Context, written: &[&Written], mark: Mark, word: &str) -> Option<(FieldId, Span)> {
    let found = marked(written, mark);
    if let [first, second, ..] = found.as_slice() {
        ctx.report(messages::clause_twice(word, second.1, first.1));
    }
    found.first().copied()
}

fn key(ctx: &mut Context, unit: UnitId, item: &Item, written: &[&Written]) {
    let mut keys: Vec<FieldId> = marked(written, Mark::Key).into_iter().map(|(id, _)| id).collect();
    if keys.is_empty() {
        keys.extend((0_u16..).zip(written).find(|(_, w)| w.name.text == "id").map(|(index, _)| FieldId(index)));
    }
    if keys.is_empty() && !ctx.outline.partial.contains(&unit) {
        let names: Vec<&str> = written.iter().map(|w| w.name.text.as_str()).collect();
        let d = messages::no_key(item, &names);
        ctx.report(d);
        ctx.outline.partial.insert(unit);
    }
    for id in &keys {
        let field = written[id.index()];
        if field.optional {
            ctx.report(messages::key_may_lack(&field.name));
        }
    }
    ctx.standard.units[unit.index()].keys = keys;
}

fn instant(ctx: &mut Context, unit: UnitId, item: &Item, written: &[&Written]) {
    let types: Vec<Type> = ctx.standard.units[unit.index()].fields.iter().map(|f| f.ty.clone()).collect();
    // When something was recorded is not when it happened.
    let late = |i: u16| written[usize::from(i)].marks.iter().any(|(mark, _)| *mark == Mark::Recorded);
    let instants: Vec<u16> =
        (0_u16..).zip(&types).filter(|(i, ty)| **ty == Type::Instant && !late(*i)).map(|(i, _)| i).collect();
    let at = match single(ctx, written, Mark::At, "at") {
        Some((id, span)) => {
            if types[id.index()] != Type::Instant {
                let words = ctx.type_words(&types[id.index()]);
                ctx.report(messages::wrong_mark(span, &written[id.index()].name.text, "at", &words, "an instant"));
            }
            Some(id.0)
        }
        None => {
            let named = instants.iter().copied().find(|i| written[usize::from(*i)].name.text == "at");
            let only = if let [only] = instants.as_slice() { Some(*only) } else { None };
            named.or(only)
        }
    };
    let Some(at) = at else {
        if !ctx.outline.partial.contains(&unit) {
            let names: Vec<&str> = instants.iter().map(|i| written[usize::from(*i)].name.text.as_str()).collect();
            let d = if names.is_empty() {
                messages::event_without_instant(&item.name)
            } else {
                messages::which_instant(&item.name, &names)
            };
            ctx.report(d);
            ctx.outline.partial.insert(unit);
        }
        return;
    };
    let field = written[usize::from(at)];
    if field.optional {
        ctx.report(messages::instant_may_lack(&field.name));
    }
    ctx.standard.units[unit.index()].at = Some(FieldId(at));
}

fn revision(ctx: &mut Context, unit: UnitId, written: &[&Written]) {
    let Some((id, span)) = single(ctx, written, Mark::Rev, "rev") else {
        return;
    };
    let ty = ctx.standard.units[unit.index()].fields[id.index()].ty.clone();
    if ty != Type::Whole {
        let words = ctx.type_words(&ty);
        ctx.report(messages::wrong_mark(span, &written[id.index()].name.text, "rev", &words, "a whole number"));
    }
    ctx.standard.units[unit.index()].rev = Some(id);
}

fn recorded(ctx: &mut Context, unit: UnitId, written: &[&Written]) {
    let Some((id, span)) = single(ctx, written, Mark::Recorded, "recorded") else {
        return;
    };
    let ty = ctx.standard.units[unit.index()].fields[id.index()].ty.clone();
    if ty != Type::Instant {
        let words = ctx.type_words(&ty);
        ctx.report(messages::wrong_mark(span, &written[id.index()].name.text, "recorded", &words, "an instant"));
    }
    ctx.standard.units[unit.index()].recorded = Some(id);
}

fn validity(ctx: &mut Context, unit: UnitId, event: bool, written: &[&Written]) {
    let from = single(ctx, written, Mark::ValidFrom, "valid from");
    let to = single(ctx, written, Mark::ValidTo, "valid to");
    for (found, word) in [(from, "valid from"), (to, "valid to")] {
        let Some((id, span)) = found else { continue };
        let name = &written[id.index()].name.text;
        let ty = ctx.standard.units[unit.index()].fields[id.index()].ty.clone();
        if event {
            ctx.report(messages::mark_of_entities(span, name, word));
        } else if !matches!(ty, Type::Date | Type::Instant) {
            let words = ctx.type_words(&ty);
            ctx.report(messages::wrong_mark(span, name, word, &words, "a date or an instant"));
        }
    }
    ctx.standard.units[unit.index()].valid = (from.map(|f| f.0), to.map(|t| t.0));
}
