//! `no-row-of-periods`: periods that do not follow each other where a row of them is due.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `each` are the metric's periods as written.
pub(crate) fn no_row_of_periods(span: Span, metric: &str, each: &str) -> Diagnostic {
    Diagnostic::error("no-row-of-periods", span, format!("`{metric}` is not counted here period by period"))
        .here("this never ends and starts anew")
        .reason("Misses and celebrations come at the end of a day, week, month, quarter or year.")
        .help(format!("name such a period, as in `{metric} each month` (it has: each {each})"))
}
