//! `for-reading-only`: a half-hour or an hour where a period of days or longer is needed.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `what`: `does not close`.
pub(crate) fn for_reading_only(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error("for-reading-only", span, format!("a stretch of a day {what}"))
        .reason(
            "Half-hours and hours show how a day went; what follows from figures follows from days and longer periods.",
        )
        .help("name a longer period, such as `day` or `month`")
}
