//! `mon..fri 8-17`, `short 2026-12-23`: hours that are not there, or written otherwise.

use super::SyntaxError;
use super::place::{Place, Stop};
use super::unknown_declaration::shorten;
use crate::language::Rule;
use crate::lex::TokenKind;

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    if place.block != "calendar" {
        return None;
    }
    if stop.wants(&[Rule::weekday]) {
        let found = place.found(stop).filter(|leaf| leaf.token.kind == TokenKind::Word)?;
        let message = format!("`{}` is no day of the week here", shorten(found.text));
        let why = "The days are written mon, tue, wed, thu, fri, sat, sun; `mon..fri` is Monday to Friday.";
        return Some(place.error("missing-hours", place.span(found), message).because(why));
    }
    if !stop.wants(&[Rule::hours_span, Rule::clock]) {
        return None;
    }
    let why = "Hours are written from and to, with minutes: `08:00-17:00`; the end of the day is `24:00`.";
    let found = place.found(stop).filter(|leaf| !leaf.first_on_line);
    let (message, span) = match (found, place.before(stop)) {
        (Some(found), _) if found.token.kind == TokenKind::Number => {
            (format!("`{}` is not written as a time of day", shorten(found.text)), place.span(found))
        }
        (_, Some(before)) => (format!("after `{}` the hours are missing", shorten(before.text)), place.span(before)),
        _ => return None,
    };
    Some(place.error("missing-hours", span, message).because(why))
}
