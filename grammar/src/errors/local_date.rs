//! `02.03.2026`, `2026/03/02`: a date that not everyone reads alike.

use super::SyntaxError;
use super::place::Place;
use crate::lex::TokenKind;

pub(super) fn find(place: &Place<'_>) -> Vec<SyntaxError> {
    let mut errors = Vec::new();
    let numbers = place.leaves.iter().filter(|leaf| leaf.token.kind == TokenKind::Number);
    let mut end = 0;
    for leaf in numbers {
        if leaf.token.start < end {
            continue;
        }
        let rest = &place.builder.text[leaf.token.start..place.range.end.max(leaf.token.start)];
        let length = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '/' | '-')).unwrap_or(rest.len());
        end = leaf.token.start + length;
        if let Some((year, month, day)) = date(&rest[..length]) {
            let span = place.builder.span_of(leaf.token.start..end);
            let message = format!("the date `{}` is written `{year}-{month:0>2}-{day:0>2}`", &rest[..length]);
            errors.push(
                place
                    .error("local-date", span, message)
                    .because("Day and month change places from country to country; year, month, day is read alike everywhere.")
                    .instead(format!("write `{year}-{month:0>2}-{day:0>2}`, with a time `{year}-{month:0>2}-{day:0>2}T09:00`")),
            );
        }
    }
    errors
}

/// Day, month and year of a date in another order or with other signs.
fn date(written: &str) -> Option<(&str, &str, &str)> {
    let sign = written.chars().find(|c| !c.is_ascii_digit())?;
    let mut parts = written.trim_end_matches('.').split(sign);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let short = |part: &str| matches!(part.len(), 1 | 2);
    if parts.next().is_some() || !short(second) {
        return None;
    }
    match (first.len(), third.len()) {
        (4, 1 | 2) if sign != '-' || second.len() == 1 || third.len() == 1 => Some((first, second, third)),
        (1 | 2, 4) => Some((third, second, first)),
        _ => None,
    }
}
