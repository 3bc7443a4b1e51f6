//! The steps of a ladder.

use super::amounts::{count, filter};
use super::context::Context;
use super::{messages, subjects};
use crate::standard::{FieldId, Held, OwedBy, Step, StepCondition, Type, UnitId, UnitKind};
use etalon_grammar::ast::{self, ClauseKind, ExprKind, Item, Name, StepConditionKind};

/// The steps of a ladder for that subject. `in_rows`: the ladder counts missed periods.
pub(crate) fn steps(ctx: &mut Context, item: &Item, subject: Option<UnitId>, in_rows: bool) -> Vec<Step> {
    let written: Vec<&ast::Step> = item
        .clauses
        .iter()
        .filter_map(|clause| match &clause.kind {
            ClauseKind::Step(step) => Some(step),
            _ => None,
        })
        .collect();
    if written.is_empty() && !ctx.partly_read(item.span) {
        let why = "Without a step nothing follows, however often the standard is not kept.";
        let example = "step feedback \"Feedback talk\" { when 1 fault  owed by manager within 2 working days }";
        ctx.report(messages::missing_clause(item, "step", why, example));
    }
    let mut steps: Vec<Step> = Vec::new();
    for (index, step) in written.iter().enumerate() {
        if let Some(first) = written[..index].iter().find(|other| other.name.text == step.name.text) {
            ctx.report(messages::step_twice(&step.name, first.name.span));
            continue;
        }
        steps.push(one(ctx, &written, index, subject, in_rows));
    }
    steps
}

fn one(ctx: &mut Context, all: &[&ast::Step], index: usize, subject: Option<UnitId>, in_rows: bool) -> Step {
    let step = all[index];
    if step.when.is_empty() && !ctx.partly_read(step.span) {
        ctx.report(messages::step_without_when(&step.name));
    }
    let when = step.when.iter().filter_map(|part| condition(ctx, all, index, part, in_rows)).collect();
    let owed_by = step.owed.as_ref().and_then(|owed| owed_by(ctx, subject, &owed.by));
    let within = step.owed.as_ref().and_then(|owed| owed.within.as_ref()).and_then(|due| ctx.due(due));
    let held = step.held.as_ref().and_then(|(name, filter)| held(ctx, subject, step, name, filter.as_ref()));
    let mut title = ctx.words(&step.title);
    if title.0.is_empty() {
        title.0.push((String::new(), step.name.text.clone()));
    }
    let guidance = ctx.words(&step.guidance);
    Step { name: step.name.text.clone(), title, when, owed_by, within, held, guidance, span: step.span }
}

fn condition(
    ctx: &mut Context,
    all: &[&ast::Step],
    index: usize,
    part: &ast::StepCondition,
    in_rows: bool,
) -> Option<StepCondition> {
    let (number, within, in_a_row, measured, of_last, after) = match &part.kind {
        StepConditionKind::Held(name) => {
            let earlier = earlier(ctx, all, index, name)?;
            if all[earlier].held.is_none() && !ctx.partly_read(all[earlier].span) {
                ctx.report(messages::never_held(name, &all[index].name.text, all[earlier].name.span));
            }
            return Some(StepCondition::Held(earlier));
        }
        StepConditionKind::Faults { count, within, in_a_row, measured, of_last, after } => {
            (count, within.as_ref(), *in_a_row, *measured, of_last.as_ref(), after.as_ref())
        }
    };
    let number = count(ctx, number, "a number of faults");
    let within = within.map(|e| ctx.window(e));
    let of_last = of_last.map(|e| (count(ctx, e, "a number of periods"), e.span));
    let after = after.map(|name| earlier(ctx, all, index, name));
    if (in_a_row || of_last.is_some()) && !in_rows {
        ctx.report(messages::counts_no_periods(part.span));
        return None;
    }
    let count = number?;
    if let Some((of, span)) = of_last {
        let of = of?;
        if count > of {
            ctx.report(messages::more_than_of(span, count, of));
            return None;
        }
        return Some(StepCondition::OfLast { count, of });
    }
    if in_a_row {
        return Some(StepCondition::InARow { count, measured });
    }
    let within = match within {
        None => None,
        Some(window) => Some(window?),
    };
    let after = match after {
        None => None,
        Some(step) => Some(step?),
    };
    Some(StepCondition::Faults { count, within, after })
}

/// The step of that name, which must come before the one that speaks of it.
fn earlier(ctx: &mut Context, all: &[&ast::Step], index: usize, name: &Name) -> Option<usize> {
    match all.iter().position(|step| step.name.text == name.text) {
        Some(place) if place < index => Some(place),
        Some(_) => {
            ctx.report(messages::later_step(name, &all[index].name));
            None
        }
        None => {
            let names: Vec<&str> = all[..index].iter().map(|step| step.name.text.as_str()).collect();
            ctx.report(messages::unknown_step(name, &names));
            None
        }
    }
}

fn owed_by(ctx: &mut Context, subject: Option<UnitId>, by: &ast::Expr) -> Option<OwedBy> {
    let path = match by.kind.as_ref() {
        ExprKind::Text(role) => return Some(OwedBy::Role(role.clone())),
        ExprKind::Path(path) => without_this(path),
        _ => {
            ctx.report(messages::owed_by_nobody(by.span));
            return None;
        }
    };
    let Some(mut unit) = subject else {
        let written = path.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".");
        ctx.report(messages::organization_has_no_fields(by.span, &written));
        return None;
    };
    let mut fields = Vec::new();
    for name in path {
        let whole = &ctx.standard.units[unit.index()];
        let Some(index) = whole.fields.iter().position(|field| field.name == name.text) else {
            if !ctx.outline.may_have(unit, &name.text) {
                let fields: Vec<&str> = whole.fields.iter().map(|field| field.name.as_str()).collect();
                let problem = messages::unknown_field(name, &whole.label.name, &fields);
                ctx.report(problem);
            }
            return None;
        };
        let field = &whole.fields[index];
        let Type::Ref(next) = field.ty else {
            let ty = ctx.type_words(&field.ty);
            ctx.report(messages::owner_not_a_reference(name, &ty));
            return None;
        };
        unit = next;
        fields.push(FieldId(u16::try_from(index).ok()?));
    }
    if !matches!(ctx.standard.units[unit.index()].kind, UnitKind::Entity) {
        let found = subjects::name(ctx, unit).to_owned();
        ctx.report(messages::owner_not_an_entity(by.span, &found));
        return None;
    }
    Some(OwedBy::Path(fields))
}

/// `this.manager` is `manager`.
fn without_this(path: &[Name]) -> &[Name] {
    match path {
        [first, rest @ ..] if first.text == "this" && !rest.is_empty() => rest,
        all => all,
    }
}

fn held(
    ctx: &mut Context,
    subject: Option<UnitId>,
    step: &ast::Step,
    name: &Name,
    written: Option<&ast::Expr>,
) -> Option<Held> {
    let (unit, condition) = subjects::happening(ctx, name, "asks what happened")?;
    let filter = filter(ctx, unit, condition, written)?;
    let subject = match subject {
        None => None,
        Some(wanted) => {
            let what = format!("with whom `{}` was held", step.name.text);
            Some(match subjects::own_name(ctx, unit, wanted, name.span) {
                Some(field) => field,
                None => subjects::way_to(ctx, unit, wanted, name.span, &what)?,
            })
        }
    };
    Some(Held { unit, filter, subject })
}
