//! The last word when nothing more telling is known.

use super::SyntaxError;
use super::place::{Place, Stop};
use super::unknown_declaration::{shorten, with_article};

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> SyntaxError {
    let word = place.word.map_or_else(|| with_article(place.block), |word| format!("`{word}`"));
    let (message, span) = match (place.found(stop), place.before(stop)) {
        (Some(found), Some(before)) => {
            (format!("`{}` cannot stand after `{}`", shorten(found.text), shorten(before.text)), place.span(found))
        }
        (Some(found), None) => (format!("`{}` cannot stand here", shorten(found.text)), place.span(found)),
        (None, Some(before)) => (format!("{word} goes on after `{}`, but nothing follows", shorten(before.text)), place.span(before)),
        (None, None) => (format!("{word} is not complete"), place.span_at(stop)),
    };
    place.error("cannot-stand-here", span, message)
}
