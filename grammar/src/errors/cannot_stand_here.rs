//! The last word when nothing more telling is known.

use super::SyntaxError;
use super::place::{Place, Stop};
use super::unknown_declaration::{shorten, with_article};
use crate::cut::Leaf;
use crate::words::clauses_of;

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> SyntaxError {
    let word = place.word.map_or_else(|| with_article(place.block), |word| format!("`{word}`"));
    let misplaced = |found: &&Leaf<'_>| place.word.is_none() && clauses_of(place.block).contains(&found.text);
    if let Some(found) = place.found(stop).filter(misplaced) {
        let message = format!("`{}` belongs between the braces of {}", found.text, with_article(place.block));
        let help = format!("end this line with `{{` and write `{} …` on the next one", found.text);
        return place.error("cannot-stand-here", place.span(found), message).instead(help);
    }
    let (message, span) = match (place.found(stop), place.before(stop)) {
        (Some(found), Some(before)) => {
            (format!("`{}` cannot stand after `{}`", shorten(found.text), shorten(before.text)), place.span(found))
        }
        (Some(found), None) if place.leaves.len() == 1 => {
            (format!("after `{}` something must follow", shorten(found.text)), place.span(found))
        }
        (Some(found), None) => (format!("`{}` cannot stand here", shorten(found.text)), place.span(found)),
        (None, Some(before)) if place.leaves.len() == 1 => {
            (format!("after `{}` something must follow", shorten(before.text)), place.span(before))
        }
        (None, Some(before)) => (
            format!("{word} is not complete: after `{}` something must follow", shorten(before.text)),
            place.span(before),
        ),
        (None, None) => (format!("{word} is not complete"), place.span_at(stop)),
    };
    place.error("cannot-stand-here", span, message)
}
