//! A field of an event or an entity that does not say what it holds, or says too much.

use super::SyntaxError;
use super::place::{Place, Stop};
use super::unknown_declaration::shorten;
use crate::lex::TokenKind;

const TYPES: &str = "text, whole, decimal, yes/no, duration, instant, date, share, bounds such as 1..5, a list such as phone | chat, or the name of an event or entity";

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    if !matches!(place.block, "event" | "entity") || place.word.is_none() {
        return None;
    }
    let name = place.leaves.first()?;
    if name.token.kind != TokenKind::Word {
        let message = format!("a field cannot start with `{}`", shorten(name.text));
        return Some(place.error("missing-type", place.span(name), message));
    }
    if place.leaves.len() == 1 {
        let message = format!("the field `{}` does not say what it holds", name.text);
        let help = format!("write for example `{} text`; a field holds {TYPES}", name.text);
        return Some(place.error("missing-type", place.span(name), message).instead(help));
    }
    if place.leaves.last().is_some_and(|leaf| leaf.is("|")) {
        let message = "after `|` another value of the list is missing".to_owned();
        let help = "write for example `ended_as answered | abandoned`; a longer list goes on with a `|` at the start of the next line";
        return Some(
            place.error("missing-type", place.span(&place.leaves[place.leaves.len() - 1]), message).instead(help),
        );
    }
    let found = place.leaves.get(1).filter(|leaf| leaf.is(":") || leaf.is("=")).or_else(|| place.found(stop))?;
    let (message, help) = if found.is(":") {
        ("no `:` is needed between a field and what it holds".to_owned(), format!("write `{} duration`", name.text))
    } else if found.is("=") {
        let help = format!(
            "write `{} duration`: what the field holds. How a column becomes it is said in a source",
            name.text
        );
        ("a field has no `=`".to_owned(), help)
    } else {
        let message = format!("`{}` cannot stand after what the field `{}` holds", shorten(found.text), name.text);
        let help = "after it may stand `?` (may be missing), `key`, `at`, `rev`, `valid from`, `valid to` and a text that says what it means; the next field starts on a new line";
        (message, help.to_owned())
    };
    Some(place.error("missing-type", place.span(found), message).instead(help))
}
