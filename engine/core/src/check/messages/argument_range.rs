//! `argument-range`: a plugin's function takes no such number.

use crate::Diagnostic;
use crate::plugin::Parameter;
use etalon_grammar::ast::{PluginCall, Span};

/// `text`: what is written.
pub(crate) fn argument_range(call: &PluginCall, parameter: &Parameter, span: Span, text: &str) -> Diagnostic {
    let full = format!("{}.{}", call.plugin.text, call.function.text);
    let (least, greatest) = super::range_words(&parameter.term);
    let what = format!("`{full}` takes {least} to {greatest} as `{}`, not `{text}`", parameter.name);
    Diagnostic::error("argument-range", span, what).help(format!("write a value from {least} to {greatest}"))
}
