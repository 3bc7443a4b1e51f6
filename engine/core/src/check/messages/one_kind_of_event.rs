//! `one-kind-of-event`: a clock, or what a case keeps, where events of several kinds make up the case.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `what`: the clause's word.
pub(crate) fn one_kind_of_event(at: Span, what: &str, case: &str) -> Diagnostic {
    Diagnostic::error("one-kind-of-event", at, format!("`{what}` needs a case of one kind of event, and `{case}` has several"))
        .reason("What a clock does is told event by event, in one row of events that all have the same fields.")
        .help("let one kind of event tell everything that moves the clock (a field such as `kind` may tell them apart), and make the case of that")
}
