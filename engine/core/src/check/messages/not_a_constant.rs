//! `not-a-constant`: a value that depends on what happens stands where a fixed one is due.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// Where.
pub(crate) fn not_a_constant(span: Span) -> Diagnostic {
    Diagnostic::error("not-a-constant", span, "a fixed value is needed here")
        .reason("What stands here must be known before anything has happened.")
        .help("write a number, a duration, a share or a param")
}
