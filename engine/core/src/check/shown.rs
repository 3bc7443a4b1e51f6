//! How a figure is shown fairly: as a control chart, not at all of too few, beside what its case mix lets expect.

use super::context::Context;
use super::figures::follow_each_other;
use super::messages;
use super::single::single;
use crate::standard::{Chart, Expr, Formula, Metric, Type};
use crate::value::Value;
use etalon_grammar::ast::{self, ClauseKind, Dates, Item, Name};

pub(super) fn shown(ctx: &mut Context, item: &Item, metric: &mut Metric) {
    let chart = single(ctx, item, "chart", |c| if let ClauseKind::Chart(dates) = c { Some(dates) } else { None });
    if let Some((dates, span)) = chart {
        let measured = !matches!(metric.formula.value_type(), Type::Instant | Type::Date | Type::YesNo | Type::Text);
        if !metric.each.iter().any(follow_each_other) || !measured {
            ctx.report(messages::unfit_chart(span, measured));
        } else {
            metric.chart = baseline(ctx, dates.as_ref()).map(|baseline| Chart { baseline });
        }
    }
    let hide = single(ctx, item, "hide", |c| if let ClauseKind::Hide(least) = c { Some(least) } else { None });
    if let Some((least, _)) = hide {
        metric.hide = ctx.count(least);
    }
    let expected = single(ctx, item, "expected", |c| if let ClauseKind::Expected(all) = c { Some(all) } else { None });
    if let Some((written, span)) = expected {
        if matches!(metric.formula, Formula::Share(_)) {
            metric.expected = written.iter().filter_map(|e| stratum(ctx, metric, e)).collect();
        } else {
            ctx.report(messages::unfit_expected(span, None));
        }
    }
}

/// `every shop`, `provisional under 2`
pub(super) fn gaps(ctx: &mut Context, item: &Item, metric: &mut Metric) {
    let every = single(ctx, item, "every", |c| if let ClauseKind::Every(name) = c { Some(name) } else { None });
    let provisional =
        single(ctx, item, "provisional", |c| if let ClauseKind::Provisional(least) = c { Some(least) } else { None });
    for (word, span) in
        every.map(|(_, span)| ("every", span)).into_iter().chain(provisional.map(|(_, s)| ("provisional", s)))
    {
        if metric.formula.is_derived() {
            ctx.report(messages::every_derived(span, word));
            return;
        }
    }
    if let Some((name, span)) = every {
        let is_one = |per: &crate::standard::Per| {
            per.name == name.text && matches!(per.subject, crate::standard::SubjectKind::Entity(..))
        };
        metric.every = metric.per.iter().position(is_one);
        if metric.every.is_none() {
            ctx.report(messages::every_of_none(name, &super::figures::per_words(metric)));
        } else if !metric.each.iter().any(follow_each_other) {
            ctx.report(messages::every_without_row(span));
        }
    }
    if let Some((least, _)) = provisional {
        metric.provisional = ctx.count(least);
    }
}

/// `2026-01-01..2026-03-31`
#[expect(clippy::option_option, reason = "no baseline is sound, a wrong one is not")]
fn baseline(ctx: &mut Context, dates: Option<&Dates>) -> Option<Option<(i64, i64)>> {
    let Some(Dates::Days { first, last, span }) = dates else { return Some(None) };
    let mut day = |name: &Name| {
        let written = ast::Expr { kind: Box::new(ast::ExprKind::Date(name.text.clone())), span: name.span };
        match ctx.constant(&written, &Type::Date)? {
            Value::Date(day) => Some(day),
            _ => None,
        }
    };
    let (from, to) = (day(first)?, day(last.as_ref().unwrap_or(first))?);
    if to < from {
        ctx.report(messages::baseline_backwards(*span));
        return None;
    }
    Some(Some((from, to)))
}

/// What tells one kind of case from another: kinds, not amounts.
fn stratum(ctx: &mut Context, metric: &Metric, written: &ast::Expr) -> Option<Expr> {
    let value = ctx.value(Some(metric.unit), written, None)?;
    if matches!(value.ty, Type::Text | Type::OneOf(_) | Type::Ref(_) | Type::YesNo | Type::Whole | Type::Date) {
        return Some(value);
    }
    let problem = messages::unfit_expected(written.span, Some(&ctx.type_words(&value.ty)));
    ctx.report(problem);
    None
}
