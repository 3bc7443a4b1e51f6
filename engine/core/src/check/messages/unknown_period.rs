//! `unknown-period`: a period that the calendar does not have.

use super::nearest;
use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// The word as written.
pub(crate) fn unknown_period(span: Span, word: &str) -> Diagnostic {
    let known = ["day", "week", "month", "quarter", "year", "all"];
    let help = match nearest(word, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write day, week, month, quarter, year or all; or `last 30 days`, `last 50`".to_owned(),
    };
    Diagnostic::error("unknown-period", span, format!("there is no period `{word}`")).help(help)
}
