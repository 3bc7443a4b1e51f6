//! Scored evaluations, and the criteria that each implies.

use super::context::Context;
use super::items;
use super::layers::{LayeredItem, of};
use super::messages;
use super::outline::FormSlot;
use super::principles::texts;
use super::rules::{above_zero, employee_controls, number, principle, subjects};
use super::single::{needed, single};
use super::typing::{either, negated};
use crate::standard::{
    Criterion, CriterionId, Expr, Form, FormId, Item, PrincipleId, Requirement, Section, UnitId, UnitKind, Words,
};
use crate::value::Ratio;
use etalon_grammar::ast::{self, ClauseKind, Kind};

/// Scored evaluations. Items come first for all forms, so that criteria keep the places that were noted for them.
pub(crate) fn forms(ctx: &mut Context, items: &[LayeredItem]) {
    let slots: Vec<(&ast::Item, FormSlot)> =
        of(items, Kind::Form).filter_map(|i| Some((i, ctx.outline.forms.get(&i.name.text)?.clone()))).collect();
    let mut sound = Vec::new();
    for (item, slot) in &slots {
        let (form, is_sound) = form(ctx, item, slot);
        imply(ctx, item, slot, &form);
        ctx.standard.forms.push(form);
        sound.push(is_sound);
    }
    for (index, ((item, _), is_sound)) in slots.iter().zip(sound).enumerate() {
        if is_sound {
            ctx.declare(Kind::Form, &item.name.text, index);
        }
    }
}

fn form(ctx: &mut Context, item: &ast::Item, slot: &FormSlot) -> (Form, bool) {
    let before = ctx.diagnostics.len();
    let unit = slot.unit.unwrap_or(UnitId(0));
    if let (Some(unit), ast::Head::For(name)) = (slot.unit, &item.head)
        && matches!(ctx.standard.units[unit.index()].kind, UnitKind::Entity)
    {
        ctx.report(messages::not_an_event(name, "evaluates what happened"));
    }
    let by_sections = manner(ctx, item);
    let (sections, items) = parts(ctx, item, slot, by_sections);
    if items.is_empty() && !ctx.partly_read(item.span) {
        let d =
            messages::missing_clause(item, "item", "A form without items has no score.", "item greeting \"Greets\" 4");
        ctx.report(d);
    }
    let bands = bands(ctx, item);
    let fault = single(ctx, item, "fault when", |c| if let ClauseKind::FaultWhen(e) = c { Some(e) } else { None });
    let fault = match fault {
        Some((e, _)) if slot.unit.is_some() => items::fault(ctx, unit, &item.name, e),
        _ => None,
    };
    let form =
        Form { label: ctx.label(item), unit, by_sections, sections, items, bands, fault, criterion: slot.criterion };
    let sound = slot.unit.is_some() && ctx.diagnostics[before..].iter().all(|d| d.severity != crate::Severity::Error);
    (form, sound)
}

/// `by sections` or `by points`
fn manner(ctx: &mut Context, item: &ast::Item) -> bool {
    let has_sections = item.clauses.iter().any(|c| matches!(c.kind, ClauseKind::Section(_)));
    let why = (
        "Sections with weights and bare points make different scores of the same answers.",
        if has_sections { "by sections" } else { "by points" },
    );
    let written = needed(ctx, item, "by", why, |c| if let ClauseKind::By(name) = c { Some(name) } else { None });
    match written {
        Some((name, _)) if name.text == "sections" => true,
        Some((name, _)) if name.text == "points" => false,
        Some((name, _)) => {
            ctx.report(messages::unknown_manner(name));
            has_sections
        }
        None => has_sections,
    }
}

fn parts(ctx: &mut Context, item: &ast::Item, slot: &FormSlot, by_sections: bool) -> (Vec<Section>, Vec<Item>) {
    let (mut sections, mut items) = (Vec::new(), Vec::new());
    let mut names: Vec<(String, ast::Span)> = Vec::new();
    let mut section_names: Vec<(String, ast::Span)> = Vec::new();
    let mut next = slot.criterion.0;
    let mut add = |ctx: &mut Context, items: &mut Vec<Item>, written: &ast::FormItem| {
        if let Some((_, first)) = names.iter().find(|(n, _)| *n == written.name.text) {
            ctx.report(messages::same_field("items", &written.name, *first, &item.name.text));
        }
        names.push((written.name.text.clone(), written.name.span));
        let criterion = written.scale.is_none().then(|| {
            next = next.saturating_add(1);
            CriterionId(next)
        });
        if let Some(mut made) = items::item(ctx, slot.unit, written, criterion) {
            // Where the form does not bind, none of its items applies, and it is not scored.
            let binds = slot.unit.and_then(|unit| ctx.in_force(Kind::Form, &item.name.text, unit, written.span));
            if let Some(binds) = binds {
                let out = negated(binds, written.span);
                made.na = Some(made.na.take().map_or(out.clone(), |na| either(out, na)));
            }
            items.push(made);
        }
    };
    for clause in &item.clauses {
        if let ClauseKind::Item(written) = &clause.kind {
            if by_sections {
                ctx.report(messages::item_without_section(&written.name));
            }
            add(ctx, &mut items, written);
        }
    }
    if !items.is_empty() {
        sections.push(Section {
            name: String::new(),
            title: Words::default(),
            weight: Ratio::ONE,
            items: 0..items.len(),
        });
    }
    for clause in &item.clauses {
        let ClauseKind::Section(written) = &clause.kind else {
            continue;
        };
        if let Some((_, first)) = section_names.iter().find(|(n, _)| *n == written.name.text) {
            ctx.report(messages::same_field("sections", &written.name, *first, &item.name.text));
        }
        section_names.push((written.name.text.clone(), written.name.span));
        let weight = match &written.weight {
            Some(e) => above_zero(ctx, e, "a weight").unwrap_or(Ratio::ONE),
            None => {
                if by_sections && !ctx.partly_read(written.span) {
                    ctx.report(messages::section_without_weight(&written.name));
                }
                Ratio::ONE
            }
        };
        let start = items.len();
        for item in &written.items {
            add(ctx, &mut items, item);
        }
        let title = ctx.words(&written.title);
        sections.push(Section { name: written.name.text.clone(), title, weight, items: start..items.len() });
    }
    (sections, items)
}

fn bands(ctx: &mut Context, item: &ast::Item) -> Vec<(String, Option<Ratio>)> {
    let written = single(ctx, item, "bands", |c| if let ClauseKind::Bands(b) = c { Some(b) } else { None });
    let Some((written, _)) = written else { return Vec::new() };
    let mut bands: Vec<(String, Option<Ratio>)> = Vec::new();
    for (index, band) in written.iter().enumerate() {
        if let Some(first) = written[..index].iter().find(|b| b.name.text == band.name.text) {
            ctx.report(messages::same_field("bands", &band.name, first.name.span, &item.name.text));
        }
        let edge = band.edge.as_ref().and_then(|e| number(ctx, e));
        let last = index + 1 == written.len();
        if band.edge.is_none() && !last {
            ctx.report(messages::band_without_edge(&band.name));
        }
        bands.push((band.name.text.clone(), edge));
    }
    bands
}

/// The criterion for the whole, and one for each yes/no item.
fn imply(ctx: &mut Context, item: &ast::Item, slot: &FormSlot, form: &Form) {
    let serves = principle(ctx, item);
    let guidance = texts(ctx, item, |c| if let ClauseKind::Guidance(t) = c { Some(t) } else { None });
    let subjects = slot.unit.map(|unit| subjects(ctx, item, unit, item.name.span)).unwrap_or_default();
    let controls = employee_controls(item);
    let make =
        |label, principle: Option<PrincipleId>, require, critical, guidance, subjects: &[(UnitId, Expr)], span| {
            Criterion {
                label,
                principle,
                unit: form.unit,
                filter: None,
                require,
                weight: Ratio::ONE,
                critical,
                employee_controls: controls,
                subjects: subjects.to_vec(),
                guidance,
                require_span: span,
            }
        };
    let id: FormId = slot.id;
    let whole = make(form.label.clone(), serves, Requirement::Form(id), None, guidance, &subjects, item.span);
    ctx.standard.criteria.push(whole);
    for (index, one) in form.items.iter().enumerate() {
        if one.criterion.is_none() {
            continue;
        }
        let mut label = form.label.clone();
        label.name = format!("{}.{}", form.label.name, one.name);
        label.title = one.title.clone();
        label.was = None;
        label.span = one.span;
        label.name_span = one.span;
        let require = Requirement::Item(id, index);
        let criterion =
            make(label, one.principle.or(serves), require, one.critical, one.guidance.clone(), &subjects, one.span);
        ctx.standard.criteria.push(criterion);
    }
}
