//! A number that is not there.

use super::SyntaxError;
use super::place::{Place, Stop};
use super::unknown_declaration::shorten;
use crate::cut::Leaf;
use crate::language::Rule;

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    let counted = |leaf: &&Leaf<'_>| matches!(leaf.text, "fault" | "faults" | "miss" | "misses");
    let what = place.before(stop).filter(counted).filter(|_| place.block == "step");
    let joined = |what: &&Leaf<'_>| {
        let index = place.leaves.iter().position(|leaf| leaf.token.start == what.token.start);
        let earlier = index.and_then(|index| place.leaves.get(index.checked_sub(1)?));
        earlier.is_some_and(|leaf| leaf.is("when") || leaf.is("and"))
    };
    if let Some(what) = what.filter(joined) {
        let message = format!("how many {}? The number is missing", what.text);
        return Some(place.error("missing-number", place.span(what), message));
    }
    if stop.wants(&[Rule::version_number]) {
        let message = "the number of the version is missing".to_owned();
        return Some(place.error("missing-number", place.gap(stop), message));
    }
    if stop.wants_text() || !stop.wants(&[Rule::number, Rule::signed_number]) || stop.wants_sign() || stop.wants_name()
    {
        return None;
    }
    let before = place.before(stop)?;
    let message = format!("after `{}` a number is missing", shorten(before.text));
    let span = place.found(stop).map_or_else(|| place.span(before), |found| place.span(found));
    Some(place.error("missing-number", span, message))
}
