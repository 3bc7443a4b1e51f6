//! The first line of a declaration.

use super::SyntaxError;
use crate::build::Builder;
use crate::cut::ItemPiece;
use crate::language::Rule;

pub(crate) fn explain(builder: &mut Builder<'_>, piece: &ItemPiece, error: &pest::error::Error<Rule>) {
    let span = builder.span_of(piece.range.clone());
    builder.errors.push(SyntaxError { slug: "broken-head", span, message: format!("{error}"), reason: None, help: None });
}
