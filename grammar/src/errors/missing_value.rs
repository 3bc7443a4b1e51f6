//! `given call { id "c1" at }`

use super::SyntaxError;
use super::place::{Place, Stop};
use super::unknown_declaration::shorten;
use crate::language::Rule;

/// `ewma.level of call`
pub(super) fn of_window(place: &Place<'_>) -> Option<SyntaxError> {
    let [first, dot, last, rest @ ..] = place.leaves else { return None };
    if place.block != "metric" || !dot.is(".") || rest.first().is_some_and(|leaf| leaf.is("(")) {
        return None;
    }
    let message = format!("`{}.{}` does not say of which values", shorten(first.text), shorten(last.text));
    let why = "What a plugin works on stands in brackets behind its name.";
    Some(place.error("missing-value", place.span_between(first, last), message).because(why))
}

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    let before = place.before(stop)?;
    if stop.wants(&[Rule::given_value]) {
        let message = format!("`{}` has no value here", shorten(before.text));
        return Some(place.error("missing-value", place.span(before), message).because(
            "Between the braces stand names and values in turn; a value is a number, a text in quotes, a date, a duration or one word.",
        ));
    }
    if stop.wants(&[Rule::date, Rule::instant]) && !stop.wants_text() {
        let (message, span) = match place.found(stop) {
            Some(found) => (format!("`{}` is no date", shorten(found.text)), place.span(found)),
            None => (format!("after `{}` a date is missing", before.text), place.span(before)),
        };
        let why = "A date is written year, month, day: `2026-03-02`, with a time `2026-03-02T09:00`.";
        return Some(place.error("missing-value", span, message).because(why));
    }
    None
}
