//! `deprecated-function`: its plugin says that it should no longer be used.

use crate::Diagnostic;
use etalon_grammar::ast::PluginCall;

/// `instead`: what its plugin says to use.
pub(crate) fn deprecated_function(call: &PluginCall, instead: &str) -> Diagnostic {
    let full = format!("{}.{}", call.plugin.text, call.function.text);
    let what = format!("`{full}` should no longer be used, its plugin says");
    Diagnostic::warning("deprecated-function", call.function.span, what)
        .reason("A later version of the plugin may do without it, and then this standard no longer runs.")
        .help(instead.to_owned())
}
