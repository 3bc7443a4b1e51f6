//! `no-row-of-periods`: periods that do not follow each other where a row of them is due.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `each` are the metric's periods as written.
pub(crate) fn no_row_of_periods(span: Span, metric: &str, each: &str) -> Diagnostic {
    Diagnostic::error("no-row-of-periods", span, "misses and celebrations need periods that end and start anew")
        .here("this one does not")
        .reason("They come at the end of a day, week, month, quarter or year; nothing would ever follow from this one.")
        .help(format!("write `{metric} each month`, and give it that period: it has each {each}"))
}
