//! Fold: findings of one subject, in order, to proposals and recognitions. Subjects are independent of each other.

mod celebrate;
pub(crate) mod fault;
pub(crate) mod ladder;
pub(crate) mod owed;
mod step;
pub(crate) mod story;
mod streak;
pub(crate) mod talks;

use super::Pool;
use super::scene::Scene;
use super::tally::Tallied;
use crate::outcome::{Decision, DecisionKind};
use crate::standard::{LadderId, RecognitionId};
use sha2::{Digest, Sha256};

/// All decisions, sorted by instant, rule, subject, step.
pub(crate) fn decisions(scene: &Scene<'_>, figures: &[Tallied], pool: &impl Pool) -> Vec<Decision> {
    let mut all = Vec::new();
    for (index, ladder) in scene.standard.ladders.iter().enumerate() {
        let id = LadderId(u16::try_from(index).unwrap_or(u16::MAX));
        all.extend(step::steps(scene, id, ladder, figures, pool));
    }
    for (index, recognition) in scene.standard.recognitions.iter().enumerate() {
        let id = RecognitionId(u16::try_from(index).unwrap_or(u16::MAX));
        all.extend(celebrate::recognitions(scene, id, recognition, figures));
    }
    all.sort_by_cached_key(|d: &Decision| {
        (d.at, rule(scene, d.kind), d.subject.clone(), step_of(d.kind), d.episode.clone())
    });
    all
}

/// Ladders before recognitions, each in the order of the text.
fn rule(scene: &Scene<'_>, kind: DecisionKind) -> (bool, String) {
    match kind {
        DecisionKind::Step(id, _) => (false, scene.standard.ladders[id.index()].label.name.clone()),
        DecisionKind::Recognition(id, _) => (true, scene.standard.recognitions[id.index()].label.name.clone()),
    }
}

const fn step_of(kind: DecisionKind) -> usize {
    match kind {
        DecisionKind::Step(_, step) => step,
        DecisionKind::Recognition(..) => 0,
    }
}

/// The stable id of a decision: of its rule, subject, episode and step, and of nothing else.
fn stable_id(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
