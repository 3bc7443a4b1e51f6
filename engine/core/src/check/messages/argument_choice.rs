//! `argument-choice`: a plugin's function knows only some texts.

use super::{nearest, quoted, short_list};
use crate::Diagnostic;
use etalon_grammar::ast::{PluginCall, Span};

/// `choices`: the texts that it knows.
pub(crate) fn argument_choice(span: Span, word: &str, call: &PluginCall, name: &str, choices: &[String]) -> Diagnostic {
    let full = format!("{}.{}", call.plugin.text, call.function.text);
    let d = Diagnostic::error("argument-choice", span, format!("`{full}` knows no `{name}` \"{word}\""))
        .reason(format!("It can only be {}.", short_list(&quoted(choices), "or")));
    match nearest(word, choices.iter().map(String::as_str)) {
        Some(near) => d.here(format!("did you mean \"{near}\"?")).help(format!("write `{name}: \"{near}\"`")),
        None => d.help("write one of them"),
    }
}
