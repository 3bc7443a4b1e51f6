//! The nearest change: the smallest edit of the data that makes the outcome another one.

use super::Thing;
use crate::outcome::Verdict;
use crate::standard::{FieldId, Type, UnitId};
use crate::value::Value;

/// What came of the search for the nearest change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nearest {
    /// This change was tried on the data, and it does make the outcome another one.
    Found(Change),
    /// None of the changes that were tried does (how many were tried).
    NotFound(usize),
    /// It was not looked for, or makes no sense here (a verdict of *pending*).
    NotAsked,
}

/// A change of the data that was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The edits, all of them together; the fewest that do.
    pub edits: Vec<Edit>,
    /// The verdict then (of a mitigation: met = it holds).
    pub then: Verdict,
}

/// One edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// A field had another value.
    Field {
        /// Whose field.
        thing: Thing,
        /// Which.
        field: FieldId,
        /// Its name.
        name: String,
        /// What it is.
        from: Value,
        /// What it would have been.
        to: Value,
        /// The type of both.
        ty: Type,
        /// By how much, where that can be said: a duration of instants and durations, days of dates, a number of numbers, a
        /// share of shares.
        difference: Option<Value>,
    },
    /// It had not been there.
    Absent(Thing),
    /// There had been one more thing, with these values.
    Added(Box<Added>),
}

/// A thing that might have been there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// Its kind.
    pub unit: UnitId,
    /// Its kind's name.
    pub kind: String,
    /// Its instant: the last at which it would have counted.
    pub at: i64,
    /// Whether an earlier one would have counted too.
    pub or_earlier: bool,
    /// The values it must have, by field; not its key and not its instant.
    pub values: Vec<Given>,
}

/// A value of a thing that might have been there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Which field.
    pub field: FieldId,
    /// Its name.
    pub name: String,
    /// The value.
    pub value: Value,
    /// Its type.
    pub ty: Type,
}
