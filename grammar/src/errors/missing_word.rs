//! A word of the language that must stand somewhere and does not.

use super::SyntaxError;
use super::place::{Place, Stop};
use super::unknown_declaration::shorten;
use crate::language::Rule;

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    if stop.wants_sign() || stop.wants_operand() {
        return None;
    }
    let mut words = stop.keywords();
    words.dedup();
    for (rule, word) in [(Rule::for_what, "for"), (Rule::of_members, "of"), (Rule::that, "that"), (Rule::filter, "where")] {
        if stop.wants(&[rule]) {
            words.push(word.to_owned());
        }
    }
    // A `where` may always be left out; it is never the word that is missing.
    if words.len() > 1 {
        words.retain(|word| word != "where" && word != "is");
    }
    if words.is_empty() || words.len() > 3 {
        return None;
    }
    let listed = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or ");
    let found = place.found(stop);
    let near = found.and_then(|found| super::unknown_clause::nearest(found.text, words.iter().map(String::as_str)));
    let (message, span) = match (found, place.before(stop)) {
        (Some(found), _) if near.is_some() => {
            (format!("`{}` is unknown here; did you mean {listed}?", shorten(found.text)), place.span(found))
        }
        (Some(found), Some(before)) if !found.first_on_line => {
            let message = format!("between `{}` and `{}` the word {listed} is missing", shorten(before.text), shorten(found.text));
            (message, place.span(found))
        }
        (_, Some(before)) => (format!("after `{}` the word {listed} is missing", shorten(before.text)), place.span(before)),
        _ => return None,
    };
    Some(place.error("missing-word", span, message))
}
