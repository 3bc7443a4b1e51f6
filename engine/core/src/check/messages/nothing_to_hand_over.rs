//! `nothing-to-hand-over`: a ladder says what becomes of those who stand on the one before it, and there is none before.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `adopt`, `close` in a ladder that replaces none.
pub(crate) fn nothing_to_hand_over(span: Span, name: &str, adopt: bool) -> Diagnostic {
    let word = if adopt { "adopt" } else { "close" };
    let what = format!("`{word}` is said of those who stand on an earlier `{name}`, and no earlier version has one");
    Diagnostic::error("nothing-to-hand-over", span, what)
        .reason("Only a ladder that a later version says anew finds people who stand on it already.")
        .help(format!("take `{word}` out, or write `override ladder {name}` in the file of a later version"))
}
