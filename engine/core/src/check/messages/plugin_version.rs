//! `plugin-version`: a plugin of another version than the standard asks for.

use crate::Diagnostic;
use etalon_grammar::ast::{Name, Text};

/// `has`: the version that is there.
pub(crate) fn plugin_version(name: &Name, written: &Text, has: &str) -> Diagnostic {
    let what = format!("plugin `{}` has version {has}; `{}` asks for another", name.text, written.text);
    Diagnostic::error("plugin-version", written.span, what)
        .reason("Another version may take other things, and may judge otherwise.")
        .help(format!(
            "install a version that fits, or write `use plugin {} \"^{has}\"` once you have read what is new in it",
            name.text
        ))
}

/// What stands there is no version.
pub(crate) fn unreadable_requirement(written: &Text, has: &str) -> Diagnostic {
    let what = format!("`{}` does not say which versions will do", written.text);
    Diagnostic::error("plugin-version", written.span, what).help(format!(
        "write `\"^{has}\"` (this and later ones that do not break it), `\"~{has}\"` (only mended ones), or `\">=1, <3\"`"
    ))
}
