//! The first line of a declaration, and declarations without a body.

use pest::error::Error;

use super::place::{Place, Stop};
use super::{examples, habits, reason};
use crate::build::Builder;
use crate::cut::ItemPiece;
use crate::language::Rule;
use crate::lex::TokenKind;
use crate::words::word_of;

pub(crate) fn explain(builder: &mut Builder<'_>, piece: &ItemPiece, error: &Error<Rule>) {
    let block = word_of(piece.kind);
    let stop = Stop::new(error, piece.range.start);
    let end = piece.brace.map_or(piece.range.end, |brace| brace + 1).max(stop.at.min(piece.range.end));
    let range = builder.trim(piece.range.start..end);
    let leaves = builder.leaves_in(&range);
    if leaves.iter().any(|leaf| leaf.token.kind == TokenKind::OpenText) {
        return;
    }
    let example = if piece.drops { "drop criterion old_rule" } else { examples::head(block) };
    let place = Place { builder, block, word: None, example: Some(example), leaves, range: range.clone() };
    let mut found = habits(&place);
    if found.is_empty() {
        found.push(reason(&place, &stop));
    }
    builder.errors.extend(found);
}
