//! `unlike-ratio`: a number against a length of time.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `first` and `second`: what is put against what.
pub(crate) fn unlike_ratio(span: Span, first: &str, second: &str) -> Diagnostic {
    Diagnostic::error("unlike-ratio", span, format!("{first} cannot be put against {second} in a ratio"))
        .reason("A ratio is a part of a whole of its own kind: numbers of numbers, time of time; its figure is a percentage.")
        .help("name two numbers or two durations; a duration over another is a number: `talked / 1 min`")
}
