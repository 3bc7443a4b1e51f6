//! Events, entities and cases.

mod cases;
mod clocks;
mod course;
mod fields;
mod keeps;
mod types;

pub(crate) use cases::{began, fact};
pub(crate) use course::CourseNames;

use crate::check::context::Context;
use crate::check::layers::LayeredItem;
use crate::standard::{Unit, UnitId, UnitKind};
use etalon_grammar::ast::{Head, Kind};

/// Makes every event, entity and case known by name; what they hold comes next.
pub(crate) fn declare(ctx: &mut Context, items: &[LayeredItem]) {
    for LayeredItem { item, .. } in items {
        let kind = match item.kind {
            Kind::Event => UnitKind::Event,
            Kind::Entity => UnitKind::Entity,
            Kind::Case => UnitKind::Case(Vec::new()),
            _ => continue,
        };
        let index = ctx.standard.units.len();
        let label = ctx.label(item);
        let person = matches!(item.head, Head::Person(_));
        let unit = Unit {
            label,
            kind,
            fields: Vec::new(),
            keys: Vec::new(),
            at: None,
            rev: None,
            recorded: None,
            valid: (None, None),
            person,
            sourced: false,
            kept: Vec::new(),
            given_up: Vec::new(),
            clocks: Vec::new(),
            course: None,
        };
        ctx.standard.units.push(unit);
        ctx.declare(item.kind, &item.name.text, index);
        if ctx.partly_read(item.span) {
            ctx.outline.partial.insert(UnitId(crate::check::outline::small(index)));
        }
    }
}

/// What they hold: fields first, then the facts of cases, which read fields.
pub(crate) fn units(ctx: &mut Context, items: &[LayeredItem]) {
    for LayeredItem { item, .. } in items {
        if matches!(item.kind, Kind::Event | Kind::Entity)
            && let Some(id) = ctx.peek(item.kind, &item.name.text)
        {
            fields::fields(ctx, UnitId(id), item);
        }
    }
    cases::cases(ctx, items);
}
