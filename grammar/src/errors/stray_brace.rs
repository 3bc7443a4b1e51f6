//! `}` that closes nothing.

use super::SyntaxError;
use crate::ast::Span;

pub(crate) fn error(span: Span) -> SyntaxError {
    SyntaxError {
        slug: "stray-brace",
        span,
        message: "this `}` closes nothing".to_owned(),
        reason: Some("Every `{` before it is closed already.".to_owned()),
        help: Some("take it out, or look above for a `}` that closes its block too early".to_owned()),
    }
}
