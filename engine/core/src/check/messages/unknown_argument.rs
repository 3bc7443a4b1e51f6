//! `unknown-argument`: a plugin's function is given something that it does not take.

use super::{nearest, quoted, short_list};
use crate::Diagnostic;
use crate::plugin::Parameter;
use etalon_grammar::ast::{Name, PluginCall};

/// `parameters`: what it takes.
pub(crate) fn unknown_argument(call: &PluginCall, name: &Name, parameters: &[Parameter]) -> Diagnostic {
    let full = format!("{}.{}", call.plugin.text, call.function.text);
    let names: Vec<&str> = parameters.iter().map(|p| p.name.as_str()).collect();
    let d = Diagnostic::error("unknown-argument", name.span, format!("`{full}` takes no `{}`", name.text));
    match nearest(&name.text, names.iter().copied()) {
        Some(near) => d.here(format!("did you mean `{near}`?")).help(format!("write `{near}: …`")),
        None => d.help(format!("it takes {}", short_list(&quoted(&names), "and"))),
    }
}
