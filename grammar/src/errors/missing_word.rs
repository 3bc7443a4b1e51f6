//! A word of the language that must stand somewhere and does not.

use super::SyntaxError;
use super::place::{Place, Stop};
use super::unknown_declaration::shorten;
use crate::cut::Leaf;
use crate::language::Rule;

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    let found = place.found(stop);
    let of_faults = found.filter(|found| found.is("of")).and_then(|_| place.before(stop));
    if let Some(singular) = of_faults.filter(|leaf| leaf.is("fault") || leaf.is("miss")) {
        let plural = if singular.is("miss") { "misses" } else { "faults" };
        let message = format!("`{} of` is written `{plural} of`", singular.text);
        return Some(place.error("missing-word", place.span(singular), message));
    }
    if let Some(error) = found.and_then(|found| misspelt(place, stop, found)) {
        return Some(error);
    }
    // Where a value could go on too, a word is missing only if the value may not end here.
    if stop.wants_sign() && found.is_some_and(|found| !found.is(")") && !found.is("}")) || stop.wants_operand() {
        return None;
    }
    let mut words = stop.keywords();
    words.dedup();
    let others = [
        (Rule::for_what, "for"),
        (Rule::of_members, "of"),
        (Rule::that, "that"),
        (Rule::filter, "where"),
        (Rule::gives, "="),
        (Rule::from_here, ">="),
        (Rule::leads, ":"),
        (Rule::person, "is person"),
        (Rule::edge, "before this"),
    ];
    for (rule, word) in others {
        if stop.wants(&[rule]) {
            words.push(word.to_owned());
        }
    }
    // A `where` may always be left out; it is never the word that is missing.
    if words.len() > 1 {
        words.retain(|word| !matches!(word.as_str(), "where" | "is" | "within" | "consent" | "held"));
    }
    if let Some(part) = words.iter().find(|word| matches!(word.as_str(), "then" | "else")).cloned() {
        words = vec![part];
    }
    if place.word == Some("per") && words == ["="] {
        words = vec![",".to_owned()];
    }
    if words.is_empty() || words.len() > 3 {
        return None;
    }
    let listed = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or ");
    let (message, span) = match (found, place.before(stop)) {
        (Some(found), Some(before)) if !found.first_on_line => {
            let message =
                format!("{listed} is missing between `{}` and `{}`", shorten(before.text), shorten(found.text));
            (message, place.span(found))
        }
        (_, Some(before)) => (format!("{listed} is missing after `{}`", shorten(before.text)), place.span(before)),
        _ => return None,
    };
    Some(place.error("missing-word", span, message))
}

fn misspelt(place: &Place<'_>, stop: &Stop, found: &Leaf<'_>) -> Option<SyntaxError> {
    let words = stop.keywords();
    let near = super::unknown_clause::nearest(found.text, words.iter().map(String::as_str))?;
    let message = format!("`{}` is unknown here; did you mean `{near}`?", shorten(found.text));
    Some(place.error("missing-word", place.span(found), message))
}
