//! `1 < x < 5`

use super::SyntaxError;
use crate::ast::Span;

pub(crate) fn error(span: Span) -> SyntaxError {
    SyntaxError {
        slug: "chained-comparison",
        span,
        message: "two comparisons stand in a row here".to_owned(),
        reason: Some("A comparison has one left and one right side; its answer is yes or no, which is no amount to compare again.".to_owned()),
        help: Some("for a range write `x between 1 and 5`; otherwise join two comparisons: `x > 1 and x < 5`".to_owned()),
    }
}
