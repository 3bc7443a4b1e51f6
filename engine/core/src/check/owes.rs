//! Duties that arise with a mitigation: `mitigation not_trained { … owes train }`, or `duty train { after not_trained … }`.
//!
//! Such a duty arises for each thing of which a rule that the mitigation covers is breached while its circumstances hold.
//! Whether another mitigation has the greater share does not matter: the circumstances were there, and are listed with the breach.
//! So what is owed does not hang on how large the share is, and the duty arises for everybody alike.

use super::amounts::{both, filter};
use super::context::Context;
use super::layers::{LayeredItem, of};
use super::messages;
use super::single::single;
use super::typing::others::until;
use super::versions::plain;
use crate::standard::{
    Criterion, CriterionId, Duty, Expr, ExprKind, Function, Leaf, MitigationId, Requirement, Standard, Type, UnitId,
    VERDICTS, verdict_type,
};
use crate::value::Value;
use etalon_grammar::ast::{BinaryOp, ClauseKind, Item, Kind, Name};

/// From what a duty arises.
pub(crate) struct Arises {
    /// The kind of thing.
    pub unit: UnitId,
    /// Which of them; of one that arises with mitigations, besides.
    pub filter: Option<Expr>,
    /// The mitigations that it arises with, by name; none: it arises by itself.
    pub by: Vec<String>,
}

/// A duty that arises with mitigations.
pub(crate) struct Opened {
    /// Index of the duty.
    pub duty: usize,
    /// The mitigations, by name; none: it arises by itself.
    pub by: Vec<String>,
    /// `once per agent while open`: what it is owed once for, the instant, until when and before when another is not owed.
    pub once: Option<[Expr; 4]>,
}

/// `once per agent`, `once per agent while open`, `once per agent within 30 days`
pub(crate) fn once(ctx: &mut Context, item: &Item, criterion: &Criterion, duty: &Duty) -> Option<[Expr; 4]> {
    let found = single(ctx, item, "once", |c| match c {
        ClauseKind::OncePer { by, open, within } => Some((by, open, within)),
        _ => None,
    });
    let ((by, open, within), span) = found?;
    let per = ctx.value(Some(criterion.unit), by, None)?;
    if !matches!(per.ty, Type::Ref(_) | Type::Text | Type::OneOf(_)) {
        let (ty, text) = (ctx.type_words(&per.ty), ctx.spoken(by));
        ctx.report(messages::once_per_amount(by.span, &text, &ty));
        return None;
    }
    let at = ctx.instant_of(0, criterion.unit, span)?;
    let instant = |kind| Expr { kind, ty: Type::Instant, optional: true, span };
    let never = || instant(ExprKind::Const(Value::Missing));
    let end = |term| {
        let length = until(term, at.clone(), span);
        instant(ExprKind::Arithmetic(BinaryOp::Add, Box::new(at.clone()), Box::new(length)))
    };
    let (last, before) = match (open, within) {
        (Some(_), _) => (end(duty.within), duty.done.right.clone()),
        (None, Some(within)) => (end(ctx.due(within)?), never()),
        (None, None) => (never(), never()),
    };
    Some([per, at, last, before])
}

/// `after survey where …`, `after not_trained`, or that a mitigation owes it. None = that was wrong.
pub(crate) fn arises(ctx: &mut Context, items: &[LayeredItem], item: &Item) -> Option<Arises> {
    let after = single(ctx, item, "after", |c| match c {
        ClauseKind::After { unit, filter } => Some((unit, filter)),
        _ => None,
    });
    let owing: Vec<(&Item, &Name)> =
        of(items, Kind::Mitigation).filter_map(|m| Some((m, owed_by(m, plain(&item.name.text))?))).collect();
    let Some(((after, e), _)) = after else {
        if owing.is_empty() {
            if !ctx.partly_read(item.span) {
                let why = "Nobody could say when it arises.";
                ctx.report(messages::missing_clause(item, "after", why, "after survey where score <= 2"));
            }
            return None;
        }
        let mut by: Vec<String> = owing.iter().map(|(m, _)| plain(&m.name.text).to_owned()).collect();
        by.dedup();
        let unit = unit_of(ctx, items, &by, item)?;
        return Some(Arises { unit, filter: None, by });
    };
    let with_mitigation = !ctx.is_a_unit(&after.text) && ctx.is_declared(Kind::Mitigation, &after.text);
    let mut sound = true;
    for (mitigation, name) in &owing {
        if !with_mitigation || plain(&mitigation.name.text) != after.text {
            ctx.report(messages::arises_twice(name, after));
            sound = false;
        }
    }
    if with_mitigation {
        let by = vec![after.text.clone()];
        let unit = unit_of(ctx, items, &by, item)?;
        let filter = filter(ctx, unit, None, e.as_ref())?;
        return sound.then_some(Arises { unit, filter, by });
    }
    let (unit, filter) = super::criteria::judged(ctx, after, e.as_ref())?;
    sound.then_some(Arises { unit, filter, by: Vec::new() })
}

/// Where a mitigation says that it owes a duty.
fn owed_by<'a>(mitigation: &'a Item, duty: &str) -> Option<&'a Name> {
    mitigation.clauses.iter().find_map(|c| match &c.kind {
        ClauseKind::Owes(names) => names.iter().find(|name| name.text == duty),
        _ => None,
    })
}

/// The kind of thing that a duty arises from which a mitigation owes; nothing is reported here.
pub(crate) fn opened_by(ctx: &Context, duty: &str) -> Option<UnitId> {
    let items = ctx.items();
    let named = of(&items, Kind::Duty).find(|item| item.name.text == duty)?;
    let after = named.clauses.iter().find_map(|c| match &c.kind {
        ClauseKind::After { unit, .. } => Some(unit.text.as_str()),
        _ => None,
    });
    let owing = |m: &&Item| after == Some(plain(&m.name.text)) || owed_by(m, plain(duty)).is_some();
    let mitigation = of(&items, Kind::Mitigation).find(owing)?;
    let (kinds, _) = mitigation.clauses.iter().find_map(|c| super::mitigations::looked_at(&c.kind))?;
    ctx.unit_quietly(kinds.first()?)
}

/// What these mitigations look at: one kind of thing.
fn unit_of(ctx: &mut Context, items: &[LayeredItem], by: &[String], duty: &Item) -> Option<UnitId> {
    let mut found: Option<(UnitId, &Name)> = None;
    for mitigation in of(items, Kind::Mitigation).filter(|m| by.iter().any(|name| name == plain(&m.name.text))) {
        let (judges, _) = mitigation.clauses.iter().find_map(|c| super::mitigations::looked_at(&c.kind))?;
        for name in judges {
            // What it looks at is said where the mitigation is checked.
            let unit = ctx.unit_quietly(name)?;
            match found {
                Some((first, name)) if first != unit => {
                    let (one, other) = (ctx.unit_name(first), ctx.unit_name(unit));
                    ctx.report(messages::owed_for_two_things(&duty.name, (name, &one), (&mitigation.name, &other)));
                    return None;
                }
                _ => found = Some((unit, &mitigation.name)),
            }
        }
    }
    found.map(|(unit, _)| unit)
}

/// The duties that a mitigation owes: that there are such.
pub(crate) fn owed(ctx: &mut Context, item: &Item) {
    let found = single(ctx, item, "owes", |c| if let ClauseKind::Owes(names) = c { Some(names) } else { None });
    for (index, name) in found.map(|(names, _)| names.as_slice()).unwrap_or_default().iter().enumerate() {
        let before = found.map(|(names, _)| &names[..index]).unwrap_or_default();
        if before.iter().any(|other| other.text == name.text) {
            ctx.report(messages::listed_twice(name, "duty"));
        } else {
            ctx.find(&[Kind::Duty], name);
        }
    }
}

/// Says of each duty that arises with mitigations when that is, now that they are known; and which of all is not owed again.
pub(crate) fn open(ctx: &mut Context, opened: Vec<Opened>) {
    for Opened { duty, by, once } in opened {
        let criterion = ctx.standard.duties[duty].criterion;
        if !by.is_empty() {
            with_mitigations(ctx, duty, &by);
        }
        if let Some(once) = once {
            // What is quoted: `once per agent while open`.
            let span = once[1].span;
            let own = &mut ctx.standard.criteria[criterion.index()].filter;
            let arises = own.take().unwrap_or_else(|| super::actions::lower::yes(span));
            let kind = ExprKind::Call(Function::Once, std::iter::once(arises).chain(once).collect());
            *own = Some(Expr { kind, ty: Type::YesNo, optional: true, span });
        }
    }
}

/// The duty arises where one of these mitigations holds and moves something.
fn with_mitigations(ctx: &mut Context, duty: usize, by: &[String]) {
    let standard = &ctx.standard;
    let named = |m: &MitigationId| by.iter().any(|name| name == plain(&standard.mitigations[m.index()].label.name));
    let ids: Vec<MitigationId> =
        (0..super::outline::small(standard.mitigations.len())).map(MitigationId).filter(named).collect();
    let cases: Vec<Expr> = ids.iter().filter_map(|m| case(standard, *m)).collect();
    let criterion = standard.duties[duty].criterion;
    let Some(cases) = one_of(cases) else { return };
    ctx.standard.duties[duty].opened_by = ids;
    let own = &mut ctx.standard.criteria[criterion.index()].filter;
    *own = both(own.take(), Some(cases));
}

/// That a mitigation holds and moves something: a rule that it covers is breached.
fn case(standard: &Standard, id: MitigationId) -> Option<Expr> {
    let mitigation = &standard.mitigations[id.index()];
    let moved = |c: &CriterionId| {
        let breached = breached(standard, *c, mitigation.label.name_span);
        both(Some(breached), mitigation.part(*c).map(|part| part.rests.clone()))
    };
    let breached = one_of(mitigation.covers.iter().filter_map(moved).collect())?;
    both(mitigation.when.clone(), Some(breached))
}

/// That a thing breaches a criterion: it is one of those that the criterion is for, and does not meet it.
fn breached(standard: &Standard, id: CriterionId, span: etalon_grammar::ast::Span) -> Expr {
    let criterion = &standard.criteria[id.index()];
    let condition = |kind, optional| Expr { kind, ty: Type::YesNo, optional, span };
    let met = condition(ExprKind::Met(id, 0), true);
    let not_met = condition(ExprKind::Not(Box::new(met)), true);
    let applies = match &criterion.require {
        Requirement::Condition(_) => None,
        Requirement::Form(form) => {
            let leaf = ExprKind::Field { scope: 0, path: Vec::new(), leaf: Leaf::Verdict(*form) };
            let verdict = Expr { kind: leaf, ty: verdict_type(), optional: false, span };
            let none = VERDICTS.iter().position(|v| *v == "not scored").and_then(|v| u32::try_from(v).ok());
            none.map(|none| condition(ExprKind::In(Box::new(verdict), vec![Value::OneOf(none)], true), false))
        }
        Requirement::Item(form, item) => standard.forms[form.index()].items[*item].na.clone().map(|na| {
            let optional = na.optional;
            condition(ExprKind::Not(Box::new(na)), optional)
        }),
    };
    let only = both(criterion.filter.clone(), applies);
    both(only, Some(not_met)).unwrap_or_else(|| condition(ExprKind::Const(Value::YesNo(false)), false))
}

/// That one of them holds.
fn one_of(mut cases: Vec<Expr>) -> Option<Expr> {
    if cases.len() < 2 {
        return cases.pop();
    }
    let (span, optional) = (cases[0].span, cases.iter().any(|case| case.optional));
    Some(Expr { kind: ExprKind::Or(cases), ty: Type::YesNo, optional, span })
}
