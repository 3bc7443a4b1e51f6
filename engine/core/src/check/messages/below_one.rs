//! `below-one`: a number of things that is not a whole number of at least one.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `what` says what the number is: "a minimum sample".
pub(crate) fn below_one(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error("below-one", span, format!("{what} is a whole number of at least 1"))
        .here("less than one")
        .help("write 1 or more")
}
