//! `unknown-name`: a word that stands for nothing that is declared.

use super::{kind_word, list, nearest};
use crate::Diagnostic;
use etalon_grammar::ast::{Kind, Name};

/// The name should be one of these kinds; `names` are all that are declared.
pub(crate) fn unknown_name(kinds: &[Kind], name: &Name, names: &[&str]) -> Diagnostic {
    let words: Vec<&str> = kinds.iter().map(|k| kind_word(*k)).collect();
    let what = list(&words, "or");
    let help = match nearest(&name.text, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if names.is_empty() => format!("declare it: there is no {what} in this standard yet"),
        None => format!("the standard knows {}", list(&names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>(), "and")),
    };
    Diagnostic::error("unknown-name", name.span, format!("there is no {what} named `{}`", name.text)).help(help)
}
