//! `(` that nothing closes; `[` instead of `(`.

use super::SyntaxError;
use super::place::{Place, Stop};

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    if let Some(square) = place.leaves.iter().find(|leaf| leaf.is("[") || leaf.is("]")) {
        let round = if square.is("[") { "(" } else { ")" };
        let message = format!("`{}` is written `{round}`", square.text);
        return Some(
            place
                .error("unclosed-bracket", place.span(square), message)
                .instead("write for example `topic in (\"bill\", \"order\")`"),
        );
    }
    let mut open = Vec::new();
    for leaf in place.leaves {
        if leaf.is("(") {
            open.push(leaf);
        } else if leaf.is(")") {
            open.pop();
        }
    }
    let unclosed = open.first()?;
    // Something else may be wrong before the end; then that is the message.
    if place.found(stop).is_some() && !stop.wants_sign() {
        return None;
    }
    Some(
        place
            .error("unclosed-bracket", place.span(unclosed), "this `(` is never closed".to_owned())
            .instead("write the `)` where its part of the condition ends"),
    )
}
