//! `period-not-measured`: a period that the metric is not made for.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `each` are the metric's periods as written.
pub(crate) fn period_not_measured(span: Span, metric: &str, each: &str) -> Diagnostic {
    Diagnostic::error("period-not-measured", span, format!("`{metric}` is not made for this period"))
        .here(format!("`{metric}` has: each {each}"))
        .reason("There is no figure to hold against it, so nothing would ever follow.")
        .help(format!("add the period to `each` of `{metric}`, or name one that it has"))
}
