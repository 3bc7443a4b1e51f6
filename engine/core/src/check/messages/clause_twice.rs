//! `clause-twice`: a clause that can stand once stands twice.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `word` is the clause's keyword.
pub(crate) fn clause_twice(word: &str, second: Span, first: Span) -> Diagnostic {
    Diagnostic::error("clause-twice", second, format!("`{word}` is said twice in one declaration"))
        .here("said again here")
        .label(first, "first said here")
        .reason("Only one of the two can hold, and nobody could tell which.")
        .help("keep the one that is meant and take out the other")
}
