//! `takes-many-rows`: a window stands where one row is looked at.

use crate::Diagnostic;
use crate::plugin::Signature;
use etalon_grammar::ast::{PluginCall, Span};

/// `signature`: of the window.
pub(crate) fn takes_many_rows(call: &PluginCall, signature: &Signature) -> Diagnostic {
    let full = format!("{}.{}", call.plugin.text, call.function.text);
    let first = signature.parameters.iter().find(|p| !p.constant).map_or("value", |p| p.name.as_str());
    let what = format!("`{full}` makes one value of many events, and here is only one");
    Diagnostic::error("takes-many-rows", call.function.span, what).help(format!(
        "say of which events: `{full}({first} of call where … over 30 days to this)`, or make it a figure: `metric … {{ {full}({first}) of call  each week }}`"
    ))
}

/// What a window is given of each event depends on the one that looks.
pub(crate) fn speaks_of_this(span: Span, call: &PluginCall, text: &str) -> Diagnostic {
    let full = format!("{}.{}", call.plugin.text, call.function.text);
    let what =
        format!("`{full}` takes something of each event that is looked at, and `{text}` speaks of `this` as well");
    Diagnostic::error("takes-many-rows", span, what)
        .help("compare with `this` in the `where`, and give the plugin only what belongs to the event itself")
}
