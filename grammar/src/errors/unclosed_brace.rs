//! `{` that nothing closes.

use super::SyntaxError;
use crate::ast::Span;

pub(crate) fn error(span: Span) -> SyntaxError {
    SyntaxError {
        slug: "unclosed-brace",
        span,
        message: "this `{` is never closed".to_owned(),
        reason: Some("The next declaration (or the end of the file) comes before its `}`.".to_owned()),
        help: Some("write `}` on a line of its own where this block ends".to_owned()),
    }
}
