//! `argument-order`: what goes by its place stands behind what goes by its name, or its name is written otherwise.

use crate::Diagnostic;
use etalon_grammar::ast::{Expr, Name, PluginCall, Span};

/// `named`: the first that has a name; `free`: what it could be.
pub(crate) fn argument_order(call: &PluginCall, span: Span, named: &Name, (text, free): (&str, &str)) -> Diagnostic {
    let full = format!("{}.{}", call.plugin.text, call.function.text);
    Diagnostic::error("argument-order", span, format!("it is not clear what `{text}` is for in `{full}`"))
        .label(named.span, "from here on each needs its name")
        .help(format!("give it its name as well (`{free}: {text}`), or put it before `{}:`", named.text))
}

/// `language = "lv"`
pub(crate) fn named_with_equals(call: &PluginCall, value: &Expr, name: &Name) -> Diagnostic {
    let full = format!("{}.{}", call.plugin.text, call.function.text);
    let what = format!("`{}` is something that `{full}` takes, but `=` compares", name.text);
    Diagnostic::error("argument-order", value.span, what).help(format!("write `{}: …`", name.text))
}
