//! Two values side by side with nothing that joins them.

use super::SyntaxError;
use super::place::{Place, Stop, is_value};
use super::unknown_declaration::shorten;
use crate::lex::TokenKind;

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    if !stop.wants_sign() {
        return None;
    }
    let found = place.found(stop)?;
    let before = place.before(stop)?;
    let word = place.word.unwrap_or(place.block);
    if found.is("=") {
        let message = "`=` cannot stand here".to_owned();
        return Some(place.error("missing-sign", place.span(found), message));
    }
    if matches!(found.text, "<" | ">" | "<=" | ">=" | "!=") {
        let message = format!("`{word}` takes an amount, not a comparison");
        return Some(place.error("missing-sign", place.span(found), message));
    }
    if !is_value(found) && !matches!(found.text, "(" | "met" | "by" | "if" | "then" | "else") {
        return None;
    }
    if before.token.kind == TokenKind::Number && place.word.is_some_and(|word| matches!(word, "weight" | "late")) {
        let message = format!("`{word}` takes one amount; `{}` is too much", shorten(found.text));
        return Some(place.error("missing-sign", place.span(found), message));
    }
    let (left, right) = (shorten(before.text), shorten(found.text));
    let message = format!("between `{left}` and `{right}` nothing says how they belong together");
    Some(place.error("missing-sign", place.span(found), message).because(
        "Two conditions are joined by `and` or `or`; two values by a sign such as `=`, `<=` or `+`.",
    ))
}
