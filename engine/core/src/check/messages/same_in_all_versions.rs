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

/// An event, an entity, a case or a source that a later version says otherwise than by new fields. `clause`: where that is so.
pub(crate) fn more_than_growth(item: &Item, first: &Item, clause: Option<Span>, number: &str) -> Diagnostic {
    let (word, name) = (kind_word(item.kind), &item.name.text);
    let more = match item.kind {
        Kind::Source => "`field …` clauses",
        Kind::Case => "facts",
        _ => "fields that may be missing (`channel text?`)",
    };
    let what = format!("version {number} may add to the {word} `{name}`, but not change it");
    let d = Diagnostic::error("same-in-all-versions", item.name.span, what)
        .label(first.name.span, "said here, for all versions");
    let d = match clause {
        Some(clause) if clause.file == item.span.file => d.label(clause, "this is not what was said before"),
        Some(clause) => d.label(clause, "this is not said any more"),
        None => d,
    };
    d.reason("The events of before are read with it: what was read of them stays as it was.")
        .help(format!("say all that was said before, and add {more}; for anything else take another name"))
}
