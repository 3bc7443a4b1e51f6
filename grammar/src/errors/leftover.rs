//! A brace too many inside a block.

use std::ops::Range;

use super::SyntaxError;
use crate::build::Builder;

pub(crate) fn explain(builder: &mut Builder<'_>, range: Range<usize>) {
    let end = builder.leaves_in(&range).first().map_or(range.end, |leaf| leaf.token.end);
    let span = builder.span_of(range.start..end);
    builder.errors.push(SyntaxError {
        slug: "leftover",
        span,
        message: "the block ended before this".to_owned(),
        reason: Some("A section or a step cannot hold another one, so the inner one ended the outer one.".to_owned()),
        help: Some("close each section or step with `}` before the next one starts".to_owned()),
    });
}
