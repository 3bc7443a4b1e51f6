//! `nothing-to-prove`: a proof asked of a figure for which there is none.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `word` opens the formula.
pub(crate) fn nothing_to_prove(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error("nothing-to-prove", span, format!("`proven` is for shares and means, not for a {word}"))
        .reason("A proof weighs what chance may do to a share or a mean; a figure of another kind has no such measure.")
        .help("take `proven` out, or set the target on a share or a mean")
}
