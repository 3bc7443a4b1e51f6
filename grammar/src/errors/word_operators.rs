//! `&&`, `||`, `!`: the language has words for them.

use super::SyntaxError;
use super::place::Place;

pub(super) fn find(place: &Place<'_>) -> Vec<SyntaxError> {
    let mut errors = Vec::new();
    for leaf in place.leaves {
        let (word, example) = match leaf.text {
            "&&" => ("and", "offered and waited <= 20 s"),
            "||" => ("or", "topic = \"bill\" or topic = \"order\""),
            "!" => ("not", "not offered"),
            _ => continue,
        };
        if leaf.is(leaf.text) {
            errors.push(
                place
                    .error("word-operators", place.span(leaf), format!("`{}` is written `{word}`", leaf.text))
                    .instead(format!("write for example `{example}`")),
            );
        }
    }
    errors
}
