//! `same-warning`: two warnings of a clock that tell one and the same person the same at the same mark.

use super::reason::{Rules, Space, key};
use crate::Diagnostic;

const SLUG: &str = "same-warning";

pub(super) fn find<'a>(space: &mut Space<'a>, _: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    for clock in space.standard.units.iter().flat_map(|unit| &unit.clocks) {
        for (number, one) in clock.warnings.iter().enumerate() {
            let whom = key(&one.whom);
            let mut earlier = clock.warnings[..number].iter();
            let first =
                earlier.find(|first| (first.share, first.more) == (one.share, one.more) && key(&first.whom) == whom);
            let Some(first) = first else { continue };
            // One that is told under a condition, beside one that is always told, is covered by it.
            let same = match (&first.when, &one.when) {
                (Some(a), Some(b)) => key(a) == key(b),
                _ => true,
            };
            if same {
                let message = format!("clock `{}` warns the same person twice at the same mark", clock.name);
                out.push(
                    Diagnostic::warning(SLUG, one.span, message)
                        .here("this says it again")
                        .label(first.span, "it is said here")
                        .reason("Who gets everything twice soon reads nothing of it.")
                        .help("take one of the two out, or name another mark or another person"),
                );
            }
        }
    }
}
