//! Plan and events to outcome: identify, judge, fold, tally. One evaluator; batch, tests and what-if only drive it.

mod judge;
mod judged;
mod options;
mod world;

pub use judge::judge;
pub use judged::{Judged, Use};
pub use options::{Options, Pool, Sequential};
pub use world::{NOWHERE, Table, World, world};
