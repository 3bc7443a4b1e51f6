//! `given 860 call { id "a#" … }`

use crate::check::context::Context;
use crate::check::typing::bounds::order;
use crate::check::{amounts, messages, subjects};
use crate::standard::{Field, Given, Type, UnitId, UnitKind};
use crate::value::Value;
use etalon_grammar::ast::{self, Expr, ExprKind, Name, Span};
use std::cmp::Ordering;

/// The events or entities that are given.
pub(super) fn given(ctx: &mut Context, written: &ast::Given, span: Span) -> Option<Given> {
    let count = written.count.as_ref().map_or(Some(1), |e| amounts::count(ctx, e, "the number of things given"));
    let unit = ctx.unit(&written.unit)?;
    if let UnitKind::Case(members) = &ctx.standard.units[unit.index()].kind {
        let events: Vec<String> = members.iter().map(|m| subjects::name(ctx, m.event).to_owned()).collect();
        ctx.report(messages::given_case(&written.unit, &events));
        return None;
    }
    let fields = ctx.standard.units[unit.index()].fields.clone();
    let mut values: Vec<Option<Value>> = vec![None; fields.len()];
    let mut sound = true;
    for (name, e) in &written.values {
        let Some(index) = fields.iter().position(|field| field.name == name.text) else {
            if !ctx.outline.may_have(unit, &name.text) {
                let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
                ctx.report(messages::unknown_field(name, &written.unit.text, &names));
            }
            sound = false;
            continue;
        };
        if values[index].is_some() {
            ctx.report(messages::listed_twice(name, "field"));
        }
        match value(ctx, &fields[index], name, e) {
            Some(value) => values[index] = Some(value),
            None => sound = false,
        }
    }
    let count = count?;
    if !sound || ctx.partly_read(span) {
        return None;
    }
    if !ctx.outline.partial.contains(&unit) {
        lacks(ctx, unit, &values, written);
    }
    if count > 1 {
        same_key(ctx, unit, &values, written, count);
    }
    let values = values.into_iter().map(|value| value.unwrap_or(Value::Missing)).collect();
    Some(Given { count, unit, values, span })
}

fn value(ctx: &mut Context, field: &Field, name: &Name, e: &Expr) -> Option<Value> {
    let word = match e.kind.as_ref() {
        ExprKind::Path(path) if path.len() == 1 => path[0].text.as_str(),
        _ => "",
    };
    let listed = matches!(&field.ty, Type::OneOf(list) if list.iter().any(|value| value == word));
    if word == "missing" && !listed {
        if field.optional {
            return Some(Value::Missing);
        }
        ctx.report(messages::never_missing(e.span, &field.name, field.span));
        return None;
    }
    let value = match (&field.ty, e.kind.as_ref()) {
        (Type::YesNo, _) if word == "yes" || word == "no" => Value::YesNo(word == "yes"),
        // A key is a text, whatever digits it is made of.
        (Type::Ref(_) | Type::Text, ExprKind::Number(digits)) if matches!(field.ty, Type::Ref(_)) => {
            Value::Text(digits.clone())
        }
        (Type::Ref(_), _) => ctx.constant(e, &Type::Text)?,
        (ty, _) => ctx.constant(e, ty)?,
    };
    if let Some((least, greatest)) = &field.bounds
        && (order(&value, least) == Some(Ordering::Less) || order(&value, greatest) == Some(Ordering::Greater))
    {
        ctx.report(messages::set_outside(e.span, name, least, greatest));
        return None;
    }
    Some(value)
}

/// What is never missing must be given, keys aside: those number themselves.
fn lacks(ctx: &mut Context, unit: UnitId, values: &[Option<Value>], written: &ast::Given) {
    let whole = &ctx.standard.units[unit.index()];
    if matches!(whole.kind, UnitKind::Entity) {
        return;
    }
    let lacking: Vec<String> = whole
        .fields
        .iter()
        .enumerate()
        .filter(|(index, field)| {
            let number = |id: &crate::standard::FieldId| id.index() == *index;
            let by_itself = whole.keys.iter().any(number) || whole.rev.as_ref().is_some_and(number);
            values[*index].is_none() && !field.optional && (!by_itself || whole.at.as_ref().is_some_and(number))
        })
        .map(|(_, field)| field.name.clone())
        .collect();
    if !lacking.is_empty() {
        ctx.report(messages::given_lacks(&written.unit, &lacking));
    }
}

/// Many things with one and the same key are one thing.
fn same_key(ctx: &mut Context, unit: UnitId, values: &[Option<Value>], written: &ast::Given, count: i64) {
    let whole = &ctx.standard.units[unit.index()];
    let fixed = whole.keys.iter().all(|key| match values.get(key.index()) {
        Some(Some(Value::Text(text))) => !text.contains('#'),
        Some(Some(_)) => true,
        _ => false,
    });
    if fixed && let Some(key) = whole.keys.first().and_then(|key| whole.fields.get(key.index())) {
        let name = key.name.clone();
        let place =
            written.values.iter().find(|(field, _)| field.text == name).map_or(written.unit.span, |(_, e)| e.span);
        ctx.report(messages::same_key_again(place, &written.unit.text, &name, count));
    }
}
