//! Fold: findings of one subject, in order, to proposals and recognitions. Subjects are independent of each other.

pub(crate) mod appeals;
pub(crate) mod binding;
mod celebrate;
mod duty;
pub(crate) mod fault;
pub(crate) mod forms;
mod handover;
pub(crate) mod ladder;
pub(crate) mod owed;
mod periods;
mod records;
pub(crate) mod replay;
pub(crate) mod standing;
mod step;
pub(crate) mod story;
pub(crate) mod streak;
pub(crate) mod talks;
mod unheld;
mod warn;

pub(crate) use step::steps;

use super::scene::Scene;
use super::tally::Tallied;
use crate::outcome::{Decision, DecisionKind};
use crate::standard::{DutyId, RecognitionId};
use sha2::{Digest, Sha256};

/// All decisions, sorted by instant, rule, subject, step. `steps`: those of the ladders.
pub(crate) fn decisions(scene: &Scene<'_>, figures: &[Tallied], steps: Vec<Decision>) -> Vec<Decision> {
    let mut all = steps;
    for (index, duty) in scene.standard.duties.iter().enumerate() {
        let id = DutyId(u16::try_from(index).unwrap_or(u16::MAX));
        all.extend(duty::duties(scene, id, duty));
    }
    all.extend(warn::warnings(scene));
    for (index, recognition) in scene.standard.recognitions.iter().enumerate() {
        let id = RecognitionId(u16::try_from(index).unwrap_or(u16::MAX));
        all.extend(celebrate::recognitions(scene, id, recognition, figures));
    }
    all.sort_by(|a, b| {
        let key = |d: &'_ Decision| (d.at, rule(scene, d.kind));
        key(a)
            .cmp(&key(b))
            .then_with(|| a.subject.cmp(&b.subject))
            .then_with(|| (step_of(a.kind), &a.episode).cmp(&(step_of(b.kind), &b.episode)))
    });
    all
}

/// Ladders before duties before recognitions, each in the order of the text.
fn rule<'a>(scene: &Scene<'a>, kind: DecisionKind) -> (u8, &'a str) {
    match kind {
        DecisionKind::Step(id, _) => (0, &scene.standard.ladders[id.index()].label.name),
        DecisionKind::Duty(id) | DecisionKind::DutyWarning(id, _) => (1, &scene.standard.duties[id.index()].label.name),
        DecisionKind::ClockWarning(unit, clock, _) => {
            (1, scene.standard.clock(unit, clock).map_or("", |clock| clock.name.as_str()))
        }
        DecisionKind::Recognition(id, _) => (2, &scene.standard.recognitions[id.index()].label.name),
    }
}

const fn step_of(kind: DecisionKind) -> usize {
    match kind {
        DecisionKind::Step(_, step) => step,
        DecisionKind::DutyWarning(_, warning) | DecisionKind::ClockWarning(_, _, warning) => warning + 1,
        DecisionKind::Duty(_) | DecisionKind::Recognition(..) => 0,
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
