//! `'text'`, `“text”`: quotes that are not `"`.

use super::SyntaxError;
use super::place::Place;
use super::unknown_declaration::shorten;

const OTHERS: [&str; 10] = ["'", "`", "“", "”", "„", "‟", "‘", "’", "«", "»"];

pub(super) fn find(place: &Place<'_>) -> Vec<SyntaxError> {
    let mut errors = Vec::new();
    let mut leaves = place.leaves.iter();
    while let Some(open) = leaves.find(|leaf| OTHERS.contains(&leaf.text)) {
        let close = leaves.find(|leaf| OTHERS.contains(&leaf.text)).unwrap_or(open);
        let inner = place.builder.text.get(open.token.end..close.token.start).unwrap_or("").trim();
        let error = place.error(
            "wrong-quotes",
            place.span_between(open, close),
            "a text stands in straight double quotes".to_owned(),
        );
        let written = if inner.is_empty() { "text".to_owned() } else { shorten(inner) };
        errors.push(error.instead(format!("Write `\"{written}\"`.")));
    }
    errors
}
