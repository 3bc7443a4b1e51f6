//! A word of the language where a name is due.

use super::SyntaxError;
use super::place::{Place, Stop};
use crate::lex::TokenKind;
use crate::words::RESERVED;

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    let found = place.found(stop).filter(|leaf| leaf.token.kind == TokenKind::Word && RESERVED.contains(&leaf.text))?;
    if !stop.wants_name() || stop.keywords().iter().any(|word| word == found.text) {
        return None;
    }
    let joins = matches!(found.text, "where" | "within" | "over" | "between" | "in" | "and" | "or" | "then" | "else");
    if place.word.is_some() && joins {
        return None;
    }
    Some(
        place
            .error("reserved-word", place.span(found), format!("`{}` cannot be a name", found.text))
            .because("It has a meaning of its own in every condition.")
            .instead(format!("choose another name, for example `{}_`, or say more: `{}_call`", found.text, found.text)),
    )
}
