//! `criterion quick-answer`

use super::SyntaxError;
use super::place::{Place, Stop};

pub(super) fn explain(place: &Place<'_>, stop: &Stop) -> Option<SyntaxError> {
    let hyphen = place.found(stop).filter(|leaf| leaf.is("-"))?;
    let before = place.before(stop).filter(|leaf| leaf.is_name() && leaf.token.end == hyphen.token.start)?;
    let after = place.after(stop, 1).filter(|leaf| leaf.is_name() && leaf.token.start == hyphen.token.end)?;
    let name = format!("{}_{}", before.text, after.text);
    Some(
        place
            .error("hyphen-in-name", place.span_between(before, after), "a name cannot hold a `-`".to_owned())
            .because("A `-` takes one amount from another.")
            .instead(format!("write `{name}`")),
    )
}
