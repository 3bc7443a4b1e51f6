//! `credit-to-nobody`: `credit` names no one.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `is` in words.
pub(crate) fn credit_to_nobody(span: Span, text: &str, is: &str) -> Diagnostic {
    Diagnostic::error("credit-to-nobody", span, format!("`{text}` is {is}, not a reference to somebody"))
        .reason("A finding must belong to a person or a team.")
        .help("name a field that refers to an entity: `credit agent` with `agent agent` in the event")
}
