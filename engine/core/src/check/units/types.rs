//! What a field holds.

use crate::check::context::Context;
use crate::check::messages;
use crate::check::typing::bounds::order;
use crate::standard::{Type, UnitId};
use crate::value::Value;
use etalon_grammar::ast::{Expr, Kind, Name, TypeKind, TypeName};
use std::cmp::Ordering;

/// The least and the greatest.
pub(super) type Bounds = Option<(Value, Value)>;

/// The type of a field, and its bounds if it has any.
pub(super) fn field_type(ctx: &mut Context, ty: &TypeName) -> Option<(Type, Bounds)> {
    match &ty.kind {
        TypeKind::Word(word) => named(ctx, word, ty).map(|ty| (ty, None)),
        TypeKind::OneOf(values) => one_of(ctx, values).map(|ty| (ty, None)),
        TypeKind::Range(low, high) => range(ctx, low, high, ty),
    }
}

fn named(ctx: &mut Context, word: &str, ty: &TypeName) -> Option<Type> {
    Some(match word {
        "text" => Type::Text,
        "whole" => Type::Whole,
        "decimal" => Type::Decimal,
        "yes/no" => Type::YesNo,
        "duration" => Type::Duration,
        "instant" => Type::Instant,
        "date" => Type::Date,
        "share" => Type::Share,
        _ => {
            for kind in [Kind::Event, Kind::Entity, Kind::Case] {
                if let Some(id) = ctx.peek(kind, word) {
                    return Some(Type::Ref(UnitId(id)));
                }
            }
            let lost = [Kind::Event, Kind::Entity, Kind::Case].iter().any(|k| ctx.is_declared(*k, word));
            if !lost {
                let names = ctx.names_of(&[Kind::Event, Kind::Entity, Kind::Case]);
                let d = messages::unknown_type(ty.span, word, &names);
                ctx.report(d);
            }
            return None;
        }
    })
}

fn one_of(ctx: &mut Context, values: &[Name]) -> Option<Type> {
    let mut sound = true;
    for (index, value) in values.iter().enumerate() {
        if let Some(first) = values[..index].iter().find(|v| v.text == value.text) {
            ctx.report(messages::same_value(value, first.span));
            sound = false;
        }
    }
    sound.then(|| Type::OneOf(values.iter().map(|v| v.text.clone()).collect()))
}

fn range(ctx: &mut Context, low: &Expr, high: &Expr, ty: &TypeName) -> Option<(Type, Bounds)> {
    let (a, b) = (ctx.value(None, low, None), ctx.value(None, high, None));
    let (a, b) = (a?, b?);
    let wide = match (&a.ty, &b.ty) {
        (Type::Whole, Type::Whole) => Type::Whole,
        (a, b) if a.is_number() && b.is_number() => Type::Decimal,
        (a, b) if a == b && matches!(a, Type::Share | Type::Duration) => a.clone(),
        _ => {
            let d = messages::unfit_range(ty.span);
            ctx.report(d);
            return None;
        }
    };
    let kept = |ctx: &Context, e| ctx.fold(e).and_then(|v| Context::kept_as(&v, &e.ty, &wide));
    let (least, greatest) = (kept(ctx, &a)?, kept(ctx, &b)?);
    if order(&least, &greatest) != Some(Ordering::Less) {
        let d = messages::empty_bounds(ty.span, &ctx.spoken(low), &ctx.spoken(high));
        ctx.report(d);
        return None;
    }
    Some((wide, Some((least, greatest))))
}
