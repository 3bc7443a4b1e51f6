//! Named numbers that a client may tune.

use super::context::Context;
use super::layers::{LayeredItem, of};
use super::messages;
use super::typing::bounds::{order, spoken_value};
use crate::standard::{Param, ParamId, Type};
use crate::value::Value;
use etalon_grammar::ast::{DurationUnit, Expr, ExprKind, Head, Item, Kind};
use std::cmp::Ordering;

/// Named numbers that a client may tune; `sets` come from the command line.
pub(crate) fn params(ctx: &mut Context, items: &[LayeredItem], sets: &[(String, String)]) {
    for item in of(items, Kind::Param) {
        param(ctx, item);
    }
    for (name, value) in sets {
        set(ctx, name, value);
    }
}

fn param(ctx: &mut Context, item: &Item) {
    let Head::Param { value: written, bounds } = &item.head else {
        return;
    };
    let Some(typed) = ctx.value(None, written, None) else {
        return;
    };
    if !typed.ty.is_number() && !matches!(typed.ty, Type::Duration | Type::Share | Type::Date | Type::Instant) {
        let d = messages::unfit_param(written.span, &ctx.spoken(written), &ctx.type_words(&typed.ty));
        ctx.report(d);
        return;
    }
    if typed.ty.is_number()
        && let Some((low, _)) = bounds
        && ctx.value(None, low, None).is_some_and(|low| low.ty == Type::Duration)
    {
        // The bounds say what is meant: the number lacks its unit, not they theirs.
        ctx.value(None, written, Some(&Type::Duration));
        return;
    }
    let Some(value) = ctx.fold(&typed) else { return };
    let ty = typed.ty;
    let bounds = match bounds {
        None => None,
        Some((low, high)) => {
            let (least, greatest) = (ctx.constant(low, &ty), ctx.constant(high, &ty));
            let (Some(least), Some(greatest)) = (least, greatest) else {
                return;
            };
            if order(&least, &greatest) == Some(Ordering::Greater) {
                let d = messages::empty_bounds(low.span, &ctx.spoken(low), &ctx.spoken(high));
                ctx.report(d);
                return;
            }
            if outside(&value, &least, &greatest) {
                let range = (ctx.spoken(low), ctx.spoken(high));
                let d = messages::param_outside(
                    written.span,
                    &item.name.text,
                    &ctx.spoken(written),
                    (&range.0, &range.1),
                    false,
                );
                ctx.report(d);
            }
            Some((least, greatest))
        }
    };
    let index = ctx.standard.params.len();
    let label = ctx.label(item);
    if let Some(days) = written_days(written) {
        ctx.days.insert(ParamId(super::outline::small(index)), days);
    }
    ctx.standard.params.push(Param { label, ty, value, bounds });
    ctx.declare(Kind::Param, &item.name.text, index);
}

/// `--set quick=10 s`: the value is read as the language reads it.
fn set(ctx: &mut Context, name: &str, text: &str) {
    let Some(id) = ctx.peek(Kind::Param, name) else {
        if !ctx.is_declared(Kind::Param, name) {
            let d = messages::unknown_param(name, &ctx.names_of(&[Kind::Param]));
            ctx.report(d);
        }
        return;
    };
    let (ty, bounds, span) = {
        let param = &ctx.standard.params[usize::from(id)];
        (param.ty.clone(), param.bounds.clone(), param.label.name_span)
    };
    // The file number lies beyond all files, so that no message repeats a piece of the wrong text.
    let parsed = etalon_grammar::read(u32::MAX, &format!("param {name} = {text}\n"));
    let written = match parsed.file.items.first().map(|i| &i.head) {
        Some(Head::Param { value, bounds: None }) if parsed.errors.is_empty() && parsed.file.items.len() == 1 => {
            value.clone()
        }
        _ => {
            ctx.report(messages::unreadable_set(span, name, text));
            return;
        }
    };
    let before = ctx.diagnostics.len();
    let value = ctx.constant(&written, &ty);
    let failed = ctx.diagnostics.len() > before;
    ctx.diagnostics.truncate(before);
    let Some(value) = value.filter(|_| !failed) else {
        let d = messages::unfit_set(span, name, text, &ctx.type_words(&ty));
        ctx.report(d);
        return;
    };
    if let Some((low, high)) = &bounds
        && outside(&value, low, high)
    {
        let range = (spoken_value(low), spoken_value(high));
        ctx.report(messages::param_outside(span, name, text, (&range.0, &range.1), true));
        return;
    }
    match written_days(&written) {
        Some(days) => ctx.days.insert(ParamId(id), days),
        None => ctx.days.remove(&ParamId(id)),
    };
    ctx.standard.params[usize::from(id)].value = value;
}

fn outside(value: &Value, low: &Value, high: &Value) -> bool {
    order(value, low) == Some(Ordering::Less) || order(value, high) == Some(Ordering::Greater)
}

/// Whole days or weeks as written: a window of that length is cut at midnight.
fn written_days(e: &Expr) -> Option<i64> {
    let ExprKind::Duration { number, unit } = &*e.kind else {
        return None;
    };
    let per = match unit {
        DurationUnit::Day => 1,
        DurationUnit::Week => 7,
        _ => return None,
    };
    number.parse::<i64>().ok()?.checked_mul(per).filter(|days| (1..=36_525).contains(days))
}
