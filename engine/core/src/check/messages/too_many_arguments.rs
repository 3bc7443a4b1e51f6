//! `too-many-arguments`: a plugin's function is given more than it takes.

use crate::Diagnostic;
use crate::plugin::Signature;
use etalon_grammar::ast::{PluginCall, Span};

/// `span`: the first that is too much.
pub(crate) fn too_many_arguments(call: &PluginCall, span: Span, signature: &Signature) -> Diagnostic {
    let full = format!("{}.{}", call.plugin.text, call.function.text);
    let most = signature.parameters.len();
    let things = if most == 1 { "one thing".to_owned() } else { format!("{most} things") };
    let given = call.arguments.len();
    Diagnostic::error("too-many-arguments", span, format!("`{full}` takes {things} and is given {given}"))
        .help(format!("write for example `{}`", super::how_to_call(&full, signature)))
}
