//! `plugin-is-a-connector`: a connector is asked as if it could calculate.

use super::{list, quoted};
use crate::Diagnostic;
use crate::plugin::Plugin;
use etalon_grammar::ast::PluginCall;

/// What it offers instead.
pub(crate) fn plugin_is_a_connector(call: &PluginCall, plugin: &Plugin) -> Diagnostic {
    let name = &call.plugin.text;
    let (verb, offered) =
        if plugin.streams.is_empty() { ("carries out", &plugin.actions) } else { ("delivers", &plugin.streams) };
    let what = format!("`{name}` is a connector: it {verb} {}, and has no functions", list(&quoted(offered), "and"));
    Diagnostic::error("plugin-is-a-connector", call.plugin.span, what)
        .reason("A rule must give the same answer today and next year, so it can ask nothing that reaches outside.")
        .help(format!("let `etalon plugin run {name}` write its events to a file, and read that in a `source`"))
}
