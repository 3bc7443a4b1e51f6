//! Steps of another ladder that were owed, due and not held in time: faults of whoever owed them.

use super::fault::{Fault, Of};
use crate::evaluate::scene::Scene;
use crate::outcome::{Decision, DecisionKind};
use crate::standard::LadderId;
use crate::value::Ratio;

/// Whose each is, and the fault. `decisions`: those of the ladders above.
pub(crate) fn unheld<'d>(
    scene: &Scene<'_>,
    decisions: &'d [Decision],
    ladder: LadderId,
    step: usize,
) -> Vec<(&'d str, Fault)> {
    let kind = DecisionKind::Step(ladder, step);
    let mut found: Vec<(&str, Fault)> = Vec::new();
    for decision in decisions.iter().filter(|d| d.kind == kind) {
        let (Some(who), Some(due)) = (decision.owed_by.as_deref(), decision.due) else { continue };
        let held = decision.held.is_some_and(|at| at <= due);
        // What was taken back before it was due was never owed to its end.
        let withdrawn = decision.withdrawn.as_ref().is_some_and(|withdrawn| withdrawn.at <= due);
        let whose = scene.world.texts.find(&decision.subject).unwrap_or(u32::MAX);
        if !held && !withdrawn && scene.world.as_of > due {
            let of = Of::Unheld(ladder, u16::try_from(step).unwrap_or(u16::MAX), whose);
            found.push((who, Fault { at: due, of, share: Ratio::ONE, once: None, form: 0 }));
        }
    }
    found
}
