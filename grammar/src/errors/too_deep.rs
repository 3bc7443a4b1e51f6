//! More brackets in brackets than anyone can follow.

use super::SyntaxError;
use crate::ast::Span;
use crate::depth::MAX_NESTING;

pub(crate) fn nested(span: Span) -> SyntaxError {
    SyntaxError {
        slug: "too-deep",
        span,
        message: format!("more than {MAX_NESTING} brackets or conditions lie inside one another here"),
        reason: Some("Nobody could check such a rule by reading it, so the language has a limit.".to_owned()),
        help: Some("give the inner condition a name with `define hard for call = …` and use the name".to_owned()),
    }
}

pub(crate) fn long_chain(span: Span) -> SyntaxError {
    SyntaxError {
        slug: "too-deep",
        span,
        message: "this expression has too many parts in a row".to_owned(),
        reason: Some("Nobody could check such a rule by reading it, so the language has a limit.".to_owned()),
        help: Some(
            "give a part of it a name with `define`, or compare with a list: `topic in (\"bill\", \"order\")`"
                .to_owned(),
        ),
    }
}
