//! `same-key-again`: many things given with one and the same key.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `key` is the field that makes the key.
pub(crate) fn same_key_again(span: Span, unit: &str, key: &str, count: i64) -> Diagnostic {
    Diagnostic::error("same-key-again", span, format!("{count} times the same `{key}` is one {unit}, not {count}"))
        .reason("The same key again is a duplicate and does not count.")
        .help("put a `#` into the text, as in `\"a#\"`: it becomes 1, 2, 3 …; or leave the key out")
}
