//! The deeper half of the checker: what a finished standard says that nobody can have meant.
//!
//! One file a lint, named by its slug. All work on the typed [`Standard`] only; `reason` decides what can hold at all.
//! Where it gives up, nothing is said.

mod action_without_owner;
mod always_holds;
mod covered_rule;
mod learning_metric_used;
mod missing_case;
mod mitigation_never_applies;
mod never_fed;
mod never_holds;
mod overlapping_bands;
mod person_on_few_cases;
mod principle_without_criterion;
mod reason;
mod repeated_step;
mod same_rule;
mod target_without_action;
mod unchecked_optional;
mod uncovered_cases;
mod unobservable;
mod unreachable_step;
mod unused_define;
mod weights_do_not_add;

use super::SourceFile;
use crate::{Diagnostic, Severity, Standard};
use reason::{Rules, Space};

/// A lint: looks at the whole standard and adds what it has to say.
type Lint = fn(&mut Space<'_>, &Rules<'_>, &mut Vec<Diagnostic>);

const LINTS: [Lint; 20] = [
    action_without_owner::find,
    always_holds::find,
    covered_rule::find,
    learning_metric_used::find,
    missing_case::find,
    mitigation_never_applies::find,
    never_fed::find,
    never_holds::find,
    overlapping_bands::find,
    person_on_few_cases::find,
    principle_without_criterion::find,
    repeated_step::find,
    same_rule::find,
    target_without_action::find,
    unchecked_optional::find,
    uncovered_cases::find,
    unobservable::find,
    unreachable_step::find,
    unused_define::find,
    weights_do_not_add::find,
];

/// Everything the lints have to say about a standard without errors.
pub(crate) fn run(standard: &Standard, files: &[SourceFile]) -> Vec<Diagnostic> {
    let mut space = Space::new(standard, files);
    let rules = Rules::of(&mut space);
    let mut out = Vec::new();
    for find in LINTS {
        find(&mut space, &rules, &mut out);
    }
    // A used standard answers for its own warnings: who only uses it cannot mend them.
    let own = |d: &Diagnostic| files.get(d.place().0 as usize).is_none_or(|file| file.layer == 0);
    out.retain(|d| d.severity == Severity::Error || own(d));
    out
}
