//! `needs-override`: a used standard says it already.

use super::kind_word;
use crate::Diagnostic;
use etalon_grammar::ast::Item;

/// The new and the one in the used standard.
pub(crate) fn needs_override(new: &Item, old: &Item) -> Diagnostic {
    said_already(new, old, "the standard that is used")
}

/// The same in a later version of a standard.
pub(crate) fn needs_override_of_a_version(new: &Item, old: &Item) -> Diagnostic {
    said_already(new, old, "the version before")
}

fn said_already(new: &Item, old: &Item, who: &str) -> Diagnostic {
    let word = kind_word(new.kind);
    let d = Diagnostic::error(
        "needs-override",
        new.name.span,
        format!("{who} already has a {} `{}`", kind_word(old.kind), new.name.text),
    )
    .label(old.name.span, "said here")
    .reason("Replacing what another standard or version says must be visible.");
    if new.kind == old.kind {
        d.help(format!(
            "write `override {word} {}` if it is to be replaced; otherwise choose another name",
            new.name.text
        ))
    } else {
        d.help("choose another name")
    }
}
