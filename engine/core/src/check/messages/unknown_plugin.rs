//! `unknown-plugin`: something of a plugin is asked for that the standard does not use.

use super::nearest;
use crate::Diagnostic;
use etalon_grammar::ast::PluginCall;

/// `used`: the plugins that are used; `at_hand`: those that could be; `field`: whether some unit has a field of that name.
pub(crate) fn unknown_plugin(call: &PluginCall, used: &[String], at_hand: &[String], field: bool) -> Diagnostic {
    let (name, function) = (&call.plugin.text, &call.function.text);
    if at_hand.contains(name) {
        let what = format!("the plugin `{name}` is installed, but this standard does not use it");
        return Diagnostic::error("unknown-plugin", call.plugin.span, what)
            .reason("A standard names the plugins that it rests on, so that its reader knows them.")
            .help(format!("write `use plugin {name}` at the top of the standard"));
    }
    let d = Diagnostic::error("unknown-plugin", call.plugin.span, format!("there is no plugin `{name}`"));
    match nearest(name, used.iter().map(String::as_str)) {
        Some(near) => d.here(format!("did you mean `{near}`?")).help(format!("write `{near}.{function}(…)`")),
        None if field => d
            .reason(format!("`{name}` is a field, and what stands before `.{function}(` is the name of a plugin."))
            .help(format!("the functions of the language stand alone: `{function}({name})`")),
        None => d.help(format!("write `use plugin {name}` at the top of the standard, once it is installed")),
    }
}
