//! A small world: the thing that is asked about and everything that its verdict rests on, to be looked at closely and to
//! be changed.

mod closure;
mod known;
mod reached;
mod rows;

pub(super) use closure::{Closure, closure, frames};
pub(super) use known::Known;
pub(crate) use reached::reached;
pub(super) use rows::{Edited, cell, world};
