//! Something that must stand in quotes.

use super::SyntaxError;
use super::place::{Place, Stop};
use crate::lex::TokenKind;

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    if !stop.wants_text() || stop.wants_name() || stop.wants_operand() || stop.wants_sign() {
        return None;
    }
    let before = place.before(stop)?;
    let Some(found) = place.found(stop).filter(|leaf| !leaf.first_on_line) else {
        let message = format!("after `{}` a text in double quotes is missing", before.text);
        return Some(place.error("missing-text", place.span(before), message));
    };
    let rest = &place.builder.text[found.token.start..place.range.end];
    let length = rest.find(['\n', '\r', ',', '{', '}', '"']).unwrap_or(rest.len()).max(found.text.len());
    let written = rest[..length].trim_end();
    let length = written.len();
    let span = place.builder.span_of(found.token.start..found.token.start + length);
    let message = format!("after `{}` a text in double quotes is due", before.text);
    let error = place.error("missing-text", span, message);
    Some(if found.token.kind == TokenKind::Word { error.instead(format!("Write `\"{written}\"`.")) } else { error })
}
