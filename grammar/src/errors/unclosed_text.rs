//! `"…` without its second quote.

use super::SyntaxError;
use crate::ast::Span;

pub(crate) fn error(span: Span, written: &str) -> SyntaxError {
    let start: String = written.trim_end_matches([' ', '\t', '{', '}']).chars().take(24).collect();
    SyntaxError {
        slug: "unclosed-text",
        span,
        message: "the closing `\"` of this text is missing on its line".to_owned(),
        reason: Some("A text ends on the line on which it starts.".to_owned()),
        help: Some(format!("write `{start}\"` with a `\"` at the end; inside a text a quote is written `\\\"`")),
    }
}

/// The next line holds its second quote.
pub(crate) fn over_two_lines(span: Span) -> SyntaxError {
    SyntaxError {
        slug: "unclosed-text",
        span,
        message: "this text goes over several lines".to_owned(),
        reason: Some("A text ends on the line on which it starts.".to_owned()),
        help: Some("write it on one line, however long; where readers should see a new line, write `\\n`".to_owned()),
    }
}
