//! `<>`, `≠`

use super::SyntaxError;
use super::place::Place;

pub(super) fn find(place: &Place<'_>) -> Vec<SyntaxError> {
    let wrong = place.leaves.iter().filter(|leaf| leaf.is("<>") || leaf.text == "≠");
    wrong
        .map(|leaf| {
            place
                .error("not-equal-sign", place.span(leaf), format!("`{}` is written `!=`", leaf.text))
                .instead("write for example `ended_as != menu`")
        })
        .collect()
}
