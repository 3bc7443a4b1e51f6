//! Fold: findings of one subject, in order, to proposals and recognitions.

use super::Pool;
use super::scene::Scene;
use super::tally::Tallied;
use crate::outcome::Decision;

/// All decisions, sorted by instant, rule, subject, step.
pub(crate) fn decisions(scene: &Scene<'_>, figures: &[Tallied], pool: &impl Pool) -> Vec<Decision> {
    let _ = (scene, figures, pool);
    Vec::new()
}
