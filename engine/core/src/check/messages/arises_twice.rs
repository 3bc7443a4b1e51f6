//! `arises-twice`: a duty says itself from what it arises, and a mitigation owes it as well.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `owed`: the duty's name in the mitigation; `after`: from what it arises by its own words.
pub(crate) fn arises_twice(owed: &Name, after: &Name) -> Diagnostic {
    Diagnostic::error("arises-twice", owed.span, format!("`{}` arises from something else already", owed.text))
        .here("owed here")
        .label(after.span, format!("by its own words it arises after `{}`", after.text))
        .reason("A duty arises from one kind of thing in one way; otherwise nobody could say what it is counted from.")
        .help("take out its `after`, or take it out of `owes`; or make two duties of it")
}
