//! A declaration, section, step or clock whose `{` is missing.

use super::SyntaxError;
use super::place::{Place, Stop};
use super::unknown_declaration::with_article;
use crate::cut::Leaf;
use crate::language::Rule;
use crate::lex::TokenKind;

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    let blocks = [
        Rule::standard_block,
        Rule::field_block,
        Rule::source_block,
        Rule::case_block,
        Rule::clock_block,
        Rule::principle_block,
        Rule::criterion_block,
        Rule::form_block,
        Rule::section_block,
        Rule::steps_block,
        Rule::stage_block,
        Rule::mitigation_block,
        Rule::duty_block,
        Rule::notice_block,
        Rule::metric_block,
        Rule::ladder_block,
        Rule::step_block,
        Rule::recognition_block,
        Rule::test_block,
        Rule::opens,
    ];
    if !stop.wants(&blocks) {
        return None;
    }
    let found = place.found(stop);
    let word_on_line = found.is_some_and(|leaf| leaf.token.kind == TokenKind::Word && !leaf.first_on_line);
    // On the same line, a title without quotes or a wrong word is likelier.
    if word_on_line {
        return None;
    }
    Some(error(place, stop))
}

/// Its clauses begin at a leaf, and no brace stands before them.
pub(super) fn before(place: &Place<'_>, clause: &Leaf<'_>, mut stop: Stop) -> SyntaxError {
    stop.at = clause.token.start;
    error(place, &stop)
}

fn error(place: &Place<'_>, stop: &Stop) -> SyntaxError {
    let what = place.word.unwrap_or(place.block);
    let message = format!("the `{{` that opens the {what} is missing here");
    let why = format!("What {} says stands between `{{` and `}}`.", with_article(what));
    place.error("missing-brace", place.gap(stop), message).because(&why)
}
