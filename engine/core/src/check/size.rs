//! How large a standard may be: far beyond what people could agree on, and small enough for every question about it to
//! be answered at once. (How many declarations it may have stands in `layers.rs`.)

use super::layers::LayeredItem;
use super::read::Read;
use crate::Diagnostic;
use etalon_grammar::ast::{ClauseKind, Item, Span, TypeKind};

/// Clauses of one declaration, such as the fields of an event.
const CLAUSES: usize = 4_000;
/// Values of one list.
const VALUES: usize = 2_000;

/// Tells what is too large, and leaves out what is beyond: no later question is asked about it.
pub(super) fn limit(read: &mut Read) {
    let mut items = std::mem::take(&mut read.items);
    for LayeredItem { item, .. } in &mut items {
        clauses(read, item);
    }
    read.items = items;
}

fn clauses(read: &mut Read, item: &mut Item) {
    if let Some(first) = item.clauses.get(CLAUSES) {
        let (span, name, count) = (first.span, &item.name.text, item.clauses.len());
        let what = format!("`{name}` has {count} clauses; a declaration may have {CLAUSES}");
        tell(read, span, what, "leave out what no rule needs, or make several declarations of it");
        item.clauses.truncate(CLAUSES);
    }
    for clause in &mut item.clauses {
        let ClauseKind::Field(field) = &mut clause.kind else { continue };
        let TypeKind::OneOf(values) = &mut field.ty.kind else { continue };
        if let Some(first) = values.get(VALUES) {
            let (span, name, count) = (first.span, &field.name.text, values.len());
            let what = format!("the list of `{name}` has {count} values; it may have {VALUES}");
            tell(read, span, what, "so many values are data: make it a `text`, or an entity of its own");
            values.truncate(VALUES);
        }
    }
}

fn tell(read: &mut Read, span: Span, what: String, help: &str) {
    read.broken.push(span);
    read.diagnostics.push(
        Diagnostic::error("too-large", span, what)
            .reason("Nobody could read it and agree on it, so there is a limit.")
            .help(help),
    );
}
