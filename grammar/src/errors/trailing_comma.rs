//! `,` at the end of a line.

use super::SyntaxError;
use super::place::{Place, Stop};

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    let last = place.leaves.last().filter(|leaf| leaf.is(","))?;
    let at_end = place.found(stop).is_none_or(|leaf| leaf.token.start >= last.token.start);
    at_end.then(|| {
        place
            .error("trailing-comma", place.span(last), "nothing follows this `,`".to_owned())
            .because("A comma stands between two things of a list; a clause needs none at its end.")
            .instead("take the `,` out, or write what is missing after it")
    })
}
