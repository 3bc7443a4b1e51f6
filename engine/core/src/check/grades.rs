//! What figures are worth.

use super::amounts::{count, ratio};
use super::context::Context;
use super::figures::{each_words, follow_each_other, per_words, period_words};
use super::messages;
use super::targets::{Speaks, Whole, bound, speaks};
use crate::standard::{Arm, Formula, Gate, Grade, Metric, Per, Period, SubjectKind, Type};
use etalon_grammar::ast::{self, BinaryOp, ClauseKind, ExprKind, Item, Span};

/// Reads the grades of a metric whose other clauses are read.
pub(super) fn grades(ctx: &mut Context, item: &Item, metric: &mut Metric, whole: Whole) {
    for clause in &item.clauses {
        let ClauseKind::Grade(written) = &clause.kind else { continue };
        let Some(grade) = grade(ctx, metric, written, clause.span, whole) else { continue };
        if let Some(other) = metric.grades.iter().find(|other| meet(metric, other, &grade)) {
            ctx.report(messages::graded_twice(clause.span, other.span));
        } else {
            metric.grades.push(grade);
        }
    }
}

/// Whether two grades speak of one figure.
fn meet(metric: &Metric, a: &Grade, b: &Grade) -> bool {
    let both = |per: usize| {
        let one = |period: &Period| a.speaks(per, period) && b.speaks(per, period);
        let carried = |grade: &Grade, other: &Grade| {
            let speaks = grade.per.is_none_or(|own| own == per);
            speaks && grade.carry.as_ref().is_some_and(|to| other.speaks(per, to) || other.carry.as_ref() == Some(to))
        };
        metric.each.iter().any(one)
            || carried(a, b) && b.per.is_none_or(|own| own == per)
            || carried(b, a) && a.per.is_none_or(|own| own == per)
    };
    (0..metric.per.len()).any(both)
}

fn grade(ctx: &mut Context, metric: &Metric, written: &ast::Grade, span: Span, whole: Whole) -> Option<Grade> {
    let Speaks { period, per, mut sound } =
        speaks(ctx, metric, written.subject.as_ref(), written.period.as_ref(), whole);
    if let (Some(period), Some(one)) = (&period, &written.period)
        && period.length().is_some()
    {
        ctx.report(messages::for_reading_only(one.span, "is worth nothing of its own"));
        sound = false;
    }
    let title = ctx.words(&written.title);
    let least = written.least.as_ref().map_or(Some(1), |e| count(ctx, e, "a minimum sample"));
    let percent = |e: &ast::Expr| matches!(&*e.kind, ExprKind::Percent(_));
    let given = written.arms.iter().map(|arm| &arm.worth).chain(&written.otherwise);
    let ty = if given.clone().any(percent) { Type::Share } else { Type::Exact };
    let mut arms = Vec::new();
    for arm in &written.arms {
        let (bound, worth) = (bound(ctx, metric, &arm.bound), ctx.constant(&arm.worth, &ty));
        match (bound, worth) {
            (Some(bound), Some(worth)) => arms.push(Arm { op: arm.op.0, bound, worth }),
            _ => sound = false,
        }
    }
    sound = sound && falling(ctx, &arms, written);
    let Some(otherwise) = &written.otherwise else {
        ctx.report(messages::grade_without_else(span));
        return None;
    };
    let otherwise = ctx.constant(otherwise, &ty);
    let speaks = |index: usize| per.is_none_or(|own| own == index);
    let of_person = |(index, per): (usize, &Per)| {
        let person = matches!(per.subject, SubjectKind::Entity(unit, _) if ctx.standard.units[unit.index()].person);
        speaks(index) && person
    };
    let about = metric.per.iter().enumerate().find(|per| of_person(*per)).map(|(_, per)| per.name.clone());
    if let Some(person) = about
        && (metric.purpose.as_deref() != Some("pay") || least.is_some_and(|least| least < 2))
    {
        ctx.report(messages::grade_of_person(span, &person, metric.purpose.as_deref() == Some("pay")));
        sound = false;
    }
    let carry = match &written.carry {
        None => None,
        Some(to) => Some(carried(ctx, metric, (period.as_ref(), to, span), least?)?),
    };
    let gate = match &written.gate {
        None => None,
        Some(gate) => Some(gated(ctx, metric, gate, period.as_ref(), &speaks)?),
    };
    let grade = Grade { period, per, title, least: least?, carry, gate, arms, otherwise: otherwise?, ty, span };
    sound.then_some(grade)
}

/// Bounds go one way, so that each can be reached.
fn falling(ctx: &mut Context, arms: &[Arm], written: &ast::Grade) -> bool {
    let upward = |op: BinaryOp| matches!(op, BinaryOp::GreaterEqual | BinaryOp::Greater);
    let strict = |op: BinaryOp| matches!(op, BinaryOp::Less | BinaryOp::Greater);
    for (index, pair) in arms.windows(2).enumerate() {
        let (first, second) = (&pair[0], &pair[1]);
        let written = &written.arms[index + 1];
        if upward(first.op) != upward(second.op) {
            ctx.report(messages::grade_both_ways(written.op.1));
            return false;
        }
        let (Some(a), Some(b)) = (ratio_of(&first.bound), ratio_of(&second.bound)) else { continue };
        let goes_on = if upward(first.op) { b < a } else { b > a };
        let adds_the_edge = a == b && strict(first.op) && !strict(second.op);
        let follows = goes_on || adds_the_edge;
        if !follows {
            ctx.report(messages::grade_never_reached(written.bound.span));
            return false;
        }
    }
    true
}

fn ratio_of(value: &crate::value::Value) -> Option<crate::value::Ratio> {
    match value {
        crate::value::Value::Duration(micros) => Some(crate::value::Ratio::whole(*micros)),
        value => ratio(value),
    }
}

/// The longer period to which those of too few cases are carried.
fn carried(
    ctx: &mut Context,
    metric: &Metric,
    (period, to, span): (Option<&Period>, &ast::Period, Span),
    least: i64,
) -> Option<Period> {
    let longer = ctx.period(to)?;
    if !metric.each.contains(&longer) {
        ctx.report(messages::period_not_measured(to.span, &metric.label.name, &each_words(metric)));
        return None;
    }
    let holds = period.is_some_and(|period| {
        matches!(
            (period, &longer),
            (Period::Day, Period::Week | Period::Month | Period::Quarter | Period::Year)
                | (Period::Month, Period::Quarter | Period::Year)
                | (Period::Quarter, Period::Year)
        )
    });
    if !holds {
        let words = period.map(period_words);
        ctx.report(messages::carried_nowhere(to.span, words.as_deref(), &period_words(&longer)));
        return None;
    }
    if least < 2 {
        ctx.report(messages::carried_without_least(span));
        return None;
    }
    if metric.formula.is_derived() || matches!(metric.formula, Formula::Window(..)) {
        ctx.report(messages::carried_apart(to.span));
        return None;
    }
    Some(longer)
}

/// `only if age_checks >= 100%`
fn gated(
    ctx: &mut Context,
    metric: &Metric,
    gate: &ast::Gate,
    period: Option<&Period>,
    speaks: &dyn Fn(usize) -> bool,
) -> Option<Gate> {
    let id = ctx.metric(&gate.metric)?;
    let other = ctx.standard.metrics[id.index()].clone();
    let name = &gate.metric;
    let asked = metric.each.iter().filter(|each| period.is_none_or(|period| period == *each));
    for each in asked.filter(|each| follow_each_other(each)) {
        if !other.each.contains(each) {
            ctx.report(messages::period_not_measured(name.span, &name.text, &each_words(&other)));
            return None;
        }
    }
    let mut per = Vec::new();
    for (index, own) in metric.per.iter().enumerate() {
        let same = |one: &Per| match (&own.subject, &one.subject) {
            (SubjectKind::Organization, SubjectKind::Organization) => true,
            (SubjectKind::Entity(a, _), SubjectKind::Entity(b, _)) => a == b,
            (SubjectKind::Value(_), SubjectKind::Value(_)) => own.name == one.name,
            _ => false,
        };
        let found = other.per.iter().position(same).filter(|_| speaks(index));
        if found.is_none() && speaks(index) {
            ctx.report(messages::not_measured_for(name.span, &own.name, &name.text, &per_words(&other)));
            return None;
        }
        per.push(found);
    }
    Some(Gate { metric: id, per, op: gate.op.0, bound: bound(ctx, &other, &gate.bound)? })
}
