//! What can hold at all: an abstract reasoner over conditions of one unit.
//!
//! A condition becomes a list of situations; in each, every thing that it looks at is demanded to lie in a set of
//! values (or to be missing). Things that are not plain fields (a count of other events, a difference of two instants,
//! a pattern) are things of their own: equal ones are equal, and nothing more is known of them. So "can never hold" and
//! "follows from" are never said wrongly; they may go unsaid.

mod domain;
mod example;
mod key;
mod limits;
mod numbers;
mod places;
mod plain;
mod point;
mod rules;
mod situations;
mod space;
#[cfg(test)]
mod tests;
mod translate;
mod walk;
mod words;

pub(crate) use domain::{Domain, Values};
pub(crate) use key::key;
pub use limits::Limit;
pub(crate) use places::{ClockWord, Part, Place};
pub(crate) use point::{Point, Value as PointValue};
pub(crate) use rules::{Rule, Rules};
pub(crate) use situations::{Situation, Situations};
pub(crate) use space::{Space, Thing, Var};
pub(crate) use walk::{any, inner, walk};
pub(crate) use words::{decimal, list, one};
