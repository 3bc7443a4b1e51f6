//! `ambiguous-expectation`: a name that several rules have, in an `expect`.

use super::list;
use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `words` are what has that name; `ladder` is the first ladder that has a step of that name.
pub(crate) fn ambiguous_expectation(name: &Name, words: &[String], ladder: Option<&str>) -> Diagnostic {
    Diagnostic::error("ambiguous-expectation", name.span, format!("`{}` may be {}", name.text, list(words, "or")))
        .reason("So it cannot be told what this test is about.")
        .help(match ladder {
            Some(ladder) => format!("put the ladder before the step: `expect {ladder}.{} proposed for …`", name.text),
            None => "say more of it, or give one of them another name".to_owned(),
        })
}
