//! `count(a + b where …)`, `lower(call where …)`

use super::SyntaxError;
use crate::ast::Span;

pub(crate) fn error(span: Span, word: &str) -> SyntaxError {
    SyntaxError {
        slug: "look-without-unit",
        span,
        message: "here the name of an event, a case or a define is due".to_owned(),
        reason: Some("What stands before `where` says which things are looked at.".to_owned()),
        help: Some(format!("write for example `{word}(call where agent = this.agent over 60 min before this)`")),
    }
}

pub(crate) fn not_a_count(span: Span, word: &str) -> SyntaxError {
    SyntaxError {
        slug: "look-without-unit",
        span,
        message: format!("`{word}` does not say what is taken of each"),
        reason: Some("Only `count` needs nothing but the things themselves.".to_owned()),
        help: Some(format!(
            "write for example `{word}(waited of call where agent = this.agent over 60 min before this)`"
        )),
    }
}
