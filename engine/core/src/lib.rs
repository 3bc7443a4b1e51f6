//! The pure heart of Etalon: text to [`Standard`], events to [`Outcome`].
//!
//! Nothing here reads a file, a clock, the environment or a random source, and nothing depends on threads or on the
//! order of a hash map: the same standard and the same events give the same bytes, however the data are cut.

pub mod check;
pub mod diagnostic;
pub mod evaluate;
pub mod explain;
pub mod outcome;
mod places;
pub mod plan;
pub mod plugin;
pub mod show;
pub mod standard;
pub mod table;
mod texts;
pub mod time;
pub mod value;

pub use check::{Checked, DayFile, DayFiles, FileDay, Limit, SourceFile, Undecided, check, check_beside, check_with};
pub use diagnostic::{Diagnostic, Label, Severity};
pub use outcome::Outcome;
pub use plan::{Plan, plan};
pub use standard::Standard;
// What documents need of the syntax: places, and the signs of comparisons.
pub use etalon_grammar::ast::{BinaryOp, Span};
