//! `no-such-day`: a date or an instant that no calendar has.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// As written.
pub(crate) fn no_such_day(text: &str, span: Span) -> Diagnostic {
    Diagnostic::error("no-such-day", span, format!("`{text}` is not in the calendar"))
        .help("write year, month and day, `2026-03-02`; with a time of day `2026-03-02T09:00`")
}
