//! `ambiguous-expectation`: a name that several rules have, in an `expect`.

use super::list;
use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `words` are what has that name.
pub(crate) fn ambiguous_expectation(name: &Name, words: &[&str]) -> Diagnostic {
    Diagnostic::error("ambiguous-expectation", name.span, format!("`{}` may be {}", name.text, list(words, "or")))
        .reason("So it cannot be told what this test is about.")
        .help("say more of it, or put the ladder's name before the step, as in `expect conduct.coaching proposed for \"anna\"`")
}
