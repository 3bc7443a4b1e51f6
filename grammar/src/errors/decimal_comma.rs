//! `0,5`

use super::SyntaxError;
use super::place::{Place, Stop};
use crate::lex::TokenKind;

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    let comma =
        place.found(stop).filter(|leaf| leaf.is(",")).or_else(|| place.before(stop).filter(|leaf| leaf.is(",")))?;
    let whole = place.leaves.iter().find(|leaf| leaf.token.end == comma.token.start)?;
    let part = place.leaves.iter().find(|leaf| leaf.token.start == comma.token.end)?;
    if whole.token.kind != TokenKind::Number || part.token.kind != TokenKind::Number {
        return None;
    }
    let written = format!("{},{}", whole.text, part.text);
    // `12.345,67`: the point divides thousands.
    let right = format!("{}.{}", whole.text.replace('.', ""), part.text);
    Some(
        place
            .error(
                "decimal-comma",
                place.span_between(whole, part),
                format!("the number `{written}` is written `{right}`"),
            )
            .because("A comma stands between the things of a list, so a number has a point.")
            .instead(format!("write `{right}`")),
    )
}
