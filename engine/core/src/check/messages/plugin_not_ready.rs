//! `plugin-not-ready`: a plugin is there, but it cannot be used as it is.

use crate::Diagnostic;
use crate::plugin::Trouble;
use etalon_grammar::ast::Name;

/// The trouble is worded by who found it.
pub(crate) fn plugin_not_ready(name: &Name, trouble: &Trouble) -> Diagnostic {
    let what = format!("plugin `{}` cannot be used: {}", name.text, trouble.what);
    Diagnostic::error("plugin-not-ready", name.span, what)
        .reason("Only a plugin that somebody has looked at and pinned may decide anything.")
        .help(trouble.help.clone())
}
