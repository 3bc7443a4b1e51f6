//! `)` that closes nothing.

use super::SyntaxError;
use super::place::{Place, Stop};

pub(super) fn explain(place: &Place<'_>, _stop: &Stop) -> Option<SyntaxError> {
    let mut open = 0_usize;
    for leaf in place.leaves {
        if leaf.is("(") {
            open += 1;
        } else if leaf.is(")") {
            let Some(rest) = open.checked_sub(1) else {
                return Some(
                    place
                        .error("stray-bracket", place.span(leaf), "this `)` closes nothing".to_owned())
                        .instead("take it out, or write the `(` that belongs to it"),
                );
            };
            open = rest;
        }
    }
    None
}
