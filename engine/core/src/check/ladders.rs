//! What happens when faults repeat.

use super::amounts::{both, filter};
use super::context::Context;
use super::figures::{each_words, follow_each_other, per_words};
use super::layers::{self, LayeredItem};
use super::single::{needed, single};
use super::versions::plain;
use super::{appeals, messages, steps, subjects};
use crate::standard::{
    Counted, CountedCriterion, CriterionId, Expr, Handover, Ladder, MetricId, Period, PrincipleId, Term, UnitId,
};
use etalon_grammar::ast::{self, ClauseKind, Head, Item, Kind, Name};

/// What happens when faults repeat.
pub(crate) fn one(ctx: &mut Context, item: &Item) {
    if let Some(ladder) = ladder(ctx, item) {
        ctx.standard.ladders.push(ladder);
        ctx.declare(Kind::Ladder, &item.name.text, ctx.standard.ladders.len() - 1);
    }
}

/// The forms of a ladder stand side by side, in the place of the first: a ladder below may count what was not held on any of them.
pub(super) fn in_order(items: &[LayeredItem]) -> Vec<&Item> {
    let all: Vec<&Item> = layers::of(items, Kind::Ladder).collect();
    let first = |item: &Item| all.iter().position(|other| plain(&other.name.text) == plain(&item.name.text));
    let mut sorted = all.clone();
    sorted.sort_by_key(|item| first(item));
    sorted
}

/// What becomes of open episodes, and whether the ladder is for the same people as before.
fn handover(ctx: &mut Context, item: &Item, subject: Option<UnitId>) -> Handover {
    let said = single(ctx, item, "adopt", |c| if let ClauseKind::Handover { adopt } = c { Some(*adopt) } else { None });
    let (name, number) = item.name.text.split_once('@').unwrap_or((&item.name.text, ""));
    if let Some((adopt, span)) = said.filter(|_| number.is_empty()) {
        ctx.report(messages::nothing_to_hand_over(span, name, adopt));
    }
    let before = ctx.standard.ladders.iter().rfind(|other| plain(&other.label.name) == name);
    if let Some(before) = before.filter(|before| before.subject != subject && !number.is_empty()) {
        let whom = before.subject.map(|unit| format!(" for {}", ctx.standard.units[unit.index()].label.name));
        let what = format!("whose ladder `{name}` is");
        let d = messages::for_others(item, &what, number, before.label.name_span, &whom.unwrap_or_default());
        ctx.report(d);
    }
    match said {
        None => Handover::Pinned,
        Some((true, _)) => Handover::Adopt,
        Some((false, _)) => Handover::Close,
    }
}

/// Whose faults are counted, and what makes several count once.
struct Counting<'a> {
    ladder: &'a str,
    subject: Option<UnitId>,
    once: Option<UnitId>,
}

fn ladder(ctx: &mut Context, item: &Item) -> Option<Ladder> {
    let label = ctx.label(item);
    let subject = match &item.head {
        Head::For(name) => subjects::of_rule(ctx, "ladder", name),
        _ => Some(None),
    };
    let once = once(ctx, item);
    let why = "A ladder that counts nothing never moves.";
    let counts = needed(ctx, item, "counts", (why, "counts faults of quick_answer"), |c| match c {
        ClauseKind::Counts(list) => Some(list),
        _ => None,
    });
    let [forgive, settled] = [false, true].map(|of_steps| {
        let clause = single(ctx, item, "forgive", |c| match c {
            ClauseKind::Forgive { after, without_step } if *without_step == of_steps => Some(after),
            _ => None,
        });
        clause.map(|(e, _)| ctx.term(e))
    });
    let subject = subject?;
    let handover = handover(ctx, item, subject);
    let counting = Counting { ladder: &item.name.text, subject, once: once? };
    let mut counted = Vec::new();
    let mut sound = counts.is_some();
    for one in counts.map(|(list, _)| list.as_slice()).unwrap_or_default() {
        match count(ctx, &counting, one) {
            Some(found) => counted.extend(found),
            None => sound = false,
        }
    }
    let spares = appeals::spares(ctx, item, subject);
    let overturned = appeals::overturned(ctx, item, &counted);
    let appeal = appeals::appeal(ctx, item, subject, &counted);
    let in_rows = !sound || counted.iter().any(|c| matches!(c, Counted::Misses { .. }));
    let steps = steps::steps(ctx, item, subject, in_rows);
    let said = |term: Option<Option<Term>>| match term {
        None => Some(None),
        Some(term) => term.map(Some),
    };
    let (forgive, settled) = (said(forgive)?, said(settled)?);
    let (spares, overturned, appeal) = (spares?, overturned?, appeal?);
    let once = counting.once;
    sound.then_some(Ladder {
        label,
        subject,
        counts: counted,
        once,
        steps,
        forgive,
        settled,
        spares,
        appeal,
        overturned,
        handover,
    })
}

/// `once per call`. The outer none = it was wrong.
#[expect(clippy::option_option, reason = "not said and wrong are two things")]
fn once(ctx: &mut Context, item: &Item) -> Option<Option<UnitId>> {
    let Some((name, _)) = single(ctx, item, "once", |c| match c {
        ClauseKind::Once(name) => Some(name),
        _ => None,
    }) else {
        return Some(None);
    };
    let unit = ctx.unit(name)?;
    if subjects::happens(ctx, unit) {
        return Some(Some(unit));
    }
    ctx.report(messages::not_an_event(name, "counts once per thing that happened"));
    None
}

fn count(ctx: &mut Context, counting: &Counting<'_>, one: &ast::Counted) -> Option<Vec<Counted>> {
    let found = match one {
        ast::Counted::Faults(names) => faults(ctx, counting, names),
        // In all its versions: each period belongs to the one in force on its first day.
        ast::Counted::Misses { metric, each } => {
            let forms = ctx.metric_in_force(metric).map(|id| ctx.standard.versions_of_metric(id))?;
            return forms.into_iter().map(|id| misses(ctx, counting, (metric, id), each.as_ref())).collect();
        }
        // A step may be owed under any form of the other ladder.
        ast::Counted::Unheld { ladder, step } => {
            return appeals::unheld(ctx, (counting.ladder, counting.subject), ladder, step);
        }
        ast::Counted::Events { define, unit, filter } => events(ctx, counting, define.as_ref(), unit, filter.as_ref()),
    };
    found.map(|one| vec![one])
}

fn faults(ctx: &mut Context, counting: &Counting<'_>, names: &[Name]) -> Option<Counted> {
    let mut list: Vec<CountedCriterion> = Vec::new();
    let mut sound = true;
    for name in names {
        let Some((kind, id)) = ctx.find(&[Kind::Criterion, Kind::Form, Kind::Steps, Kind::Principle], name) else {
            sound = false;
            continue;
        };
        let criteria: Vec<CriterionId> = match kind {
            Kind::Principle => of_principle(ctx, PrincipleId(id)),
            // In all its versions: each judges what began while it was in force.
            _ => ctx.criterion(name).map_or_else(Vec::new, |criterion| ctx.standard.versions_of(criterion)),
        };
        for criterion in criteria {
            if list.iter().any(|one| one.criterion == criterion) {
                continue;
            }
            match of_criterion(ctx, counting, criterion, name) {
                Some(one) => list.push(one),
                None => sound = false,
            }
        }
    }
    sound.then_some(Counted::Faults(list))
}

fn of_principle(ctx: &Context, principle: PrincipleId) -> Vec<CriterionId> {
    let serving = ctx.standard.criteria.iter().enumerate().filter(|(_, c)| c.principle == Some(principle));
    serving.filter_map(|(index, _)| u16::try_from(index).ok().map(CriterionId)).collect()
}

fn of_criterion(
    ctx: &mut Context,
    counting: &Counting<'_>,
    criterion: CriterionId,
    name: &Name,
) -> Option<CountedCriterion> {
    let rule = ctx.standard.criteria[criterion.index()].clone();
    let subject = match counting.subject {
        None => None,
        Some(wanted) => match rule.subjects.iter().find(|(unit, _)| *unit == wanted) {
            Some((_, path)) => Some(path.clone()),
            None => {
                let what = format!("to whom a fault of `{}` counts on `{}`", rule.label.name, counting.ladder);
                subjects::no_way(ctx, rule.unit, wanted, name.span, &what);
                return None;
            }
        },
    };
    Some(CountedCriterion { criterion, subject, once: to_once(ctx, counting, rule.unit, name) })
}

/// The way to what counts once, if there is one.
fn to_once(ctx: &mut Context, counting: &Counting<'_>, unit: UnitId, name: &Name) -> Option<Expr> {
    subjects::way(ctx, unit, counting.once?, name.span).ok().flatten()
}

fn misses(
    ctx: &mut Context,
    counting: &Counting<'_>,
    (name, id): (&Name, MetricId),
    each: Option<&ast::Period>,
) -> Option<Counted> {
    let metric = ctx.standard.metrics[id.index()].clone();
    let per = subjects::position(counting.subject, metric.per.iter().map(|per| &per.subject));
    if per.is_none() {
        let subject = counting.subject.map_or("organization", |unit| subjects::name(ctx, unit)).to_owned();
        ctx.report(messages::not_measured_for(name.span, &subject, &name.text, &per_words(&metric)));
    }
    let period = period_of(ctx, name, &metric, each);
    let (per, period) = (per?, period?);
    if !follow_each_other(&period) {
        let span = each.map_or(name.span, |each| each.span);
        ctx.report(messages::no_row_of_periods(span, &name.text, &each_words(&metric)));
        return None;
    }
    let speaks = |t: &crate::standard::Target| {
        t.period.as_ref().is_none_or(|p| *p == period) && t.per.is_none_or(|index| index == per)
    };
    if !metric.targets.iter().any(speaks) {
        // A target that is wrong is an error already.
        if metric.targets.is_empty() && ctx.partly_read(metric.label.span) {
            return None;
        }
        let subject = metric.per[per].name.clone();
        let period = super::figures::period_words(&period);
        ctx.report(messages::metric_without_target(name.span, &name.text, &subject, &period, metric.label.name_span));
        return None;
    }
    Some(Counted::Misses { metric: id, per, each: period })
}

/// The period that is meant: the one that is said, or the only one that the metric has.
pub(crate) fn period_of(
    ctx: &mut Context,
    name: &Name,
    metric: &crate::standard::Metric,
    each: Option<&ast::Period>,
) -> Option<Period> {
    let Some(each) = each else {
        if let [only] = metric.each.as_slice() {
            return Some(only.clone());
        }
        ctx.report(messages::which_period(name, &each_words(metric)));
        return None;
    };
    let period = ctx.period(each)?;
    if metric.each.contains(&period) {
        return Some(period);
    }
    ctx.report(messages::period_not_measured(each.span, &name.text, &each_words(metric)));
    None
}

fn events(
    ctx: &mut Context,
    counting: &Counting<'_>,
    define: Option<&Name>,
    word: &Name,
    written: Option<&ast::Expr>,
) -> Option<Counted> {
    let (unit, mut condition) = subjects::happening(ctx, word, "counts what happened")?;
    if let Some(define) = define {
        let (of, named) = named(ctx, define)?;
        if of != unit {
            let (of, unit) = (subjects::name(ctx, of), subjects::name(ctx, unit));
            let problem = messages::define_of_another(define, of, unit);
            ctx.report(problem);
            return None;
        }
        condition = both(Some(named), condition);
    }
    let filter = filter(ctx, unit, condition, written)?;
    let subject = match counting.subject {
        None => None,
        Some(wanted) => {
            let what = format!("to whom `{}` counts on `{}`", word.text, counting.ladder);
            Some(subjects::way_to(ctx, unit, wanted, word.span, &what)?)
        }
    };
    Some(Counted::Events { unit, filter, subject, once: to_once(ctx, counting, unit, word) })
}

/// A define, by its name.
fn named(ctx: &mut Context, name: &Name) -> Option<(UnitId, Expr)> {
    ctx.find(&[Kind::Define], name)?;
    let (unit, condition) = ctx.unit_or_define(name)?;
    Some((unit, condition?))
}
