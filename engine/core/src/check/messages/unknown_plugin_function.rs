//! `unknown-plugin-function`: a plugin does not offer that.

use super::{nearest, quoted, short_list};
use crate::Diagnostic;
use crate::plugin::Plugin;
use etalon_grammar::ast::PluginCall;

/// `window`: whether a window is asked for.
pub(crate) fn unknown_plugin_function(call: &PluginCall, plugin: &Plugin, window: bool) -> Diagnostic {
    let (name, function) = (&call.plugin.text, &call.function.text);
    let offered = if window { &plugin.windows } else { &plugin.metrics };
    let names: Vec<&str> = offered.iter().map(|s| s.name.as_str()).collect();
    let what = format!("the plugin `{name}` has no {} `{function}`", if window { "window" } else { "function" });
    let d = Diagnostic::error("unknown-plugin-function", call.function.span, what);
    match nearest(function, names.iter().copied()) {
        Some(near) => d.here(format!("did you mean `{near}`?")).help(format!("write `{name}.{near}(…)`")),
        None if names.is_empty() && window => {
            d.help("it has none; `etalon plugin inspect` says what it offers".to_owned())
        }
        None if names.is_empty() => d.help(
            "it has only windows, which stand as the formula of a metric; `etalon plugin inspect` says which"
                .to_owned(),
        ),
        None => d.help(format!("it has {}", short_list(&quoted(&names), "and"))),
    }
}
