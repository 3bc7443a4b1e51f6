//! A text that is no standard any more.

use super::SyntaxError;
use crate::ast::Span;

pub(crate) fn error(span: Span, bytes: usize) -> SyntaxError {
    SyntaxError {
        slug: "too-large",
        span,
        message: format!(
            "this file is larger than a standard may be ({} MiB; the limit is 4 MiB)",
            bytes.div_ceil(1024 * 1024)
        ),
        reason: Some(
            "Nothing of it was read. A standard that large is most likely data with the wrong file name.".to_owned(),
        ),
        help: Some("split it into several files of one folder: they are read as one standard".to_owned()),
    }
}
