//! `not-an-instant`: `dated` by something that is no instant.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `ty` says what it is.
pub(crate) fn not_an_instant(span: Span, ty: &str) -> Diagnostic {
    Diagnostic::error(
        "not-an-instant",
        span,
        "`dated` needs an instant: it decides to which day or month something belongs",
    )
    .here(format!("this is {ty}"))
    .help("name a field that holds an instant, or leave `dated` out: then the moment of the event itself decides")
}
