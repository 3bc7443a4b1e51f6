//! `unknown-outcome`: a word that is no outcome of what is looked at.

use super::{list, nearest};
use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `words` are the outcomes that it can have.
pub(crate) fn unknown_outcome<S: AsRef<str>>(word: &Name, name: &str, kind: &str, words: &[S]) -> Diagnostic {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{}`", word.as_ref())).collect();
    let help = match nearest(&word.text, words.iter().map(AsRef::as_ref)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it is {}", list(&quoted, "or")),
    };
    Diagnostic::error("unknown-outcome", word.span, format!("`{name}` is {kind}; it is never `{}`", word.text))
        .help(help)
}
