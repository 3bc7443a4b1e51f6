//! Clocks of cases: time that runs, pauses and must not run out.
//!
//! Pure: from what the events of one case do ([`Happening`]) to what came of the clock ([`Life`]) and its stretches of time
//! ([`Segment`]), in one pass over the events in order. What the events do is computed in columns, many cases at a time (`read.rs`).

mod course;
mod happening;
mod holders;
mod life;
mod line;
#[cfg(test)]
mod tests;

pub(crate) use course::{Rules, Witness, run};
pub(crate) use happening::{Happening, in_order};
pub(crate) use holders::{Holders, Owner};
pub(crate) use life::{Answer, Life, Passed, Why};
pub use life::{ClockState, Segment};
pub(crate) use line::Line;
