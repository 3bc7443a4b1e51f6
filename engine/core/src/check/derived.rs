//! Figures that are made of figures, or of where people stand on a ladder.

use super::amounts::{count, filter};
use super::context::Context;
use super::figures::{each_words, follow_each_other, per_words};
use super::metrics::Made;
use super::single::single;
use super::{messages, per};
use crate::standard::{
    Expr, ExprKind, Formula, LadderId, Metric, MetricId, OfFigures, OverFigures, Per, Period, Standing, SubjectKind,
    Type, UnitId,
};
use crate::value::Value;
use etalon_grammar::ast::{self, ClauseKind, Item, Kind, Name, Span};

/// `spread of figures of shop_month for shop at least 6`
pub(super) fn of_figures(
    ctx: &mut Context,
    item: &Item,
    written: &ast::Formula,
    of: &ast::OfFigures,
    each: &mut Option<Vec<Period>>,
) -> Option<Made> {
    let how = match written.word.text.as_str() {
        "spread" => OverFigures::Spread,
        "rise" => OverFigures::Rise,
        "mean" => OverFigures::Mean,
        "median" => OverFigures::Median,
        "min" => OverFigures::Min,
        _ => OverFigures::Max,
    };
    no_dates(ctx, item);
    let least = of.least.as_ref().map_or(Some(1), |e| count(ctx, e, "a minimum sample"));
    let name = &written.unit;
    let id = ctx.metric_in_force(name)?;
    if !alike(ctx, id) {
        ctx.changes(
            Kind::Metric,
            name,
            "Its versions are made for others, over other periods, or by another kind of formula.",
        );
        return None;
    }
    let base = ctx.standard.metrics[id.index()].clone();
    let ty = base.formula.value_type();
    if !(ty.is_number() || matches!(ty, Type::Share | Type::Duration)) {
        ctx.report(messages::figures_without_amount(name, how.word(), &ctx.type_words(&ty)));
        return None;
    }
    for period in each.iter().flatten() {
        if !base.each.contains(period) {
            let span = each_span(item).unwrap_or(name.span);
            ctx.report(messages::period_not_measured(span, &name.text, &each_words(&base)));
            *each = None;
            break;
        }
    }
    let fractions = matches!(how, OverFigures::Mean | OverFigures::Median) && ty.is_number();
    let ty = if fractions { Type::Exact } else { ty };
    let made = |unit: UnitId, per: Vec<Per>, of: Vec<usize>, all: bool, least: i64| Made {
        unit,
        filter: Some(None),
        formula: Some(Formula::Figures(OfFigures { how, metric: id, per: of, least, ty: ty.clone() })),
        per,
        all,
        dated: Some(undated(written.word.span)),
    };
    if how == OverFigures::Rise {
        if let Some(wrong) = each.iter().flatten().find(|period| !follow_each_other(period)) {
            let words = super::figures::period_words(wrong);
            let span = each_span(item).unwrap_or(name.span);
            ctx.report(messages::rise_of_no_row(span, &words));
            *each = None;
        }
        let (per, of, all) = same_subjects(ctx, item, &base, of.subject.as_ref())?;
        return Some(made(base.unit, per, of, all, least?));
    }
    let index = whose(ctx, &base, name, of.subject.as_ref())?;
    let (per, all) = match &base.per[index].subject {
        SubjectKind::Organization => {
            ctx.report(messages::figures_of_one(name, how.word()));
            return None;
        }
        SubjectKind::Entity(entity, _) => {
            let (per, all) = per::per(ctx, *entity, item);
            let of = vec![index; per.len()];
            return Some(made(*entity, per, of, all, least?));
        }
        SubjectKind::Value(_) => of_values(ctx, item, &base.per[index].name),
    };
    let of = vec![index; per.len()];
    Some(made(base.unit, per, of, all, least?))
}

/// Whether the figures of all versions of a metric can stand side by side: for the same subjects over the same periods, of one type.
fn alike(ctx: &Context, id: MetricId) -> bool {
    let said = |id: MetricId| {
        let metric = &ctx.standard.metrics[id.index()];
        let per: Vec<&str> = metric.per.iter().map(|per| per.name.as_str()).collect();
        (per, &metric.each, metric.formula.value_type())
    };
    ctx.standard.versions_of_metric(id).into_iter().all(|form| said(form) == said(id))
}

/// Whose figures are taken: those that are named, or the only ones that are not the organization's.
fn whose(ctx: &mut Context, base: &Metric, name: &Name, subject: Option<&Name>) -> Option<usize> {
    if let Some(subject) = subject {
        let index = base.per.iter().position(|per| per.name == subject.text);
        if index.is_none() {
            ctx.report(messages::not_measured_for(subject.span, &subject.text, &name.text, &per_words(base)));
        }
        return index;
    }
    let many = |per: &&(usize, &Per)| !matches!(per.1.subject, SubjectKind::Organization);
    let all: Vec<(usize, &Per)> = base.per.iter().enumerate().collect();
    match all.iter().filter(many).collect::<Vec<_>>().as_slice() {
        [only] => Some(only.0),
        [] => Some(0),
        several => {
            let names: Vec<&str> = several.iter().map(|(_, per)| per.name.as_str()).collect();
            ctx.report(messages::which_figures(name, &names));
            None
        }
    }
}

/// Of a rise: the subjects of the other metric, or those of them that `per` names.
fn same_subjects(
    ctx: &mut Context,
    item: &Item,
    base: &Metric,
    subject: Option<&Name>,
) -> Option<(Vec<Per>, Vec<usize>, bool)> {
    let written = single(ctx, item, "per", |c| if let ClauseKind::Per(list) = c { Some(list) } else { None });
    let names: Vec<&Name> = match (written, subject) {
        (Some((list, _)), _) => list.iter().map(|one| &one.name).collect(),
        (None, Some(subject)) => vec![subject],
        (None, None) => return Some((base.per.clone(), (0..base.per.len()).collect(), true)),
    };
    let (mut per, mut of) = (Vec::new(), Vec::new());
    for name in &names {
        match base.per.iter().position(|one| one.name == name.text) {
            Some(index) if !of.contains(&index) => {
                per.push(base.per[index].clone());
                of.push(index);
            }
            Some(_) => ctx.report(messages::listed_twice(name, "kind of subject")),
            None => {
                ctx.report(messages::not_measured_for(name.span, &name.text, &base.label.name, &per_words(base)));
            }
        }
    }
    let all = per.len() == names.len();
    (!per.is_empty()).then_some((per, of, all))
}

/// Values (a channel, a priority) belong to nothing but the organization.
fn of_values(ctx: &mut Context, item: &Item, subject: &str) -> (Vec<Per>, bool) {
    let whole = vec![Per { name: "organization".into(), subject: SubjectKind::Organization }];
    let written = single(ctx, item, "per", |c| if let ClauseKind::Per(list) = c { Some(list) } else { None });
    let other = written.and_then(|(list, _)| list.iter().find(|one| one.name.text != "organization"));
    let Some(other) = other else { return (whole, true) };
    ctx.report(messages::values_of_nobody(&other.name, subject));
    (whole, false)
}

/// `share of agent where … standing at coaching on conduct`
pub(super) fn of_standing(
    ctx: &mut Context,
    item: &Item,
    written: &ast::Formula,
    standing: &ast::Standing,
    each: &mut Option<Vec<Period>>,
) -> Option<Made> {
    no_dates(ctx, item);
    let (_, unit) = ctx.find(&[Kind::Entity], &written.unit)?;
    let (unit, span) = (UnitId(unit), written.unit.span);
    let filter = filter(ctx, unit, None, written.filter.as_ref());
    let (_, ladder) = ctx.find(&[Kind::Ladder], &standing.ladder)?;
    let ladder = LadderId(ladder);
    let other = ctx.standard.ladders[ladder.index()].clone();
    if other.subject != Some(unit) {
        let whose = other.subject.map_or("the organization", |unit| super::subjects::name(ctx, unit)).to_owned();
        ctx.report(messages::stands_on_none(&written.unit, &standing.ladder.text, &whose));
        return None;
    }
    // A step of one name is one and the same in all versions.
    let step = ctx.standard.versions_of_ladder(ladder).into_iter().find_map(|id| {
        let steps = &ctx.standard.ladders[id.index()].steps;
        Some((id, steps.iter().position(|one| one.name == standing.step.text)?))
    });
    if step.is_none() {
        let names: Vec<&str> = other.steps.iter().map(|one| one.name.as_str()).collect();
        ctx.report(messages::unknown_step(&standing.step, &names));
    }
    if each.iter().flatten().any(|period| !follow_each_other(period)) {
        ctx.report(messages::standing_at_no_end(each_span(item).unwrap_or(span)));
        *each = None;
    }
    let (per, all) = per::per(ctx, unit, item);
    let share = written.word.text == "share";
    let (ladder, step) = step?;
    let formula = Formula::Standing(Standing { share, ladder, step });
    Some(Made { unit, filter, formula: Some(formula), per, all, dated: Some(undated(written.word.span)) })
}

fn each_span(item: &Item) -> Option<Span> {
    item.clauses.iter().find(|clause| matches!(clause.kind, ClauseKind::Each(_))).map(|clause| clause.span)
}

/// Nothing of it has an instant of its own: `dated` would say nothing.
fn no_dates(ctx: &mut Context, item: &Item) {
    let dated = item.clauses.iter().find(|clause| matches!(clause.kind, ClauseKind::Dated(_)));
    if let Some(clause) = dated {
        ctx.report(messages::nothing_to_date(clause.span));
    }
}

/// In the place of an instant that nothing asks for.
fn undated(span: Span) -> Expr {
    Expr { kind: ExprKind::Const(Value::Instant(0)), ty: Type::Instant, optional: false, span }
}
