//! `needless-rolling`: a term that ends on a working day anyway.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `unit`: "working days", "business hours".
pub(crate) fn needless_rolling(span: Span, unit: &str) -> Diagnostic {
    Diagnostic::error("needless-rolling", span, format!("a term in {unit} ends when it is open anyway"))
        .reason("`rolling` moves an end that falls on a closed day; nobody could tell what it is to move here.")
        .help("take `rolling` out")
}
