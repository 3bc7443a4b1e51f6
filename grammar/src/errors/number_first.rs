//! `criterion 24h_answer`

use super::SyntaxError;
use super::place::{Place, Stop};
use crate::lex::TokenKind;

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    let found = place.found(stop).filter(|leaf| leaf.token.kind == TokenKind::Number)?;
    let glued = place
        .after(stop, 1)
        .filter(|leaf| leaf.token.start == found.token.end && leaf.token.kind == TokenKind::Word)?;
    if !stop.wants_name() {
        return None;
    }
    let span = place.span_between(found, glued);
    let written = format!("{}{}", found.text, glued.text);
    Some(
        place
            .error("number-first", span, "a name starts with a letter".to_owned())
            .instead(format!("write for example `within_{written}`")),
    )
}
