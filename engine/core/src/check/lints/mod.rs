//! The deeper half of the checker: what a finished standard says that nobody can have meant.
//!
//! One file a lint, named by its slug. All work on the typed [`Standard`] only; `reason` decides what can hold at all.
//! Where it gives up, nothing is said of the standard, but that it gave up is ([`Limit`]).

mod action_without_owner;
mod always_holds;
mod closed_throughout;
mod closes_nothing;
mod covered_rule;
mod days_on_a_calendar;
mod implied_order;
mod learning_metric_used;
mod missing_case;
mod mitigation_never_applies;
mod needless_resumes;
mod never_due;
mod never_fed;
mod never_holds;
mod overlapping_bands;
mod person_on_few_cases;
mod principle_without_criterion;
mod purpose_not_kept;
mod reason;
mod repeated_step;
mod same_rule;
mod same_warning;
mod target_without_action;
mod unchecked_optional;
mod uncovered_cases;
mod unobservable;
mod unreachable_step;
mod unused_define;
mod weights_do_not_add;

use super::SourceFile;
use crate::{Diagnostic, Severity, Standard};
use etalon_grammar::ast::Span;
pub use reason::Limit;
use reason::{Rules, Space};

/// Everything the lints have to say about a standard without errors, and what they did not decide.
pub(crate) fn run(standard: &Standard, files: &[SourceFile]) -> (Vec<Diagnostic>, Vec<(Span, Limit)>) {
    let mut space = Space::new(standard, files);
    let rules = Rules::of(&mut space);
    let mut out = Vec::new();
    action_without_owner::find(&mut space, &rules, &mut out);
    always_holds::find(&mut space, &rules, &mut out);
    closed_throughout::find(&mut space, &rules, &mut out);
    closes_nothing::find(&mut space, &rules, &mut out);
    covered_rule::find(&mut space, &rules, &mut out);
    days_on_a_calendar::find(&mut space, &rules, &mut out);
    implied_order::find(&mut space, &rules, &mut out);
    learning_metric_used::find(&mut space, &rules, &mut out);
    missing_case::find(&mut space, &rules, &mut out);
    mitigation_never_applies::find(&mut space, &rules, &mut out);
    needless_resumes::find(&mut space, &rules, &mut out);
    never_due::find(&mut space, &rules, &mut out);
    never_fed::find(&mut space, &rules, &mut out);
    never_holds::find(&mut space, &rules, &mut out);
    overlapping_bands::find(&mut space, &rules, &mut out);
    person_on_few_cases::find(&mut space, &rules, &mut out);
    principle_without_criterion::find(&mut space, &rules, &mut out);
    purpose_not_kept::find(&mut space, &rules, &mut out);
    repeated_step::find(&mut space, &rules, &mut out);
    same_rule::find(&mut space, &rules, &mut out);
    same_warning::find(&mut space, &rules, &mut out);
    target_without_action::find(&mut space, &rules, &mut out);
    unchecked_optional::find(&mut space, &rules, &mut out);
    uncovered_cases::find(&mut space, &rules, &mut out);
    unobservable::find(&mut space, &rules, &mut out);
    unreachable_step::find(&mut space, &rules, &mut out);
    unused_define::find(&mut space, &rules, &mut out);
    weights_do_not_add::find(&mut space, &rules, &mut out);
    // A used standard answers for its own warnings: who only uses it cannot mend them.
    let own = |d: &Diagnostic| files.get(d.place().0 as usize).is_none_or(|file| file.layer == 0);
    out.retain(|d| d.severity == Severity::Error || own(d));
    space.note_what_is_taken_whole(&rules.places);
    let mut undecided = std::mem::take(&mut space.undecided);
    undecided.retain(|(span, _)| files.get(span.file as usize).is_none_or(|file| file.layer == 0));
    undecided.sort_unstable_by_key(|(span, limit)| (span.file, span.start, span.end, *limit));
    undecided.dedup();
    (out, undecided)
}
