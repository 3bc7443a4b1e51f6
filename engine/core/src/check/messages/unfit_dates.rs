//! `unfit-dates`: a row of days that cannot be meant.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// The last comes before the first.
pub(crate) fn dates_backwards(span: Span, first: &str, last: &str) -> Diagnostic {
    Diagnostic::error("unfit-dates", span, format!("{last} comes before {first}"))
        .help(format!("write the earlier day first: `{last}..{first}`"))
}

/// More days than anybody closes for.
pub(crate) fn dates_too_long(span: Span, days: i64, most: i64) -> Diagnostic {
    Diagnostic::error("unfit-dates", span, format!("these are {days} days in a row; a row may have {most}"))
        .reason("A year is easily mistyped, and nothing would ever be due in between.")
        .help("look at the years; if it is meant, write a row for each year")
}
