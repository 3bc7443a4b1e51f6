//! `unused-plugin`: nothing asks the plugin.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// Where it is taken into use.
pub(crate) fn unused_plugin(name: &Name) -> Diagnostic {
    Diagnostic::warning("unused-plugin", name.span, format!("nothing asks the plugin `{}`", name.text))
        .reason("Its reader will think that the standard rests on it, and its operator will keep it up to date for nothing.")
        .help(format!("ask it, as in `{}.…(…)`, or take the line out", name.text))
}
