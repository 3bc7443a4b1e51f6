//! `empty-calendar`: it never opens.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// Its name.
pub(crate) fn empty_calendar(name: &Name) -> Diagnostic {
    Diagnostic::error("empty-calendar", name.span, format!("the calendar `{}` never opens", name.text))
        .reason("What is counted on it would never be due.")
        .help("add the hours, such as `mon..fri 08:00-17:00`; a day and night service is `mon..sun 00:00-24:00`")
}
