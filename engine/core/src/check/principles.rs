//! Values the organization holds.

use super::context::Context;
use super::layers::{LayeredItem, of};
use super::rules::weight;
use crate::standard::{Principle, Words};
use etalon_grammar::ast::{ClauseKind, Item, Kind};

/// Values the organization holds.
pub(crate) fn principles(ctx: &mut Context, items: &[LayeredItem]) {
    for item in of(items, Kind::Principle) {
        let meaning = texts(ctx, item, |c| if let ClauseKind::Meaning(t) = c { Some(t) } else { None });
        let weight = weight(ctx, item);
        let label = ctx.label(item);
        let index = ctx.standard.principles.len();
        ctx.standard.principles.push(Principle { label, meaning, weight });
        ctx.declare(Kind::Principle, &item.name.text, index);
    }
}

/// Texts for people: of several such clauses all count.
pub(crate) fn texts(
    ctx: &mut Context,
    item: &Item,
    pick: impl Fn(&ClauseKind) -> Option<&Vec<etalon_grammar::ast::LocalText>>,
) -> Words {
    let mut all = Words::default();
    for clause in &item.clauses {
        if let Some(texts) = pick(&clause.kind) {
            all.0.extend(ctx.words(texts).0);
        }
    }
    all
}
