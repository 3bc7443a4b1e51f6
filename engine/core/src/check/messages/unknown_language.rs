//! `unknown-language`: a text in a language that the standard does not list.

use super::{list, nearest, quoted};
use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `known` are those it lists.
pub(crate) fn unknown_language(language: &Name, known: &[String]) -> Diagnostic {
    let what = format!("the standard does not list the language `{}`", language.text);
    let d = Diagnostic::warning("unknown-language", language.span, what)
        .reason(format!("Nobody will read this text: the standard speaks {}.", list(&quoted(known), "and")));
    match nearest(&language.text, known.iter().map(String::as_str)) {
        Some(near) => d.help(format!("write `{near}`, or add `{}` to `languages`", language.text)),
        None => {
            d.help(format!("add `{}` to the line `languages` of the standard, or take the text out", language.text))
        }
    }
}
