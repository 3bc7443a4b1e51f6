//! What is celebrated.

use super::amounts::{count, filter};
use super::context::Context;
use super::figures::{follow_each_other, formula_word, per_words, period_words};
use super::ladders::period_of;
use super::layers::{self, LayeredItem};
use super::single::{needed, single};
use super::{messages, subjects, targets};
use crate::standard::{Celebrate, Formula, MetricCondition, MetricId, Period, Recognition, Share, UnitId};
use etalon_grammar::ast::{self, ClauseKind, Head, Item, Kind, Name};

/// What is celebrated.
pub(crate) fn recognitions(ctx: &mut Context, items: &[LayeredItem]) {
    for item in layers::of(items, Kind::Recognition) {
        if let Some(recognition) = recognition(ctx, item) {
            ctx.standard.recognitions.push(recognition);
            ctx.declare(Kind::Recognition, &item.name.text, ctx.standard.recognitions.len() - 1);
        }
    }
}

fn recognition(ctx: &mut Context, item: &Item) -> Option<Recognition> {
    let label = ctx.label(item);
    let subject = match &item.head {
        Head::For(name) => subjects::of_rule(ctx, "recognition", name),
        _ => Some(None),
    };
    let why = "Nobody could tell what is celebrated.";
    let when = needed(ctx, item, "when", (why, "when survey where score = 5"), |c| match c {
        ClauseKind::Celebrate(when) => Some(when),
        _ => None,
    });
    let share = single(ctx, item, "share", |c| match c {
        ClauseKind::Share { with, within, consent } => Some((with, within.as_ref(), *consent)),
        _ => None,
    });
    let share = share.map(|((with, within, consent), _)| shared(ctx, with, within, consent));
    let order = single(ctx, item, "order", |c| match c {
        ClauseKind::OrderBy(metric) => Some(metric),
        _ => None,
    });
    let subject = subject?;
    let order = order.map(|(name, _)| ordered(ctx, subject, name));
    let mut when = celebrate(ctx, subject, &item.name, when?.0)?;
    if let Celebrate::Unit { unit, filter, .. } = &mut when {
        *filter = ctx.and_in_force(Kind::Recognition, item, *unit, filter.take());
    }
    let share = match share {
        None => None,
        Some(share) => Some(share?),
    };
    let order = match order {
        None => None,
        Some(order) => Some(order?),
    };
    Some(Recognition { label, subject, when, share, order })
}

fn shared(ctx: &mut Context, with: &Name, within: Option<&ast::Due>, consent: bool) -> Option<Share> {
    let within = match within {
        None => None,
        Some(due) => Some(ctx.due(due)?),
    };
    Some(Share { with: with.text.clone(), within, consent })
}

fn celebrate(ctx: &mut Context, subject: Option<UnitId>, name: &Name, when: &ast::Celebrate) -> Option<Celebrate> {
    match when {
        ast::Celebrate::Unit { unit: word, filter: written } => {
            let (unit, condition) = subjects::happening(ctx, word, "celebrates what happened")?;
            let filter = filter(ctx, unit, condition, written.as_ref());
            let subject = match subject {
                None => None,
                Some(wanted) => {
                    let what = format!("whom `{}` celebrates", name.text);
                    Some(subjects::way_to(ctx, unit, wanted, word.span, &what)?)
                }
            };
            Some(Celebrate::Unit { unit, filter: filter?, subject })
        }
        ast::Celebrate::Metrics(list) => metrics(ctx, subject, list),
        ast::Celebrate::Streak { count: number, criterion } => {
            let number = count(ctx, number, "a streak");
            let id = ctx.criterion(criterion)?;
            let rule = ctx.standard.criteria[id.index()].clone();
            let subject = match subject {
                None => None,
                Some(wanted) => match rule.subjects.iter().find(|(unit, _)| *unit == wanted) {
                    Some((_, path)) => Some(path.clone()),
                    None => {
                        let what = format!("whom `{}` celebrates", name.text);
                        subjects::no_way(ctx, rule.unit, wanted, criterion.span, &what);
                        return None;
                    }
                },
            };
            Some(Celebrate::Streak { count: number?, criterion: id, subject })
        }
    }
}

fn metrics(ctx: &mut Context, subject: Option<UnitId>, list: &[ast::MetricCondition]) -> Option<Celebrate> {
    let mut conditions: Vec<MetricCondition> = Vec::new();
    let mut first: Option<(Period, &Name)> = None;
    let mut sound = true;
    for one in list {
        let Some(condition) = metric(ctx, subject, one) else {
            sound = false;
            continue;
        };
        match &first {
            Some((period, name)) if *period != condition.each => {
                let (a, b) = (period_words(period), period_words(&condition.each));
                ctx.report(messages::different_periods(&one.metric, &b, name, &a));
                sound = false;
            }
            _ => first = first.or(Some((condition.each.clone(), &one.metric))),
        }
        conditions.push(condition);
    }
    sound.then_some(Celebrate::Metrics(conditions))
}

fn metric(ctx: &mut Context, subject: Option<UnitId>, one: &ast::MetricCondition) -> Option<MetricCondition> {
    let id = ctx.metric_in_force(&one.metric)?;
    let metric = ctx.standard.metrics[id.index()].clone();
    let per = measured_for(ctx, subject, id, &one.metric);
    alike(ctx, subject, id, &one.metric)?;
    let each = period_of(ctx, &one.metric, &metric, one.each.as_ref());
    if let Some(period) = &each
        && !follow_each_other(period)
    {
        let span = one.each.as_ref().map_or(one.metric.span, |each| each.span);
        ctx.report(messages::no_row_of_periods(span, &one.metric.text, &super::figures::each_words(&metric)));
        return None;
    }
    let bound = targets::bound(ctx, &metric, &one.bound);
    let least = one.least.as_ref().map_or(Some(1), |e| count(ctx, e, "a minimum sample"));
    Some(MetricCondition { metric: id, per: per?, each: each?, op: one.op.0, bound: bound?, least: least? })
}

fn measured_for(ctx: &mut Context, subject: Option<UnitId>, id: MetricId, name: &Name) -> Option<usize> {
    let metric = ctx.standard.metrics[id.index()].clone();
    let per = subjects::position(subject, metric.per.iter().map(|per| &per.subject));
    if per.is_none() {
        let subject = subject.map_or("organization", |unit| subjects::name(ctx, unit)).to_owned();
        ctx.report(messages::not_measured_for(name.span, &subject, &name.text, &per_words(&metric)));
    }
    per
}

/// Whether all forms of a figure can be celebrated as one: they are made for the same subjects over the same periods, and are of one type.
fn alike(ctx: &mut Context, subject: Option<UnitId>, id: MetricId, name: &Name) -> Option<()> {
    let said = |ctx: &Context, id: MetricId| {
        let metric = &ctx.standard.metrics[id.index()];
        let per = subjects::position(subject, metric.per.iter().map(|per| &per.subject));
        (per, metric.each.clone(), metric.formula.value_type())
    };
    let first = said(ctx, id);
    if ctx.standard.versions_of_metric(id).into_iter().all(|form| said(ctx, form) == first) {
        return Some(());
    }
    ctx.changes(
        Kind::Metric,
        name,
        "Its versions are made for others, over other periods, or by another kind of formula.",
    );
    None
}

/// `order by csat`: a share, by its lower bound.
fn ordered(ctx: &mut Context, subject: Option<UnitId>, name: &Name) -> Option<MetricId> {
    let id = ctx.metric_in_force(name)?;
    measured_for(ctx, subject, id, name)?;
    alike(ctx, subject, id, name)?;
    let formula = &ctx.standard.metrics[id.index()].formula;
    if matches!(formula, Formula::Share(_) | Formula::Figures(_)) {
        return Some(id);
    }
    let word = formula_word(formula);
    ctx.report(messages::order_by_no_share(name, word));
    None
}
