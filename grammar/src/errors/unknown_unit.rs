//! `20 sek`

use super::SyntaxError;
use super::place::{Place, Stop};
use crate::lex::TokenKind;

const MEANT: [(&str, &[&str]); 9] = [
    ("ms", &["msec", "millis", "millisecond", "milliseconds"]),
    ("s", &["sec", "secs", "second", "seconds", "sek", "sekund", "sekundit"]),
    ("min", &["m", "mins", "minute", "minutes", "minut", "minutit"]),
    ("h", &["hr", "hrs", "hour", "hours", "tund", "tundi"]),
    ("days", &["d", "päev", "päeva"]),
    ("weeks", &["w", "wk", "wks", "nädal", "nädalat"]),
    ("months", &["mo", "mon", "mth", "kuu", "kuud"]),
    ("years", &["y", "yr", "yrs", "aasta", "aastat"]),
    ("working days", &["workdays", "workday", "business", "bd", "working"]),
];

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    let number = place.before(stop).filter(|leaf| leaf.token.kind == TokenKind::Number)?;
    let word = place.found(stop).filter(|leaf| leaf.token.kind == TokenKind::Word && !leaf.first_on_line)?;
    let written = word.text.to_lowercase();
    let power =
        written.strip_prefix('e').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
    if power && number.token.end == word.token.start {
        let message = format!("`{}{}` is not written out", number.text, word.text);
        let error = place.error("unknown-unit", place.span(word), message);
        return Some(
            error.because("Readers should see how much it is.").instead("write all its digits, such as `1000`"),
        );
    }
    // `8 business h`
    let next = place.after(stop, 1).filter(|next| written == "business" && !next.first_on_line);
    if let Some(unit) = next.and_then(|next| match next.text {
        "h" | "hr" | "hrs" => Some("business hours"),
        "m" | "min" | "mins" => Some("business minutes"),
        _ => None,
    }) {
        let message = format!("`business {}` is no unit of time", next.map_or("", |next| next.text));
        return Some(
            place.error("unknown-unit", place.span(word), message).instead(format!("write `{} {unit}`", number.text)),
        );
    }
    let keywords = stop.keywords();
    if super::unknown_clause::nearest(&written, keywords.iter().map(String::as_str)).is_some() {
        return None;
    }
    let meant = MEANT.iter().find(|(_, others)| others.contains(&written.as_str())).map(|(unit, _)| *unit);
    let units = ["ms", "min", "days", "weeks", "months", "quarters", "years"];
    let meant = meant.or_else(|| super::unknown_clause::nearest(&written, units.into_iter()));
    // A word straight after a number that no sign could join is most likely a unit.
    if meant.is_none() && !(stop.wants_sign() && number.token.end + 2 > word.token.start && word.text.len() <= 12) {
        return None;
    }
    let help = match meant {
        Some(unit) => format!("write `{} {unit}`", number.text),
        None => format!("write for example `{} s`", number.text),
    };
    Some(
        place
            .error("unknown-unit", place.span(word), format!("`{}` is no unit of time", word.text))
            .because("The units are ms, s, min, h, days, working days, weeks, months, quarters, years; on a calendar also business hours, business minutes.")
            .instead(help),
    )
}
