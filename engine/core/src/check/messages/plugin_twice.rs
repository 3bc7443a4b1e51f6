//! `plugin-twice`: a plugin is taken into use twice.

use crate::Diagnostic;
use etalon_grammar::ast::{Name, Span};

/// `first`: where it was taken into use.
pub(crate) fn plugin_twice(name: &Name, first: Span) -> Diagnostic {
    Diagnostic::error("plugin-twice", name.span, format!("plugin `{}` is taken into use twice", name.text))
        .label(first, "the first time")
        .help("take one of the two out")
}
