//! Looks at other units: `no call where customer = this.customer within 7 days`.
//!
//! The rows of both sides are put in groups by what must be equal, without being copied. Along each list it is walked once:
//! a window is a stretch between two places that only move on, a sum is what lies before its end without what lies before
//! its beginning. A comparison between both sides narrows the stretch where the list is sorted by it. Only conditions that
//! neither side can answer alone are computed for pairs, in chunks of bounded size.

mod accumulate;
mod answer;
mod bounds;
mod collect;
mod cursor;
mod following;
mod groups;
mod job;
mod pairs;
mod plugin;
mod question;
mod rolling;
mod tree;
mod whole;
mod window;

pub(crate) use accumulate::{Accumulator, Cell};
pub(crate) use collect::from_cells;
pub(crate) use groups::Groups;
pub(crate) use whole::{answered, left_open};
