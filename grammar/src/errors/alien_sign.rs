//! A character that the language does not use.

use super::SyntaxError;
use super::place::Place;
use crate::lex::TokenKind;

pub(super) fn find(place: &Place<'_>) -> Vec<SyntaxError> {
    const KNOWN_ELSEWHERE: [&str; 12] = ["'", "`", "“", "”", "„", "‟", "‘", "’", "«", "»", "≠", "≥"];
    let mut errors = Vec::new();
    for leaf in place.leaves {
        if leaf.is("#") {
            let error =
                place.error("alien-sign", place.span(leaf), "a comment starts with `//`, not with `#`".to_owned());
            errors.push(error.instead("write for example `// agreed with the client in May`"));
            break;
        }
        let known = KNOWN_ELSEWHERE.contains(&leaf.text) || leaf.text == "≤";
        if leaf.token.kind == TokenKind::Stray && !known {
            let shown = if leaf.text.chars().all(char::is_control) {
                "an invisible character".to_owned()
            } else {
                format!("`{}`", leaf.text)
            };
            let message = format!("{shown} means nothing in this language");
            errors.push(place.error("alien-sign", place.span(leaf), message).instead("take it out"));
        }
    }
    errors
}
