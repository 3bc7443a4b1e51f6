//! Named conditions.

use super::context::Context;
use super::layers::{LayeredItem, of};
use crate::standard::{Define, DefineId};
use etalon_grammar::ast::Kind;

/// Named conditions: those that nobody has asked for yet are resolved now, and all are noted in the order of the text.
pub(crate) fn defines(ctx: &mut Context, items: &[LayeredItem]) {
    for (index, item) in of(items, Kind::Define).enumerate() {
        let id = DefineId(super::outline::small(index));
        let Some(value) = ctx.define_value(id, item.name.span) else {
            continue;
        };
        let unit = ctx.outline.defines[index].unit;
        let label = ctx.label(item);
        let place = ctx.standard.defines.len();
        ctx.standard.defines.push(Define { label, unit, value });
        ctx.declare(Kind::Define, &item.name.text, place);
    }
}
