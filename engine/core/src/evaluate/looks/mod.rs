//! Looks at other units: `no call where customer = this.customer within 7 days`.
//!
//! What must be equal is found by an index over the other table, sorted by time; the window is a stretch of it. Only the
//! conditions that neither side can answer alone are computed for pairs, in chunks of bounded size.

mod accumulate;
mod ask;
mod index;
mod pairs;
mod window;

pub(crate) use accumulate::{Accumulator, Cell, from_cells};
pub(crate) use index::Index;
