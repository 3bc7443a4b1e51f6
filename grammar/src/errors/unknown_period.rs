//! `each fortnight`

use super::SyntaxError;
use super::place::{Place, Stop};
use super::unknown_declaration::shorten;
use crate::language::Rule;

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    if !stop.wants(&[Rule::period, Rule::calendar_period, Rule::last_period]) || stop.wants_name() {
        return None;
    }
    let before = place.before(stop)?;
    let (message, span) = match place.found(stop) {
        Some(found) => (format!("`{}` is no period", shorten(found.text)), place.span(found)),
        None => (format!("after `{}` a period is missing", before.text), place.span(before)),
    };
    let why = "The periods are half_hour, hour, day, week, month, quarter, year, all, the last so many days (`last 30 days`) and the last so many things (`last 50`).";
    Some(place.error("unknown-period", span, message).because(why))
}
