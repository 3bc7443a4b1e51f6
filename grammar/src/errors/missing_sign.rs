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
    if let Some(error) = super::missing_operand::swallowed(place, before) {
        return Some(error);
    }
    if found.is("=") && place.word == Some("target") {
        let message = "a target is a bound: `>=`, `<=`, `>` or `<`, not `=`".to_owned();
        return Some(place.error("missing-sign", place.span(found), message));
    }
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
    let error = place.error("missing-sign", place.span(found), message);
    let inside = place.leaves.iter().filter(|leaf| leaf.token.end <= before.token.end);
    let listing = inside.rev().find(|leaf| leaf.is("(") || leaf.is(")")).is_some_and(|leaf| leaf.is("("));
    Some(if listing {
        error.because("The things of a list are parted by `,`; conditions are joined by `and` or `or`, values by a sign such as `=`.")
    } else {
        error.because("Two conditions are joined by `and` or `or`; two values by a sign such as `=`, `<=` or `+`.")
    })
}
