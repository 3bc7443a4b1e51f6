//! `unfit-notice`: a notice to nobody.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

pub(crate) fn notice_of_organization(span: Span) -> Diagnostic {
    Diagnostic::error("unfit-notice", span, "a notice is given to people, not to the organization")
        .reason("It says from when a rule binds each of them.")
        .help("say to whom: `notice told for agent { … }`")
}
