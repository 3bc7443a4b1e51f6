//! A text that is no standard any more.

use super::SyntaxError;
use crate::ast::Span;
use crate::parse::{MAX_LEAVES, MAX_TEXT};

const MIB: usize = 1024 * 1024;

pub(crate) fn bytes(span: Span, text: &str) -> SyntaxError {
    let (there, most) = (text.len().div_ceil(MIB), MAX_TEXT / MIB);
    error(span, format!("this file is larger than a standard may be ({there} MiB; the limit is {most} MiB)"))
}

pub(crate) fn leaves(span: Span, _: &str) -> SyntaxError {
    let (thousands, rest) = (MAX_LEAVES / 1000, MAX_LEAVES % 1000);
    error(
        span,
        format!("this file holds more words and signs than a standard may (the limit is {thousands},{rest:03})"),
    )
}

fn error(span: Span, message: String) -> SyntaxError {
    SyntaxError {
        slug: "too-large",
        span,
        message,
        reason: Some(
            "Nothing of it was read. A standard that large is most likely data with the wrong file name.".to_owned(),
        ),
        help: Some("split it into several files of one folder: they are read as one standard".to_owned()),
    }
}
