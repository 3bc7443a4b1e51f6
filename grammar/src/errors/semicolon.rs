//! `;` at the end of a line.

use super::SyntaxError;
use super::place::{Place, Stop};

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    let leaf = place.found(stop).filter(|leaf| leaf.is(";")).or_else(|| {
        // `counts a; b;`: the parser waits for more after the sign.
        place.leaves.last().filter(|leaf| leaf.is(";") && place.found(stop).is_none())
    })?;
    Some(
        place
            .error("semicolon", place.span(leaf), "no `;` is needed here".to_owned())
            .because("A clause ends where the next one starts.")
            .instead("take the `;` out"),
    )
}
