//! The meaning-bearing view of a file: what [`crate::parse`] hands to the checker.
//!
//! Everything keeps its place in the text. Nothing here is resolved: a name is a name, whatever it may stand for.

mod calendar;
mod clause;
mod clock;
mod expr;
mod form;
mod item;
mod ladder;
mod metric;
mod steps;
mod test;
mod unit;

pub use calendar::*;
pub use clause::*;
pub use clock::*;
pub use expr::*;
pub use form::*;
pub use item::*;
pub use ladder::*;
pub use metric::*;
pub use steps::*;
pub use test::*;
pub use unit::*;
