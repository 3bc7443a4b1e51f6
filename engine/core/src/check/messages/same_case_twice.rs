//! `same-case-twice`: a table has two rows for one value.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// As written.
pub(crate) fn same_case_twice(span: Span, text: &str, first: Span) -> Diagnostic {
    Diagnostic::error("same-case-twice", span, format!("the table says twice what follows for `{text}`"))
        .here("said again here")
        .label(first, "first said here")
        .reason("Only one of the two can hold.")
        .help("take one of them out")
}
