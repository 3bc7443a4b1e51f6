//! `require: …`, `param quick: 20 s`

use super::SyntaxError;
use super::place::{Place, Stop};

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    let colon = place.found(stop).filter(|leaf| leaf.is(":"))?;
    let sets = stop.wants(&[crate::language::Rule::same_sign])
        || matches!(place.block, "param" | "define")
        || matches!(place.word, Some("field" | "fact" | "set"));
    let message = if sets { "`:` is written `=` here" } else { "no `:` is needed here" };
    let why = "A `:` stands only in a table, between a value and its result: `by topic { \"bill\": 20 s }`, and after the name of what a plugin is given: `tone.politeness(comment, language: \"lv\")`.";
    Some(place.error("colon", place.span(colon), message.to_owned()).because(why))
}
