//! `same-in-all-versions`: a later version cannot change this.

use super::super::versions::plain;
use super::kind_word;
use crate::Diagnostic;
use etalon_grammar::ast::{Item, Kind, Span};

/// The zone, the languages.
pub(crate) fn same_in_all_versions(span: Span, what: &str, number: &str) -> Diagnostic {
    Diagnostic::error("same-in-all-versions", span, format!("version {number} cannot change {what}"))
        .reason("The past is not cut anew: all versions of a standard share it.")
        .help("take this clause out, or make it a standard of its own in another folder")
}

/// A declaration that a later version overrides or drops.
pub(crate) fn fixed_over_versions(item: &Item, first: &Item, number: &str) -> Diagnostic {
    let (word, name) = (kind_word(item.kind), &item.name.text);
    let d = same_in_all_versions(item.name.span, &format!("the {word} `{name}`"), number)
        .label(first.name.span, "said here, for all versions");
    match item.kind {
        Kind::Calendar => d
            .reason(
                "What began before this version goes on counting on it: a term, a clock, a case that is still open.",
            )
            .help("leave it: nothing that begins later has to name it; or say its new hours with `override calendar`"),
        _ => d
            .reason("Events are read once, for all versions.")
            .help("change it for all versions; rules, steps, duties, figures and calendars may change with a version"),
    }
}

/// A ladder or a notice that a later version says for others than before. `what`: "whose ladder `talks` is".
pub(crate) fn for_others(item: &Item, what: &str, number: &str, before: Span, for_whom: &str) -> Diagnostic {
    let (word, name) = (kind_word(item.kind), plain(&item.name.text));
    Diagnostic::error("same-in-all-versions", item.name.span, format!("version {number} cannot change {what}"))
        .label(before, "said here, for all versions")
        .reason("What the same people have on it goes on from one version to the next.")
        .help(format!("write `override {word} {name}{for_whom}`; what is meant for others needs a name of its own"))
}
