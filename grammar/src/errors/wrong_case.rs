//! `AND`, `Where`

use super::place::{Place, Stop};
use super::{SyntaxError, examples};
use crate::lex::TokenKind;
use crate::words::RESERVED;

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    let leaf = place.found(stop).filter(|leaf| leaf.token.kind == TokenKind::Word)?;
    let lower = leaf.text.to_lowercase();
    let known = stop.keywords().contains(&lower) || RESERVED.contains(&lower.as_str());
    (known && lower != leaf.text).then(|| {
        place
            .error("wrong-case", place.span(leaf), format!("`{}` is written `{lower}`", leaf.text))
            .because("The words of the language are written in small letters.")
    })
}

/// `Require`
pub(super) fn first_word(place: &Place<'_>, right: &str) -> SyntaxError {
    let first = &place.leaves[0];
    let example = examples::clause(place.block, right).unwrap_or(right);
    place
        .error("wrong-case", place.span(first), format!("`{}` is written `{right}`", first.text))
        .because("The words of the language are written in small letters.")
        .instead(format!("write for example `{example}`"))
}
