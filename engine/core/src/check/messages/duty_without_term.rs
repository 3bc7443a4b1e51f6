//! `duty-without-term`: a duty that does not say by when.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

pub(crate) fn duty_without_term(span: Span) -> Diagnostic {
    Diagnostic::error("duty-without-term", span, "the duty does not say by when it must be done")
        .reason("What has no term is never late, and so never owed.")
        .help("add it: `owed by agent.manager within 2 working days`")
}
