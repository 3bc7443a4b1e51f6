//! `once-per-amount`: a duty that is owed once for an amount.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `text` as written, `ty` in words.
pub(crate) fn once_per_amount(span: Span, text: &str, ty: &str) -> Diagnostic {
    Diagnostic::error("once-per-amount", span, format!("something cannot be owed once per `{text}`, which is {ty}"))
        .reason("What it is owed once for is a person, a case, a topic: something that has a name.")
        .help("name a field that refers to something or holds a text: `once per agent`")
}
