//! What keeps a ladder fair: whom it spares, appeals, what overturns a fault, and what its owner did not do in time.

use super::amounts::{count, filter};
use super::context::Context;
use super::single::single;
use super::{messages, subjects};
use crate::standard::{Appeal, Counted, FieldId, LadderId, OwedBy, Shown, Spares, Type, UnitId, UnitKind};
use etalon_grammar::ast::{self, ClauseKind, ExprKind, Item, Kind, Name, Span};
use std::collections::BTreeSet;

/// `spares 3 months after hired`. The outer none = it was wrong.
#[expect(clippy::option_option, reason = "not said and wrong are two things")]
pub(super) fn spares(ctx: &mut Context, item: &Item, subject: Option<UnitId>) -> Option<Option<Spares>> {
    let found = single(ctx, item, "spares", |c| match c {
        ClauseKind::Spares { term, since } => Some((term, since)),
        _ => None,
    });
    let Some(((due, since), _)) = found else { return Some(None) };
    let term = ctx.due(due);
    let Some(unit) = subject else {
        ctx.report(messages::probation_of_organization(since.span));
        return None;
    };
    let name = match since.kind.as_ref() {
        ExprKind::Path(path) => match path.as_slice() {
            [name] => name,
            [first, name] if first.text == "this" => name,
            _ => {
                ctx.report(messages::probation_not_a_field(since.span));
                return None;
            }
        },
        _ => return None,
    };
    let whole = &ctx.standard.units[unit.index()];
    let Some(index) = whole.fields.iter().position(|field| field.name == name.text) else {
        if !ctx.outline.may_have(unit, &name.text) {
            let fields: Vec<&str> = whole.fields.iter().map(|field| field.name.as_str()).collect();
            let problem = messages::unknown_field(name, &whole.label.name, &fields);
            ctx.report(problem);
        }
        return None;
    };
    if !matches!(whole.fields[index].ty, Type::Date | Type::Instant) {
        let ty = ctx.type_words(&ctx.standard.units[unit.index()].fields[index].ty.clone());
        ctx.report(messages::probation_not_a_day(name, &ty));
        return None;
    }
    Some(Some(Spares { term: term?, since: FieldId(u16::try_from(index).ok()?) }))
}

/// The units whose faults a ladder counts one by one.
fn counted_units(ctx: &Context, counts: &[Counted]) -> BTreeSet<UnitId> {
    let mut units = BTreeSet::new();
    for counted in counts {
        match counted {
            Counted::Faults(list) => {
                units.extend(list.iter().map(|one| ctx.standard.criteria[one.criterion.index()].unit));
            }
            Counted::Events { unit, .. } => drop(units.insert(*unit)),
            Counted::Misses { .. } | Counted::Unheld { .. } => {}
        }
    }
    units
}

/// An event that names what a ladder counts: for each kind of unit the way there.
fn names_a_fault(ctx: &mut Context, shown: &ast::Shown, counts: &[Counted]) -> Option<Vec<Shown>> {
    let (unit, condition) = subjects::happening(ctx, &shown.unit, "asks what happened")?;
    let filter = filter(ctx, unit, condition, shown.filter.as_ref())?;
    let mut ways = Vec::new();
    for about in counted_units(ctx, counts) {
        if let Some(way) = subjects::way(ctx, unit, about, shown.unit.span).ok()? {
            ways.push(Shown { unit, filter: filter.clone(), about: way });
        }
    }
    if ways.is_empty() && ctx.outline.lost_fields.is_empty() && ctx.outline.partial.is_empty() {
        let units = counted_units(ctx, counts);
        let units: Vec<String> = units.into_iter().map(|unit| subjects::name(ctx, unit).to_owned()).collect();
        ctx.report(messages::names_no_fault(&shown.unit, &units));
    }
    (!ways.is_empty()).then_some(ways)
}

/// `overturned by review where …`. The outer none = it was wrong.
pub(super) fn overturned(ctx: &mut Context, item: &Item, counts: &[Counted]) -> Option<Vec<Shown>> {
    let found = single(ctx, item, "overturned", |c| match c {
        ClauseKind::Overturned(shown) => Some(shown),
        _ => None,
    });
    found.map_or_else(|| Some(Vec::new()), |(shown, _)| names_a_fault(ctx, shown, counts))
}

/// `appeal by dispute { … }`. The outer none = it was wrong.
#[expect(clippy::option_option, reason = "not said and wrong are two things")]
pub(super) fn appeal(
    ctx: &mut Context,
    item: &Item,
    subject: Option<UnitId>,
    counts: &[Counted],
) -> Option<Option<Appeal>> {
    let found = single(ctx, item, "appeal", |c| if let ClauseKind::Appeal(appeal) = c { Some(appeal) } else { None });
    let Some((written, _)) = found else { return Some(None) };
    if subject.is_none() {
        ctx.report(messages::appeal_of_organization(written.span));
        return None;
    }
    let opened = names_a_fault(ctx, &written.opened, counts);
    let within = written.within.as_ref().map(|due| ctx.due(due));
    let rounds = written.rounds.as_ref().map_or(Some(1), |e| count(ctx, e, "a number of rounds"));
    let whole = !ctx.partly_read(written.span);
    let missing = |ctx: &mut Context, word: &str, example: &str| {
        if whole {
            ctx.report(messages::appeal_lacks(written.opened.unit.span, word, example));
        }
    };
    let Some(decided) = &written.decided else {
        missing(ctx, "decided", "decided by ruling by decider");
        return None;
    };
    let (unit, condition) = subjects::happening(ctx, &decided.unit, "asks what happened")?;
    let filter = filter(ctx, unit, condition, decided.filter.as_ref());
    let granted = match &written.granted {
        Some(e) => ctx.condition(unit, e),
        None => {
            missing(ctx, "granted", "granted when outcome = granted");
            None
        }
    };
    let barred = written.barred.as_ref().map(|e| ctx.condition(unit, e));
    let by = decided.by.as_ref().map(|e| ctx.value(Some(unit), e, None));
    let opened = opened?;
    let what = format!("which `{}` it decides", written.opened.unit.text);
    let about = subjects::way_to(ctx, unit, opened[0].unit, decided.unit.span, &what)?;
    let said = |value: Option<Option<crate::standard::Expr>>| match value {
        None => Some(None),
        Some(found) => found.map(Some),
    };
    let within = match within {
        None => None,
        Some(term) => Some(term?),
    };
    Some(Some(Appeal {
        opened,
        within,
        decided: Shown { unit, filter: filter?, about },
        by: said(by)?,
        granted: granted?,
        barred: said(barred)?,
        rounds: rounds?,
    }))
}

/// `unheld conduct.coaching`: a step of a ladder above, owed by such a subject, within a term, shown by an event.
pub(super) fn unheld(
    ctx: &mut Context,
    (own, subject): (&str, Option<UnitId>),
    ladder: &Name,
    step: &Name,
) -> Option<Vec<Counted>> {
    let Some(id) = ctx.peek(Kind::Ladder, &ladder.text) else {
        match ctx.declared_at(Kind::Ladder, &ladder.text) {
            // A ladder above that has an error is told of already.
            Some(there) if there.file == ladder.span.file && there.start < ladder.span.start && ladder.text != own => {}
            Some(_) => ctx.report(messages::unheld_later(ladder)),
            None => {
                ctx.find(&[Kind::Ladder], ladder);
            }
        }
        return None;
    };
    // Of the forms that versions give it those that have the step.
    let forms = ctx.standard.versions_of_ladder(LadderId(id));
    let has = |form: &LadderId| ctx.standard.ladders[form.index()].steps.iter().any(|one| one.name == step.text);
    let forms: Vec<LadderId> = forms.into_iter().filter(has).collect();
    if forms.is_empty() {
        let names: Vec<&str> =
            ctx.standard.ladders[usize::from(id)].steps.iter().map(|one| one.name.as_str()).collect();
        let d = messages::unknown_step(step, &names);
        ctx.report(d);
        return None;
    }
    forms.into_iter().map(|form| unheld_of(ctx, form, subject, (ladder, step))).collect()
}

/// The same of one form of the other ladder.
fn unheld_of(
    ctx: &mut Context,
    id: LadderId,
    subject: Option<UnitId>,
    (ladder, step): (&Name, &Name),
) -> Option<Counted> {
    let other = ctx.standard.ladders[id.index()].clone();
    let index = other.steps.iter().position(|one| one.name == step.text)?;
    let found = &other.steps[index];
    let span = Span { end: step.span.end, ..ladder.span };
    if found.within.is_none() || found.held.is_none() {
        // What is wrong with that step is told there.
        let there = |d: &crate::Diagnostic| {
            let (file, start) = d.place();
            file == found.span.file && (found.span.start..found.span.end).contains(&start)
        };
        if ctx.diagnostics.iter().any(|d| d.severity == crate::Severity::Error && there(d)) {
            return None;
        }
        ctx.report(messages::unheld_is_never_known(span, &step.text, found.span, found.within.is_none()));
        return None;
    }
    let ower = match &found.owed_by {
        Some(OwedBy::Path(path)) => path.iter().try_fold(other.subject?, |unit, field| {
            match ctx.standard.units[unit.index()].fields.get(field.index())?.ty {
                Type::Ref(next) => Some(next),
                _ => None,
            }
        }),
        _ => None,
    };
    let is_entity = |unit: &UnitId| matches!(ctx.standard.units[unit.index()].kind, UnitKind::Entity);
    if subject.is_some() && ower.filter(is_entity) != subject {
        let whose = subject.map_or("organization", |unit| subjects::name(ctx, unit)).to_owned();
        ctx.report(messages::unheld_by_others(span, &step.text, &whose, found.span));
        return None;
    }
    Some(Counted::Unheld { ladder: id, step: index })
}
