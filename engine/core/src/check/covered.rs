//! What a mitigation covers: `covers quick_answer, qa, qa.empathy, qa.solution, sale.greeting`.

use super::context::Context;
use super::{messages, rests};
use crate::standard::{CriterionId, FormId, Part, UnitId};
use etalon_grammar::ast::{Kind, Name, Span};

/// What one name stands for.
struct Named {
    criteria: Vec<CriterionId>,
    /// Of the first criterion in each version only these items or steps; empty = the whole.
    parts: Vec<(CriterionId, Vec<usize>)>,
}

/// The criteria, and of which of them only parts. None = a name was wrong.
pub(crate) fn covered(ctx: &mut Context, unit: UnitId, names: &[Vec<Name>]) -> Option<(Vec<CriterionId>, Vec<Part>)> {
    let mut covers: Vec<CriterionId> = Vec::new();
    let mut whole: Vec<CriterionId> = Vec::new();
    let mut parts: Vec<(CriterionId, Vec<usize>, Span)> = Vec::new();
    let mut sound = true;
    for path in names {
        let Some(found) = named(ctx, path) else {
            sound = false;
            continue;
        };
        let of = found.criteria.first().map(|c| ctx.standard.criteria[c.index()].unit);
        if let Some(of) = of.filter(|of| *of != unit)
            && let Some(name) = path.first()
        {
            let d = messages::wrong_unit(name, &ctx.unit_name(of), &ctx.unit_name(unit));
            ctx.report(d);
            sound = false;
            continue;
        }
        let span = path.last().map(|name| name.span).unwrap_or_default();
        for criterion in found.criteria {
            if found.parts.iter().all(|(of, _)| *of != criterion) {
                whole.push(criterion);
            }
            if !covers.contains(&criterion) {
                covers.push(criterion);
            }
        }
        for (criterion, items) in found.parts {
            match parts.iter_mut().find(|(of, ..)| *of == criterion) {
                Some((_, known, _)) => known.extend(items),
                None => parts.push((criterion, items, span)),
            }
        }
    }
    parts.retain(|(criterion, ..)| !whole.contains(criterion));
    let parts = parts.into_iter().map(|(criterion, mut items, span)| {
        items.sort_unstable();
        items.dedup();
        part(ctx, criterion, items, span)
    });
    let parts = parts.collect();
    sound.then_some((covers, parts))
}

fn part(ctx: &Context, criterion: CriterionId, items: Vec<usize>, span: Span) -> Part {
    let standard = &ctx.standard;
    let form = (0_u16..).map(FormId).zip(&standard.forms).find(|(_, form)| form.criterion == criterion);
    let rests = match (form, standard.steps_of(criterion)) {
        (Some((id, form)), _) => rests::form(id, form, &items, span),
        (None, Some(steps)) => rests::steps(steps, &items, span),
        (None, None) => super::actions::lower::yes(span),
    };
    Part { criterion, items, rests }
}

/// `qa`, `qa.empathy`, `qa.solution`, `sale.greeting`
fn named(ctx: &mut Context, path: &[Name]) -> Option<Named> {
    let whole = |criteria: Vec<CriterionId>| Named { criteria, parts: Vec::new() };
    let [first, part] = path else { return ctx.judged_by(path).map(whole) };
    if ctx.is_declared(Kind::Steps, &first.text) {
        return steps(ctx, first, part);
    }
    if !ctx.is_declared(Kind::Form, &first.text) {
        return ctx.judged_by(path).map(whole);
    }
    let variants = ctx.versions.variants(Kind::Form, &first.text);
    let forms = variants.map_or_else(|| vec![first.text.clone()], |all| all.iter().map(|v| v.name.clone()).collect());
    let mut found = Named { criteria: Vec::new(), parts: Vec::new() };
    let mut names: Vec<String> = Vec::new();
    for name in forms {
        let (_, id) = ctx.find(&[Kind::Form], &Name { text: name, span: first.span })?;
        let form = ctx.standard.forms.get(usize::from(id))?;
        let item = form.items.iter().position(|item| item.name == part.text);
        let section = || form.sections.iter().find(|section| section.name == part.text).map(|s| s.items.clone());
        // An item may be new, or gone: then the other versions have it.
        let Some(items) = item.map(|item| item..item + 1).or_else(section) else {
            let known = form.items.iter().map(|i| &i.name).chain(form.sections.iter().map(|s| &s.name));
            names.extend(known.filter(|name| !name.is_empty()).cloned());
            continue;
        };
        found.criteria.push(form.criterion);
        found.criteria.extend(form.items[items.clone()].iter().filter_map(|item| item.criterion));
        found.parts.push((form.criterion, items.collect()));
    }
    if found.criteria.is_empty() {
        ctx.report(messages::no_such_item(part, &first.text, &names));
        return None;
    }
    Some(found)
}

fn steps(ctx: &mut Context, first: &Name, part: &Name) -> Option<Named> {
    let variants = ctx.versions.variants(Kind::Steps, &first.text);
    let all = variants.map_or_else(|| vec![first.text.clone()], |all| all.iter().map(|v| v.name.clone()).collect());
    let mut found = Named { criteria: Vec::new(), parts: Vec::new() };
    let mut names: Vec<String> = Vec::new();
    for name in all {
        let (_, id) = ctx.find(&[Kind::Steps], &Name { text: name, span: first.span })?;
        let steps = ctx.standard.steps.get(usize::from(id))?;
        match steps.steps.iter().position(|step| step.name == part.text) {
            Some(step) => {
                found.criteria.push(steps.criterion);
                found.parts.push((steps.criterion, vec![step]));
            }
            // A step may be new, or gone: then the other versions have it.
            None => names.extend(steps.steps.iter().map(|step| step.name.clone())),
        }
    }
    if found.criteria.is_empty() {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        ctx.report(messages::no_such_step(part, &names));
        return None;
    }
    Some(found)
}
