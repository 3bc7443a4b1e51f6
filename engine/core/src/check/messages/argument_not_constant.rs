//! `argument-not-constant`: a plugin must know something before it sees any event.

use crate::Diagnostic;
use etalon_grammar::ast::{PluginCall, Span};

/// `name`: of the parameter.
pub(crate) fn argument_not_constant(span: Span, call: &PluginCall, name: &str) -> Diagnostic {
    let full = format!("{}.{}", call.plugin.text, call.function.text);
    Diagnostic::error("argument-not-constant", span, format!("`{name}` of `{full}` must be the same for every event"))
        .reason("The plugin is told it once, before it sees any event.")
        .help("write a fixed value or a param; where events differ, ask once for each case: `if … then … else …`")
}
