//! `wrong-mark`: `at`, `rev` or `valid` on a field that cannot say that.

use crate::Diagnostic;
use etalon_grammar::ast::{Name, Span};

/// `is` and `wanted` in words.
pub(crate) fn wrong_mark(span: Span, field: &str, mark: &str, is: &str, wanted: &str) -> Diagnostic {
    Diagnostic::error("wrong-mark", span, format!("`{field}` is {is} and marked `{mark}`"))
        .help(format!("only {wanted} can be marked `{mark}`"))
}

/// A mark of entities on an event.
pub(crate) fn mark_of_entities(span: Span, field: &str, mark: &str) -> Diagnostic {
    Diagnostic::error("wrong-mark", span, format!("`{field}` of an event is marked `{mark}`"))
        .reason("An event happens once; only what is known of an entity holds from one day to another.")
        .help("take the mark away, or declare an `entity`")
}

/// An instant that may be missing.
pub(crate) fn instant_may_lack(field: &Name) -> Diagnostic {
    Diagnostic::error(
        "wrong-mark",
        field.span,
        format!("`{}` says when the event happens and may be missing", field.text),
    )
    .reason("An event without an instant belongs to no day.")
    .help("take the `?` away; rows without it are rejected aloud")
}
