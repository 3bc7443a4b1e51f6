//! `takes-one-row`: a function of one row stands where a window is needed.

use crate::Diagnostic;
use etalon_grammar::ast::PluginCall;

/// What to write instead.
pub(crate) fn takes_one_row(call: &PluginCall) -> Diagnostic {
    let full = format!("{}.{}", call.plugin.text, call.function.text);
    let what = format!("`{full}` gives a value for each event; it does not say how many of them become one");
    Diagnostic::error("takes-one-row", call.function.span, what)
        .help(format!("write for example `mean {full}(…) of call where …`"))
}
