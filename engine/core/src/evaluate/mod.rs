//! Plan and events to outcome: identify, judge, fold, tally. One evaluator; batch, tests and what-if only drive it.

mod judged;
mod options;

pub use judged::{Judged, Use};
pub use options::{Options, Pool, Sequential};
