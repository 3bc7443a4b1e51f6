//! `plugin-name-taken`: a plugin has the name of something of the standard.

use super::{article, kind_word};
use crate::Diagnostic;
use etalon_grammar::ast::{Item, Name};

/// `other`: what has that name.
pub(crate) fn plugin_name_taken(name: &Name, other: &Item) -> Diagnostic {
    let word = kind_word(other.kind);
    let what = format!("`{}` is {} {word} of this standard and cannot be a plugin too", name.text, article(word));
    Diagnostic::error("plugin-name-taken", name.span, what)
        .label(other.name.span, format!("the {word}"))
        .reason(format!("Who reads `{}.…` must know which of the two is meant.", name.text))
        .help(format!("give the plugin another name in `etalon.toml` (`[plugins.other_name]` with `file = …`), or rename the {word}"))
}
