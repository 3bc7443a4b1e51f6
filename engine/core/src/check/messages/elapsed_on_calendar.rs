//! `elapsed-on-calendar`: plain hours, counted on a calendar.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `written`: `8 h`.
pub(crate) fn elapsed_on_calendar(span: Span, written: &str, calendar: &str) -> Diagnostic {
    let number = written.split_whitespace().next().unwrap_or("8");
    let unit = if written.ends_with("min") { "business minutes" } else { "business hours" };
    Diagnostic::error("elapsed-on-calendar", span, format!("`{written}` passes by day and night"))
        .reason(format!("`on {calendar}` counts only the time that `{calendar}` is open."))
        .help(format!("write `within {number} {unit} on {calendar}`, or leave out `on {calendar}`"))
}
