//! `window-cannot-slide`: a window of a plugin cannot let go of what it has taken in.

use crate::Diagnostic;
use etalon_grammar::ast::PluginCall;

/// It works, but it is dear.
pub(crate) fn window_cannot_slide(call: &PluginCall) -> Diagnostic {
    let full = format!("{}.{}", call.plugin.text, call.function.text);
    let what = format!("`{full}` starts anew for each event, as it cannot take out what it has taken in");
    Diagnostic::warning("window-cannot-slide", call.function.span, what)
        .reason("Each event costs as much as all events that it looks back on: a year of a busy desk may take hours.")
        .help("look back on fewer events, make it a figure (`metric … each week`), or ask the plugin's author for a window that is `retractable`")
}
