//! Something between declarations.

use std::ops::Range;

use super::SyntaxError;
use crate::build::Builder;

pub(crate) fn explain(builder: &mut Builder<'_>, range: Range<usize>) {
    let span = builder.span_of(range);
    builder.errors.push(SyntaxError { slug: "unknown-declaration", span, message: "TODO".into(), reason: None, help: None });
}
