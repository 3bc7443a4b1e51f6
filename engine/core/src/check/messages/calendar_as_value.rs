//! `calendar-as-value`: a calendar where a value is due.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// Its name.
pub(crate) fn calendar_as_value(name: &Name) -> Diagnostic {
    let calendar = &name.text;
    Diagnostic::error("calendar-as-value", name.span, format!("`{calendar}` is a calendar, not a value"))
        .reason("A calendar says when it is open; by itself it is neither a time nor a condition.")
        .help(format!("ask it something: `is_open(at, {calendar})`, `business_time(from, to, {calendar})`, `working_days(from, to, {calendar})`"))
}
