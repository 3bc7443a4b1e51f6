//! The search for the nearest change. Candidates come from the proof: for each condition the smallest moves of the values it
//! saw, put together along `and` and `or`. What is said was tried: the small world with the edits is judged again.

mod clock;
mod field;
mod forms;
mod goal;
mod looks;
mod moves;
mod nearest;
mod reach;
mod want;

pub(super) use nearest::{Aim, condition, finding, mark, mark_finding, row};

use super::stage::Closure;
use super::{Ask, FormProof, Thing};
use crate::plan::{NodeId, Plan};
use goal::{Goal, numeric};
pub(super) use goal::{as_seen, as_type};

/// Where changes are tried.
pub(super) struct Scene<'s> {
    pub(super) ask: &'s Ask<'s>,
    pub(super) plan: &'s Plan,
    pub(super) nodes: &'s [NodeId],
    pub(super) closure: &'s Closure,
}

/// The search for candidates for one thing.
struct Search<'s> {
    scene: &'s Scene<'s>,
    thing: &'s Thing,
    /// The form whose score, verdict or band a condition may speak of.
    form: Option<&'s FormProof>,
}
