//! Something that must stand in quotes.

use super::SyntaxError;
use super::place::{Place, Stop};
use crate::lex::TokenKind;

/// `use base`: neither a path in quotes nor a plugin.
pub(super) fn of_use(place: &Place<'_>) -> Option<SyntaxError> {
    let found = place.leaves.get(1).filter(|leaf| place.block == "use" && leaf.token.kind == TokenKind::Word)?;
    if found.is("plugin") {
        return None;
    }
    let message = "after `use` a text in double quotes is due".to_owned();
    let help = format!("Write `use \"{0}\"` for another standard, or `use plugin {0}` for a plugin.", found.text);
    Some(place.error("missing-text", place.span(found), message).instead(help))
}

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    if !stop.wants_text() || stop.wants_name() || stop.wants_operand() || stop.wants_sign() {
        return None;
    }
    let before = place.before(stop)?;
    if before.is("warn") {
        let help = "Write for example `warn assignee at 50%`, or a role in quotes: `warn \"Director\" at 50%`.";
        let error =
            place.error("missing-text", place.span(before), "after `warn` it is missing who is told".to_owned());
        return Some(error.instead(help.to_owned()));
    }
    let Some(found) = place.found(stop).filter(|leaf| !leaf.first_on_line) else {
        let message = format!("after `{}` a text in double quotes is missing", before.text);
        return Some(place.error("missing-text", place.span(before), message));
    };
    let rest = &place.builder.text[found.token.start..place.range.end];
    let length = rest.find(['\n', '\r', ',', '{', '}', '"']).unwrap_or(rest.len()).max(found.text.len());
    let written = rest[..length].trim_end();
    let length = written.len();
    let span = place.builder.span_of(found.token.start..found.token.start + length);
    let message = format!("after `{}` a text in double quotes is due", before.text);
    let error = place.error("missing-text", span, message);
    Some(if found.token.kind == TokenKind::Word { error.instead(format!("Write `\"{written}\"`.")) } else { error })
}
