//! `expect level in 2026-03 = 80% met`: what a figure must be.

use super::expect::{FAIR, key};
use super::period;
use super::said::Said;
use crate::check::context::Context;
use crate::check::figures::{each_words, per_words, period_words};
use crate::check::messages;
use crate::outcome::TargetVerdict;
use crate::standard::{Expected, ExpectedGrade, MetricId, Period, SubjectKind, Type};
use crate::value::Value;
use etalon_grammar::ast::{ExprKind, Name};

/// What must follow of a figure.
pub(super) fn metric(ctx: &mut Context, id: MetricId, name: &Name, said: &Said<'_>) -> Option<Expected> {
    let metric = ctx.standard.metrics[id.index()].clone();
    let (per, subject) = whose(ctx, &metric, name, said)?;
    let (each, period) = when(ctx, &metric, name, said)?;
    let value = match said.is {
        None => None,
        Some(e) => Some(ctx.constant(e, &metric.formula.value_type())?),
    };
    let n = match said.n {
        None => None,
        Some(e) => match ctx.constant(e, &Type::Whole)? {
            Value::Whole(n) => Some(n),
            _ => None,
        },
    };
    let shown = said.shown.map(|text| text.text.clone());
    let closed = closed(ctx, name, each.as_ref(), period.as_deref(), said)?;
    let fair = said.outcomes.iter().any(|outcome| outcome.text == FAIR);
    let is_word = |name: &&&Name| matches!(name.text.as_str(), "provisional" | "carried" | "not graded");
    let state = said.outcomes.iter().find(is_word);
    let grade = match said.grade {
        None => None,
        Some(e) => {
            let percent = matches!(e.kind.as_ref(), ExprKind::Percent(_));
            Some(ctx.constant(e, if percent { &Type::Share } else { &Type::Exact })?)
        }
    };
    let asks_grade = state.filter(|name| name.text != "provisional");
    if metric.grades.is_empty() && (grade.is_some() || asks_grade.is_some()) && !ctx.partly_read(metric.label.span) {
        let span = asks_grade.map_or_else(|| said.grade.map_or(name.span, |e| e.span), |name| name.span);
        ctx.report(messages::no_grade_to_give(span, &name.text, metric.label.name_span));
        return None;
    }
    let provisional = state.is_some_and(|name| name.text == "provisional");
    let graded = match (grade, asks_grade) {
        (Some(value), _) => Some(ExpectedGrade::Worth(value)),
        (None, Some(name)) if name.text == "carried" => Some(ExpectedGrade::Carried),
        (None, Some(_)) => Some(ExpectedGrade::None),
        (None, None) => None,
    };
    if let Some(first) =
        said.outcomes.iter().find(|name| !is_word(name) && !matches!(name.text.as_str(), CLOSED | FAIR))
        && metric.targets.is_empty()
        && !ctx.partly_read(metric.label.span)
    {
        ctx.report(messages::no_target_to_meet(first, &name.text, metric.label.name_span));
        return None;
    }
    let (verdict, missed) = target_verdict(ctx, said)?;
    if value.is_none()
        && n.is_none()
        && shown.is_none()
        && said.outcomes.iter().all(|o| matches!(o.text.as_str(), CLOSED | FAIR))
        && graded.is_none()
    {
        ctx.report(messages::expects_nothing(name, "= 80%"));
        return None;
    }
    Some(Expected::Metric {
        metric: id,
        per,
        subject,
        each,
        period,
        value,
        shown,
        n,
        verdict,
        missed,
        closed,
        fair,
        provisional,
        graded,
    })
}

/// Says that the closed figure is meant.
const CLOSED: &str = "closed";

/// Whether the closed figure is meant; none where nothing says when such a period closes, which is reported.
fn closed(
    ctx: &mut Context,
    name: &Name,
    each: Option<&Period>,
    period: Option<&str>,
    said: &Said<'_>,
) -> Option<bool> {
    let Some(word) = said.outcomes.iter().find(|outcome| outcome.text == CLOSED) else { return Some(false) };
    if period.is_none() {
        ctx.report(messages::which_period_closed(word.span, &name.text));
        return None;
    }
    if each.is_none_or(|each| ctx.standard.closings.iter().all(|closing| closing.period != *each)) {
        let each = each.map(period_words).unwrap_or_default();
        ctx.report(messages::nothing_closes(word.span, &each));
        return None;
    }
    Some(true)
}

/// Whose figure it is.
fn whose(
    ctx: &mut Context,
    metric: &crate::standard::Metric,
    name: &Name,
    said: &Said<'_>,
) -> Option<(usize, Option<String>)> {
    if let Some((of, subject)) = said.of {
        let Some(per) = metric.per.iter().position(|per| per.name == of.text) else {
            ctx.report(messages::not_measured_for(of.span, &of.text, &name.text, &per_words(metric)));
            return None;
        };
        let subject = match subject.or(said.for_whom) {
            None => None,
            Some(e) => Some(key(ctx, e)?),
        };
        return Some((per, subject));
    }
    let organization = metric.per.iter().position(|per| matches!(per.subject, SubjectKind::Organization));
    let others: Vec<usize> = (0..metric.per.len()).filter(|index| Some(*index) != organization).collect();
    if let Some(e) = said.for_whom
        && let [only] = others.as_slice()
    {
        return Some((*only, Some(key(ctx, e)?)));
    }
    match (organization, others.as_slice()) {
        (Some(organization), _) if said.for_whom.is_none() => Some((organization, None)),
        (None, [only]) => Some((*only, None)),
        _ => {
            ctx.report(messages::expectation_of_nobody(
                name,
                &format!("whose figure it means: `{}` is made per {}", name.text, per_words(metric)),
            ));
            None
        }
    }
}

/// Which period.
fn when(
    ctx: &mut Context,
    metric: &crate::standard::Metric,
    name: &Name,
    said: &Said<'_>,
) -> Option<(Option<Period>, Option<String>)> {
    let each = match said.each {
        None => None,
        Some(each) => Some((ctx.period(each)?, each.span)),
    };
    let named = match said.period {
        None => None,
        Some(period) => match period::kind(&period.text) {
            // At a full hour both begin.
            Some(Period::HalfHour)
                if period.text.contains(":00")
                    && (each.as_ref().is_some_and(|(each, _)| *each == Period::Hour)
                        || !metric.each.contains(&Period::HalfHour)) =>
            {
                Some((Period::Hour, period))
            }
            Some(kind) => Some((kind, period)),
            None => {
                ctx.report(messages::no_such_period(period));
                return None;
            }
        },
    };
    if let (Some((each, span)), Some((kind, period))) = (&each, &named)
        && each != kind
    {
        ctx.report(messages::period_of_another_kind(*span, &period.text, &period_words(kind), &period_words(each)));
        return None;
    }
    let said = each.or(named.as_ref().map(|(kind, period)| (kind.clone(), period.span)));
    if let Some((kind, span)) = &said
        && !metric.each.contains(kind)
    {
        ctx.report(messages::period_not_measured(*span, &name.text, &each_words(metric)));
        return None;
    }
    Some((said.map(|(kind, _)| kind), named.map(|(_, period)| period.text.clone())))
}

/// `missed` may be said with `proven` or `not proven`, or alone.
fn target_verdict(ctx: &mut Context, said: &Said<'_>) -> Option<(Option<TargetVerdict>, bool)> {
    let of_target = |word: &&str| !matches!(*word, CLOSED | FAIR | "provisional" | "carried" | "not graded");
    let words: Vec<&str> = said.outcomes.iter().map(|name| name.text.as_str()).filter(of_target).collect();
    Some(match words.as_slice() {
        [] => (None, false),
        ["missed"] => (None, true),
        ["met"] => (Some(TargetVerdict::Met), false),
        ["no data"] => (Some(TargetVerdict::NoData), false),
        ["too few"] => (Some(TargetVerdict::TooFew), false),
        ["proven"] | ["missed", "proven"] => (Some(TargetVerdict::MissedProven), false),
        ["not proven"] | ["missed", "not proven"] => (Some(TargetVerdict::MissedNotProven), false),
        [_, second, ..] => {
            ctx.report(messages::clause_twice(second, said.outcomes[1].span, said.outcomes[0].span));
            return None;
        }
        _ => return None,
    })
}
