//! The items of a form: answers, scales, when they do not apply.

use super::context::Context;
use super::messages;
use super::rules::{above_zero, critical, number};
use super::typing::Place;
use crate::standard::{CriterionId, Expr, Item, Type, UnitId};
use crate::value::{Ratio, Value};
use etalon_grammar::ast::{self, ExprKind as E, FormItem, Name};

/// One item; an answer that has an error leaves a harmless one in its place, so that the others keep theirs.
pub(crate) fn item(
    ctx: &mut Context,
    unit: Option<UnitId>,
    written: &FormItem,
    criterion: Option<CriterionId>,
) -> Option<Item> {
    let points = above_zero(ctx, &written.points, "a number of points").unwrap_or(Ratio::ONE);
    let scale = written.scale.as_ref().and_then(|(low, high)| scale(ctx, low, high));
    let answer = unit.and_then(|unit| answer(ctx, unit, written, scale));
    let na = match (&written.na, unit) {
        (Some(e), Some(unit)) => ctx.condition(unit, e),
        _ => None,
    };
    let critical = written.critical.as_ref().and_then(|name| critical(ctx, name));
    if critical.is_some() && written.scale.is_some() {
        ctx.report(messages::critical_on_a_scale(&written.name));
    }
    let principle = written.principle.as_ref().and_then(|name| ctx.principle(name));
    let mut title = ctx.words(&written.title);
    if title.0.is_empty() {
        title.0.push((String::new(), written.name.text.clone()));
    }
    let guidance = ctx.words(&written.guidance);
    let answer = answer.unwrap_or(Expr {
        kind: crate::standard::ExprKind::Const(Value::YesNo(true)),
        ty: Type::YesNo,
        optional: false,
        span: written.span,
    });
    let name = written.name.text.clone();
    Some(Item { name, title, points, answer, scale, na, critical, principle, guidance, criterion, span: written.span })
}

fn scale(ctx: &mut Context, low: &ast::Expr, high: &ast::Expr) -> Option<(Ratio, Ratio)> {
    let (least, greatest) = (number(ctx, low), number(ctx, high));
    let (least, greatest) = (least?, greatest?);
    if least >= greatest {
        let d = messages::empty_bounds(low.span, &ctx.spoken(low), &ctx.spoken(high));
        ctx.report(d);
        return None;
    }
    Some((least, greatest))
}

/// `from …`, or the field of the item's own name.
fn answer(ctx: &mut Context, unit: UnitId, written: &FormItem, scale: Option<(Ratio, Ratio)>) -> Option<Expr> {
    let own = ast::Expr { kind: Box::new(E::Path(vec![written.name.clone()])), span: written.name.span };
    if written.from.is_none() && ctx.field_named(unit, &written.name.text).is_none() {
        if !ctx.outline.may_have(unit, &written.name.text) {
            let names = ctx.field_names(unit);
            let d = messages::item_without_answer(&written.name, &ctx.unit_name(unit), &names);
            ctx.report(d);
        }
        return None;
    }
    let e = written.from.as_ref().unwrap_or(&own);
    let typed = ctx.value(Some(unit), e, None)?;
    let words = ctx.type_words(&typed.ty);
    if written.scale.is_some() {
        if !typed.ty.is_number() {
            let d = messages::unfit_answer(e.span, &ctx.spoken(e), &words, "a number on its scale");
            ctx.report(d);
            return None;
        }
        if let Some((least, greatest)) = scale
            && let Some((low, high)) = ctx.bounds_of(&Place::of(unit), &typed)
            && let (Some(low), Some(high)) = (super::amounts::ratio(&low), super::amounts::ratio(&high))
            && (low < least || high > greatest)
        {
            let (field, scale) = (format!("{low}..{high}"), format!("{least}..{greatest}"));
            let d = messages::scale_too_narrow(e.span, &ctx.spoken(e), &field, &scale);
            ctx.report(d);
            return None;
        }
        return Some(typed);
    }
    let answers = match &typed.ty {
        Type::YesNo => true,
        Type::OneOf(values) => {
            values.iter().all(|v| ["yes", "no", "na"].contains(&v.as_str()))
                && ["yes", "no"].iter().all(|v| values.contains(&(*v).to_owned()))
        }
        _ => false,
    };
    if !answers {
        let wanted = "yes or no (or one of yes, no, na)";
        let d = messages::unfit_answer(e.span, &ctx.spoken(e), &words, wanted);
        ctx.report(d);
        return None;
    }
    Some(typed)
}

const VERDICT_WORDS: [&str; 3] = ["failed", "passed", "incomplete"];

/// `fault when failed or band = weak`: inside, `failed`, `score`, `band` and `verdict` are the form's own.
pub(crate) fn fault(ctx: &mut Context, unit: UnitId, form: &Name, e: &ast::Expr) -> Option<Expr> {
    let own = own_words(ctx, unit, form, e);
    ctx.condition(unit, &own)
}

fn own_words(ctx: &Context, unit: UnitId, form: &Name, e: &ast::Expr) -> ast::Expr {
    let again = |e: &ast::Expr| own_words(ctx, unit, form, e);
    let path = |word: &str, span| {
        let word = Name { text: word.to_owned(), span };
        ast::Expr { kind: Box::new(E::Path(vec![Name { text: form.text.clone(), span }, word])), span }
    };
    let kind = match &*e.kind {
        E::Path(names) if names.len() == 1 && ctx.field_named(unit, &names[0].text).is_none() => {
            match names[0].text.as_str() {
                word @ ("score" | "band" | "verdict") => return path(word, e.span),
                word if VERDICT_WORDS.contains(&word) => {
                    let value = ast::Expr { kind: Box::new(E::Text(names[0].text.clone())), span: e.span };
                    E::Binary { op: ast::BinaryOp::Equal, op_span: e.span, left: path("verdict", e.span), right: value }
                }
                _ => return e.clone(),
            }
        }
        E::Not(inner) => E::Not(again(inner)),
        E::Minus(inner) => E::Minus(again(inner)),
        // Beside `=` a word such as `failed` is a value of the verdict; alone it is the question whether that is the verdict.
        E::Binary { op, op_span, left, right } if !matches!(op, ast::BinaryOp::And | ast::BinaryOp::Or) => {
            let side = |e: &ast::Expr| match &*e.kind {
                E::Path(names) if names.len() == 1 && VERDICT_WORDS.contains(&names[0].text.as_str()) => e.clone(),
                _ => again(e),
            };
            E::Binary { op: *op, op_span: *op_span, left: side(left), right: side(right) }
        }
        E::Binary { op, op_span, left, right } => {
            E::Binary { op: *op, op_span: *op_span, left: again(left), right: again(right) }
        }
        E::IsPresent(inner, present) => E::IsPresent(again(inner), *present),
        E::In(inner, values, not) => E::In(again(inner), values.clone(), *not),
        E::Between(x, low, high) => E::Between(again(x), again(low), again(high)),
        E::If(c, a, b) => E::If(again(c), again(a), again(b)),
        _ => return e.clone(),
    };
    ast::Expr { kind: Box::new(kind), span: e.span }
}
