//! `no-key`: nothing says which event or entity is which.

use super::kind_word;
use crate::Diagnostic;
use etalon_grammar::ast::{Item, Name};

/// `names` are its fields.
pub(crate) fn no_key(item: &Item, names: &[&str]) -> Diagnostic {
    let (word, name) = (kind_word(item.kind), &item.name.text);
    let d = Diagnostic::error(
        "no-key",
        item.name.span,
        format!("the {word} `{name}` does not say what tells one {name} from another"),
    )
    .reason("Without a key the same row twice would count twice, and nothing could refer to it.");
    match names.first() {
        Some(_) => d.help(
            "add the field that is different for each, `id text key`, or mark one or several that are so with `key`",
        ),
        None => d.help("add a field: `id text key`"),
    }
}

/// A key that may be missing.
pub(crate) fn key_may_lack(field: &Name) -> Diagnostic {
    Diagnostic::error("no-key", field.span, format!("`{}` is a key and may be missing", field.text))
        .reason("What has no key cannot be told from others.")
        .help("take the `?` away; rows without it are rejected aloud")
}
