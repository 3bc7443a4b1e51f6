//! `not-a-calendar`: something else where a calendar is due.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `function` needs it; `example` shows how.
pub(crate) fn not_a_calendar(span: Span, written: &str, function: &str, example: &str) -> Diagnostic {
    let what = format!("`{function}` counts on a calendar, and `{written}` is none");
    Diagnostic::error("not-a-calendar", span, what)
        .reason("The calendar must be known before any event is read, so that its days can be laid out.")
        .help(format!("name a calendar last: `{example}`; a table may choose between calendars: `by region {{ \"north\": office_north  otherwise: office }}`"))
}
