//! A name that is not there.

use super::SyntaxError;
use super::place::{Place, Stop};
use super::unknown_declaration::shorten;
use crate::lex::TokenKind;

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    if !stop.wants_name() || stop.wants_sign() {
        return None;
    }
    let before = place.before(stop)?;
    let message = format!("after `{}` a name is missing", shorten(before.text));
    let Some(found) = place.found(stop) else {
        return Some(place.error("missing-name", place.span(before), message));
    };
    let error = match found.token.kind {
        TokenKind::Text => {
            let message = format!("after `{}` a name without quotes is due", shorten(before.text));
            place
                .error("missing-name", place.span(found), message)
                .because("A name is one word by which other rules refer to this; a text is for people.")
        }
        _ => place.error("missing-name", place.span(before), message),
    };
    Some(error)
}
