//! `not-in-a-fact`: a fact of a case reaches for what is only known later.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `what` it reaches for.
pub(crate) fn not_in_a_fact(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error("not-in-a-fact", span, format!("a fact of a case cannot use {what}"))
        .reason("Facts are put together before anything is judged: they see the events of their case and what those refer to.")
        .help("use it in a criterion or a metric over the case instead")
}
