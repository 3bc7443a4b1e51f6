//! `target` in a criterion.

use super::place::Place;
use super::unknown_declaration::with_article;
use super::{SyntaxError, examples};
use crate::words::{CLAUSES, clauses_of};

pub(crate) fn explain(place: &Place<'_>) -> Option<SyntaxError> {
    let first = place.leaves.first()?;
    let owners: Vec<&str> =
        CLAUSES.iter().filter(|(_, clauses)| clauses.contains(&first.text)).map(|(block, _)| *block).collect();
    let owner = *owners.first()?;
    let owned = owners.iter().take(3).map(|owner| with_article(owner)).collect::<Vec<_>>().join(" or ");
    let message = format!("`{}` belongs to {owned}, not to {}", first.text, with_article(place.block));
    let mine = clauses_of(place.block).iter().take(10).copied().collect::<Vec<_>>().join(", ");
    let example = examples::clause(owner, first.text).unwrap_or(first.text);
    Some(place.error("misplaced-clause", place.span(first), message).instead(format!(
        "write `{example}` in {}. The lines of {} start with {mine}",
        with_article(owner),
        with_article(place.block)
    )))
}
