//! `=>`, `=<`, `≥`, `≤`

use super::SyntaxError;
use super::place::Place;

pub(super) fn find(place: &Place<'_>) -> Vec<SyntaxError> {
    let mut errors = Vec::new();
    for leaf in place.leaves {
        let right = match leaf.text {
            "=>" | "≥" => ">=",
            "=<" | "≤" => "<=",
            _ => continue,
        };
        errors.push(
            place
                .error("reversed-sign", place.span(leaf), format!("`{}` is written `{right}`", leaf.text))
                .instead(format!("write for example `waited {right} 20 s`")),
        );
    }
    errors
}
