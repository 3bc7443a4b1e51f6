//! Plan and events to outcome: identify, judge, fold, tally. One evaluator; batch, tests and what-if only drive it.

pub(crate) mod clock;
pub(crate) mod closing;
mod columns;
pub(crate) mod failures;
pub(crate) mod fold;
mod judge;
mod judged;
mod lens;
mod looks;
mod options;
mod run;
pub(crate) mod scene;
pub(crate) mod strata;
pub(crate) mod tally;
mod testing;
mod world;

pub use clock::{ClockState, Segment};
pub(crate) use columns::{date_text, decimal_text};
pub use judge::judge;
pub use judged::{Judged, Use};
pub(crate) use lens::{Frames, Lens};
pub use options::{Options, Pool, Sequential};
pub use run::{Run, evaluate};
pub use tally::{LEAST_PERIODS, figure_type, scorecard_kinds};
pub(crate) use testing::given_column;
pub use testing::{Failure, TestReport, given, run_tests};
pub(crate) use world::kept;
pub use world::{Course, NOWHERE, Table, World, timeline, world};
