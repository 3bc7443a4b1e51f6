//! `more-than-of`: more misses than there are periods.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// How many of how many.
pub(crate) fn more_than_of(span: Span, count: i64, of: i64) -> Diagnostic {
    Diagnostic::error("more-than-of", span, format!("there cannot be {count} misses among the last {of}"))
        .reason("The step would never be proposed.")
        .help(format!("write `{of} misses of the last {count}`, if that was meant"))
}
