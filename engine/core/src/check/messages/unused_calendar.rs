//! `unused-calendar`: nothing is counted on it.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// Its name.
pub(crate) fn unused_calendar(name: &Name) -> Diagnostic {
    let calendar = &name.text;
    Diagnostic::warning("unused-calendar", name.span, format!("nothing is counted on the calendar `{calendar}`"))
        .reason("Its reader will think that deadlines respect its closed days, and they do not.")
        .help(format!(
            "use it, as in `within 2 working days on {calendar}` or `is_open(at, {calendar})`, or take it out"
        ))
}
