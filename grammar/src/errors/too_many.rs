//! More mistakes than anyone can mend at once.

use super::SyntaxError;
use crate::ast::Span;

pub(crate) fn error(span: Span, told: usize) -> SyntaxError {
    SyntaxError {
        slug: "too-many",
        span,
        message: format!("this file has more than {told} mistakes; from here on they are not told"),
        reason: Some("So many are mostly one mistake at the beginning, or a file that is no standard.".to_owned()),
        help: Some("mend the first ones, and look again".to_owned()),
    }
}
