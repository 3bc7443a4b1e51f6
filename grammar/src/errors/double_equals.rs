//! `==`, `:=`

use super::SyntaxError;
use super::place::Place;

pub(super) fn find(place: &Place<'_>) -> Vec<SyntaxError> {
    let wrong = place.leaves.iter().filter(|leaf| leaf.is("==") || leaf.is(":="));
    wrong
        .map(|leaf| {
            place
                .error("double-equals", place.span(leaf), format!("`{}` is written `=`", leaf.text))
                .instead("One `=` both compares and sets: `ended_as = answered`.")
        })
        .collect()
}
