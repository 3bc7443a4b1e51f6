//! The first line of a declaration, and declarations without a body.

use pest::error::Error;

use super::place::{Place, Stop};
use super::{examples, habits, missing_brace, missing_text, reason};
use crate::ast::Kind;
use crate::build::Builder;
use crate::cut::ItemPiece;
use crate::language::Rule;
use crate::lex::TokenKind;
use crate::words::{clauses_of, word_of};

pub(crate) fn explain(builder: &mut Builder<'_>, piece: &ItemPiece, error: &Error<Rule>) {
    let block = word_of(piece.kind);
    let stop = Stop::new(error, piece.range.start);
    let end = piece.brace.map_or(piece.range.end, |brace| brace + 1).max(stop.at.min(piece.range.end));
    let range = builder.trim(piece.range.start..end);
    let leaves = builder.leaves_in(&range);
    if leaves.iter().any(|leaf| leaf.token.kind == TokenKind::OpenText) {
        return;
    }
    let plugin = leaves.get(1).is_some_and(|leaf| leaf.is("plugin")) && piece.kind == Kind::Use;
    let example = match piece.drops {
        true => "drop criterion old_rule",
        false if plugin => "use plugin tone \"^0.3\"",
        false => examples::head(block),
    };
    let place = Place { builder, block, word: None, example: Some(example), leaves, range: range.clone() };
    let mut found = habits(&place);
    if found.is_empty() {
        found.extend(missing_text::of_use(&place));
    }
    if found.is_empty() {
        // Past the head, whatever stands there is read as a part of it: only the brace is missing.
        let clause = leaves.iter().find(|leaf| {
            piece.brace.is_none()
                && leaf.first_on_line
                && leaf.column > leaves[0].column
                && leaf.token.start <= stop.at
                && clauses_of(block).contains(&leaf.text)
        });
        found.push(match clause {
            Some(clause) => missing_brace::before(&place, clause, stop),
            None => reason(&place, &stop),
        });
    }
    builder.errors.extend(found);
}
