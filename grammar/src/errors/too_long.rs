//! A name, a number or a text longer than anyone could read.

use super::SyntaxError;
use super::unknown_declaration::shorten;
use crate::ast::Span;
use crate::lex::TokenKind;
use crate::parse::{MAX_QUOTED, MAX_WORD};

pub(crate) fn error(span: Span, kind: TokenKind, text: &str) -> SyntaxError {
    let letters = text.chars().count();
    let (what, most, help) = match kind {
        TokenKind::Word => ("name", MAX_WORD, "give it a short name, and say the rest in its title"),
        TokenKind::Number => ("number", MAX_WORD, "numbers go up to about 9 trillion; write a smaller one"),
        _ => ("text", MAX_QUOTED, "close its `\"`, or say it in fewer words"),
    };
    SyntaxError {
        slug: "too-long",
        span,
        message: format!("the {what} `{}` has {letters} letters; the limit is {most}", shorten(text)),
        reason: Some("Nobody could read it, and no message could show it.".to_owned()),
        help: Some(help.to_owned()),
    }
}
