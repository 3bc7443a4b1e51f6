//! A sign or a word with nothing on one of its sides.

use super::SyntaxError;
use super::place::{Place, Stop, is_value};
use super::unknown_declaration::shorten;
use crate::cut::Leaf;
use crate::lex::TokenKind;

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    if let Some(error) = of_nothing(place) {
        return Some(error);
    }
    if !stop.wants_operand() {
        return None;
    }
    let found = place.found(stop);
    if place.before(stop).is_some_and(|before| before.is("scale")) {
        let message = "a scale goes from its lowest to its highest value".to_owned();
        return Some(
            place.error("missing-operand", place.span_at(stop), message).instead("write for example `scale 1..5`"),
        );
    }
    if place.word == Some("item") && place.before(stop).is_some_and(|before| before.token.kind == TokenKind::Text) {
        let message = "this item does not say how many points it is worth".to_owned();
        return Some(place.error("missing-operand", place.gap(stop), message));
    }
    if let Some(found) = found.filter(|leaf| is_joint(leaf)) {
        let message = match place.before(stop) {
            Some(before) if is_joint(before) => {
                format!("between `{}` and `{}` something to compare or to count is missing", before.text, found.text)
            }
            _ => format!("nothing stands to the left of `{}`", found.text),
        };
        return Some(place.error("missing-operand", place.span(found), message));
    }
    let before = place.before(stop)?;
    let what = if matches!(before.text, "and" | "or" | "not" | "where" | "require" | "when" | "if" | "that") {
        "a condition is missing"
    } else {
        "something is missing"
    };
    let message = match before.text {
        "within" | "over" => format!("after `{}` an amount of time is missing", before.text),
        _ if place.word == Some(before.text) && found.is_none_or(|found| !is_value(found) || found.is("of")) => {
            format!("`{}` does not say {}", before.text, asks(before.text))
        }
        "and" | "or" | "not" | "where" | "if" | "then" | "else" | "that" | "between" => {
            format!("after `{}` {what}", before.text)
        }
        "(" => "nothing stands in these brackets".to_owned(),
        "," => "after this `,` the next thing of the list is missing".to_owned(),
        _ if before.token.kind == TokenKind::Sign => format!("nothing stands to the right of `{}`", before.text),
        _ => match found {
            Some(found) => format!("`{}` cannot stand after `{}`", shorten(found.text), shorten(before.text)),
            None => format!("after `{}` {what}", shorten(before.text)),
        },
    };
    let span = if before.is(",") || found.is_none() || is_joint(before) { place.span(before) } else { place.gap(stop) };
    Some(place.error("missing-operand", span, message))
}

/// `mean of call`
fn of_nothing(place: &Place<'_>) -> Option<SyntaxError> {
    let first = place.leaves.first().filter(|leaf| place.word == Some(leaf.text))?;
    let value = matches!(first.text, "sum" | "mean" | "median" | "min" | "max" | "distinct" | "ratio");
    let of = place.leaves.get(1).filter(|leaf| value && leaf.is("of"))?;
    let single = place.leaves.iter().filter(|leaf| leaf.is("of")).count() == 1;
    let message = format!("`{}` does not say of what", first.text);
    single.then(|| place.error("missing-operand", place.span(of), message))
}

/// What a clause asks for.
fn asks(word: &str) -> &'static str {
    match word {
        "require" => "what is required",
        "weight" => "how much",
        "credit" => "whose it is",
        "late" => "how late",
        "dated" => "by which instant",
        "sum" | "mean" | "median" | "min" | "max" | "distinct" | "percentile" | "ratio" => "of what",
        _ => "what",
    }
}

/// Whether something must stand on both sides of a leaf.
fn is_joint(leaf: &Leaf<'_>) -> bool {
    let sign = matches!(leaf.text, "=" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "*" | "/" | "&" | "-");
    sign && leaf.token.kind == TokenKind::Sign
        || leaf.token.kind == TokenKind::Word
            && matches!(leaf.text, "and" | "or" | "in" | "is" | "between" | "matches" | "not")
}

/// `for call where` and on the next line `require …`: the word of the next clause was taken for the condition that is missing.
pub(super) fn swallowed(place: &Place<'_>, before: &Leaf<'_>) -> Option<SyntaxError> {
    let index = place.leaves.iter().position(|leaf| leaf.token.start == before.token.start)?;
    let joint = place.leaves.get(index.checked_sub(1)?)?;
    let waits = matches!(
        joint.text,
        "where" | "and" | "or" | "not" | "=" | "!=" | "<" | "<=" | ">" | ">=" | "require" | "when"
    );
    let taken = crate::words::clauses_of(place.block).contains(&before.text);
    (waits && taken).then(|| {
        let message = format!("after `{}` a condition or a value is missing", joint.text);
        let why = format!("What follows is `{}`, which starts another clause.", before.text);
        place.error("missing-operand", place.span(joint), message).because(&why)
    })
}
