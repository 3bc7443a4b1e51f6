//! `argument-twice`: a plugin's function is given the same thing twice.

use crate::Diagnostic;
use etalon_grammar::ast::{Name, PluginCall, Span};

/// `first`: what it was given before.
pub(crate) fn argument_twice(call: &PluginCall, name: &Name, first: Span) -> Diagnostic {
    let full = format!("{}.{}", call.plugin.text, call.function.text);
    Diagnostic::error("argument-twice", name.span, format!("`{full}` is given `{}` twice", name.text))
        .label(first, "the first time")
        .help("take one of the two out")
}
