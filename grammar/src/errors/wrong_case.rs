//! `AND`, `Where`

use super::SyntaxError;
use super::place::{Place, Stop};
use crate::lex::TokenKind;
use crate::words::RESERVED;

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    let leaf = place.found(stop).filter(|leaf| leaf.token.kind == TokenKind::Word)?;
    let lower = leaf.text.to_lowercase();
    let known = stop.keywords().contains(&lower) || RESERVED.contains(&lower.as_str());
    (known && lower != leaf.text).then(|| {
        place
            .error(
                "wrong-case",
                place.span(leaf),
                format!("`{}` is written `{lower}`", leaf.text),
            )
            .because("The words of the language are written in small letters.")
    })
}
