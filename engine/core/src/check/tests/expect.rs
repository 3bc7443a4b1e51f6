//! `expect quick_answer met for "c1"`: what must follow.

use super::said::{Said, said};
use super::subject::{self, Looked};
use super::{figure, moment};
use crate::check::amounts::ratio;
use crate::check::context::Context;
use crate::check::layers::LayeredItem;
use crate::check::messages;
use crate::outcome::Verdict;
use crate::standard::{
    CriterionId, DutyId, DutyOutcome, Expect, Expected, FieldId, FormId, LadderId, Mitigation, Ower, Party,
    RecognitionId, StepState, Type, UnitId, VERDICTS,
};
use crate::value::{Ratio, Value};
use etalon_grammar::ast::{self, Expr, ExprKind, Kind, Name, Span};

/// What must follow.
pub(super) fn expect(ctx: &mut Context, items: &[LayeredItem], written: &ast::Expect, span: Span) -> Option<Expect> {
    let said = said(ctx, written);
    let looked = subject::find(ctx, items, &written.what, &said)?;
    let name = written.what.last()?;
    let mut sound = true;
    for (word, place) in &said.words {
        if !looked.parts().contains(word) {
            ctx.report(messages::unfit_expectation(*place, word, &name.text, looked.word()));
            sound = false;
        }
    }
    for outcome in &said.outcomes {
        if !looked.outcomes().contains(&outcome.text.as_str()) {
            ctx.report(messages::unknown_outcome(outcome, &name.text, looked.word(), looked.outcomes()));
            sound = false;
        }
    }
    if !sound {
        return None;
    }
    let what = match looked {
        // What such a rule judges is not declared, which is told already.
        Looked::Criterion(_) | Looked::Duty(_) | Looked::Form(_) if !speaks(ctx, &written.what) => None,
        Looked::Criterion(id) => finding(ctx, id, name, &said),
        Looked::Form(id) => form(ctx, id, name, &said),
        Looked::Duty(id) => duty(ctx, id, name, &said),
        Looked::Metric(id) => figure::metric(ctx, id, name, &said),
        Looked::Step(ladder, step) => proposed(ctx, ladder, step, name, &said),
        Looked::Recognition(id) => recognized(ctx, id, name, &said),
        Looked::Clock(unit, clock) => self::clock(ctx, unit, clock, name, &said),
        Looked::Value(unit, field) => value_of(ctx, unit, field, name, &said),
    }?;
    Some(Expect { span, negated: written.negated, what })
}

/// Whether it is known what the criterion or form that is looked at speaks of.
fn speaks(ctx: &Context, what: &[Name]) -> bool {
    what.first().is_some_and(|rule| {
        let criterion = ctx.outline.criteria.get(&rule.text).and_then(|(_, unit)| *unit);
        criterion.or(ctx.outline.forms.get(&rule.text).and_then(|form| form.unit)).is_some()
    })
}

/// A key: a text, or a number as written.
pub(super) fn key(ctx: &mut Context, e: &Expr) -> Option<String> {
    if let ExprKind::Number(digits) = e.kind.as_ref() {
        return Some(digits.clone());
    }
    match ctx.constant(e, &Type::Text)? {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// The unit that is looked at.
fn unit_key(ctx: &mut Context, unit: UnitId, name: &Name, said: &Said<'_>) -> Option<String> {
    if let Some(e) = said.for_whom {
        return key(ctx, e);
    }
    let unit = crate::check::subjects::name(ctx, unit).to_owned();
    ctx.report(messages::expectation_of_nobody(name, &format!("of which {unit} it speaks")));
    None
}

/// The only outcome that is said.
fn outcome<'a>(ctx: &mut Context, said: &Said<'a>) -> Option<&'a Name> {
    let first = said.outcomes.first()?;
    if let Some(second) = said.outcomes.get(1) {
        ctx.report(messages::clause_twice(&second.text, second.span, first.span));
    }
    Some(first)
}

fn verdict(name: &Name) -> Verdict {
    match name.text.as_str() {
        "met" => Verdict::Met,
        "breached" => Verdict::Breached,
        "pending" => Verdict::Pending,
        "not applicable" => Verdict::NotApplicable,
        _ => Verdict::NotJudged,
    }
}

fn finding(ctx: &mut Context, id: CriterionId, name: &Name, said: &Said<'_>) -> Option<Expected> {
    let unit = unit_key(ctx, ctx.standard.criteria[id.index()].unit, name, said)?;
    let outcome = outcome(ctx, said).map(verdict);
    let mut causes = Vec::new();
    for (party, share) in &said.causes {
        causes.push((party_of(ctx, party)?, part(ctx, share)?));
    }
    let mut by = Vec::new();
    for mitigation in &said.by {
        let (_, index) = ctx.find(&[Kind::Mitigation], mitigation)?;
        // Of several kinds of things there is one for each, of one name.
        let name_of = |m: &Mitigation| m.label.name.clone();
        let called = ctx.standard.mitigations.get(usize::from(index)).map(name_of);
        let mut alike = ctx.standard.mitigations.iter().filter(|m| called.as_ref() == Some(&m.label.name));
        let covers = alike.any(|m| m.covers.contains(&id));
        if !covers {
            ctx.report(messages::does_not_cover(mitigation, &name.text));
            return None;
        }
        by.push(mitigation.text.clone());
    }
    if outcome.is_none() && causes.is_empty() && by.is_empty() {
        ctx.report(messages::expects_nothing(name, "met"));
        return None;
    }
    Some(Expected::Finding { criterion: id, unit, outcome, causes, by })
}

fn duty(ctx: &mut Context, id: DutyId, name: &Name, said: &Said<'_>) -> Option<Expected> {
    let (unit, owed_by) = (ctx.standard.duties[id.index()].unit, ctx.standard.duties[id.index()].owed_by.clone());
    let unit = unit_key(ctx, unit, name, said)?;
    let outcome = outcome(ctx, said).map(|name| match name.text.as_str() {
        "owed" => DutyOutcome::Owed,
        "open" => DutyOutcome::Open,
        "done" => DutyOutcome::Done,
        "late" => DutyOutcome::Late,
        "missed" => DutyOutcome::Missed,
        "warned" => DutyOutcome::Warned,
        _ => DutyOutcome::Finding(verdict(name)),
    });
    let ower = match said.of {
        None => None,
        Some((of, who)) => {
            let wanted = match &owed_by {
                Ower::Entity(entity, _) => crate::check::subjects::name(ctx, *entity).to_owned(),
                Ower::Role(role) => format!("\"{role}\""),
            };
            if of.text != wanted {
                ctx.report(messages::not_measured_for(of.span, &of.text, &name.text, &wanted));
                return None;
            }
            match who {
                None => None,
                Some(e) => Some(key(ctx, e)?),
            }
        }
    };
    let at = moment_of(ctx, said.at, moment::at)?;
    let due = moment_of(ctx, said.due, moment::due)?;
    if outcome.is_none() && ower.is_none() && at.is_none() && due.is_none() {
        ctx.report(messages::expects_nothing(name, "owed"));
        return None;
    }
    Some(Expected::Duty { duty: id, unit, outcome, ower, at, due })
}

/// What a clock says of its target.
fn clock(ctx: &mut Context, unit: UnitId, clock: u16, name: &Name, said: &Said<'_>) -> Option<Expected> {
    let key = unit_key(ctx, unit, name, said)?;
    let said_outcome = outcome(ctx, said).map(|name| name.text.as_str());
    let outcome = said_outcome.filter(|word| *word != "warned").map(|word| match word {
        "met" => Verdict::Met,
        "breached" => Verdict::Breached,
        "pending" => Verdict::Pending,
        _ => Verdict::NotJudged,
    });
    let mut warned = (said_outcome == Some("warned")).then_some(None);
    if let Some((of, who)) = said.of {
        let declared = ctx.standard.clock(unit, clock).map(|clock| clock.warnings.as_slice()).unwrap_or_default();
        let kind = |warning: &crate::standard::Warning| match warning.whom.ty {
            Type::Ref(unit) => crate::check::subjects::name(ctx, unit).to_owned(),
            _ => "role".to_owned(),
        };
        let kinds: Vec<String> = declared.iter().map(kind).collect();
        if warned.is_none() || !kinds.contains(&of.text) {
            let mut kinds = kinds;
            kinds.dedup();
            ctx.report(messages::not_measured_for(of.span, &of.text, &name.text, &kinds.join(", ")));
            return None;
        }
        warned = Some(match who {
            None => None,
            Some(e) => Some(self::key(ctx, e)?),
        });
    }
    let at = moment_of(ctx, said.at, moment::at)?;
    let due = moment_of(ctx, said.due, moment::due)?;
    if outcome.is_none() && warned.is_none() && at.is_none() && due.is_none() {
        ctx.report(messages::expects_nothing(name, "met"));
        return None;
    }
    Some(Expected::Clock { unit, clock, key, outcome, at, due, warned })
}

/// A fact of a case; without a value: that there is one.
fn value_of(ctx: &mut Context, unit: UnitId, field: FieldId, name: &Name, said: &Said<'_>) -> Option<Expected> {
    let key = unit_key(ctx, unit, name, said)?;
    let ty = match ctx.standard.units[unit.index()].fields[field.index()].ty.clone() {
        Type::Ref(_) => Type::Text,
        ty => ty,
    };
    let value = match said.is {
        None => None,
        Some(e) if ty == Type::Share && !matches!(e.kind.as_ref(), ExprKind::Percent(_)) => {
            Some(ctx.constant(e, &Type::Exact)?)
        }
        Some(e) => Some(ctx.constant(e, &ty)?),
    };
    Some(Expected::Value { unit, field, key, value })
}

fn party_of(ctx: &mut Context, name: &Name) -> Option<Party> {
    Some(match name.text.as_str() {
        "employee" => Party::Employee,
        "company" => Party::Company,
        "customer" => Party::Customer,
        "unknown" => Party::Unknown,
        _ => {
            ctx.report(messages::unknown_party(name));
            return None;
        }
    })
}

/// A part of one: `1/2`, `50%`, `1`.
fn part(ctx: &mut Context, e: &Expr) -> Option<Ratio> {
    let ty = if matches!(e.kind.as_ref(), ExprKind::Percent(_)) { Type::Share } else { Type::Exact };
    let share = ratio(&ctx.constant(e, &ty)?)?;
    if (Ratio::ZERO..=Ratio::ONE).contains(&share) {
        return Some(share);
    }
    ctx.report(messages::bound_outside(e.span, "a cause"));
    None
}

fn form(ctx: &mut Context, id: FormId, name: &Name, said: &Said<'_>) -> Option<Expected> {
    let form = &ctx.standard.forms[id.index()];
    let (unit, bands) = (form.unit, form.bands.iter().map(|(band, _)| band.clone()).collect::<Vec<_>>());
    let unit = unit_key(ctx, unit, name, said)?;
    let score = match said.score {
        None => None,
        Some(e) => Some(ratio(&ctx.constant(e, &Type::Exact)?)?),
    };
    let band = match said.band {
        None => None,
        Some(band) if bands.contains(&band.text) => Some(band.text.clone()),
        Some(band) => {
            if !ctx.partly_read(ctx.standard.forms[id.index()].label.span) {
                ctx.report(messages::unknown_outcome(band, &name.text, "a form", &bands));
            }
            return None;
        }
    };
    let fair = said.outcomes.iter().any(|name| name.text == FAIR);
    let own: Vec<&Name> = said.outcomes.iter().filter(|name| name.text != FAIR).copied().collect();
    if let [first, second, ..] = own.as_slice() {
        ctx.report(messages::clause_twice(&second.text, second.span, first.span));
    }
    let verdict = match said.verdict.or_else(|| own.first().copied()) {
        None => None,
        Some(verdict) if VERDICTS.contains(&verdict.text.as_str()) => Some(verdict.text.clone()),
        Some(verdict) => {
            ctx.report(messages::unknown_outcome(verdict, &name.text, "a form", &VERDICTS));
            return None;
        }
    };
    if score.is_none() && band.is_none() && verdict.is_none() {
        ctx.report(messages::expects_nothing(name, "score 80"));
        return None;
    }
    Some(Expected::Form { form: id, unit, score, band, verdict, fair })
}

/// How it comes out as the person answers for it.
pub(super) const FAIR: &str = "fair";

/// To whom a step is proposed, or who is celebrated.
#[expect(clippy::option_option, reason = "the organization, somebody, and wrong are three things")]
fn person(ctx: &mut Context, subject: Option<UnitId>, name: &Name, said: &Said<'_>) -> Option<Option<String>> {
    if let Some((of, _)) = said.of {
        let wanted = subject.map_or("organization", |unit| crate::check::subjects::name(ctx, unit)).to_owned();
        if of.text != wanted {
            ctx.report(messages::not_measured_for(of.span, &of.text, &name.text, &wanted));
            return None;
        }
    }
    let Some(e) = said.of.and_then(|(_, e)| e).or(said.for_whom) else {
        let Some(unit) = subject else { return Some(None) };
        let unit = crate::check::subjects::name(ctx, unit).to_owned();
        ctx.report(messages::expectation_of_nobody(name, &format!("of which {unit} it speaks")));
        return None;
    };
    let key = key(ctx, e)?;
    Some(subject.map(|_| key))
}

#[expect(clippy::option_option, reason = "not said and wrong are two things")]
fn moment_of(
    ctx: &mut Context,
    e: Option<&Expr>,
    read: fn(&mut Context, &Expr) -> Option<(i64, i64)>,
) -> Option<Option<(i64, i64)>> {
    match e {
        None => Some(None),
        Some(e) => read(ctx, e).map(Some),
    }
}

fn proposed(ctx: &mut Context, ladder: LadderId, step: usize, name: &Name, said: &Said<'_>) -> Option<Expected> {
    let subject = person(ctx, ctx.standard.ladders[ladder.index()].subject, name, said)?;
    let at = moment_of(ctx, said.at, moment::at)?;
    let due = moment_of(ctx, said.due, moment::due)?;
    let state = match outcome(ctx, said).map(|name| name.text.as_str()) {
        Some("withdrawn") => StepState::Withdrawn,
        Some("standing") => StepState::Standing,
        _ => StepState::Proposed,
    };
    Some(Expected::Step { ladder, step, state, subject, at, due })
}

fn recognized(ctx: &mut Context, id: RecognitionId, name: &Name, said: &Said<'_>) -> Option<Expected> {
    let subject = person(ctx, ctx.standard.recognitions[id.index()].subject, name, said)?;
    let at = moment_of(ctx, said.at, moment::at)?;
    Some(Expected::Recognition { recognition: id, subject, at })
}
