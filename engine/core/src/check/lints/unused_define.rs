//! `unused-define`: a define that no rule uses.

use super::reason::{Rules, Space, any};
use crate::Diagnostic;
use crate::standard::ExprKind;
use std::collections::BTreeSet;

pub(super) fn find<'a>(space: &mut Space<'a>, rules: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    let standard = space.standard;
    let mut used = BTreeSet::new();
    for place in &rules.places {
        any(place.expr, |e| {
            if let ExprKind::Define(id, _) = e.kind {
                used.insert(id.index());
            }
            false
        });
    }
    for (i, define) in standard.defines.iter().enumerate() {
        // What the steps of a unit come to (`sale.greeting`) nobody wrote as a define.
        if !used.contains(&i) && !define.label.name.contains('.') {
            let name = &define.label.name;
            out.push(
                Diagnostic::warning(
                    "unused-define",
                    define.label.name_span,
                    format!("no rule uses the define `{name}`"),
                )
                .here("nothing depends on it")
                .reason("Who reads it will think that it counts; changing it changes nothing.")
                .help(format!("use it, as in `where {name}`, or take it out")),
            );
        }
    }
}
