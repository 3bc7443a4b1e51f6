//! What a plugin's function takes and gives.

use crate::value::Value;

/// A function of one row, or a value of many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Its name: `tone.politeness` is `politeness`.
    pub name: String,
    /// What it says, for people, in one or two sentences.
    pub doc: String,
    /// What it takes, in order.
    pub parameters: Vec<Parameter>,
    /// What it gives.
    pub returns: Returned,
    /// The statistical model that its answers rest on; none = it follows plain rules. The report says so.
    pub model: Option<Model>,
    /// What to use instead, if it should no longer be used.
    pub deprecated: Option<String>,
    /// Of a window: whether rows can be taken out again, so that it can slide.
    pub retractable: bool,
    /// Of a window: whether states can be joined.
    pub mergeable: bool,
}

/// A statistical model: what it was made of and what is known of its errors, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model(pub String);

/// The kinds of values that cross the border.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// yes or no
    YesNo,
    /// A whole number.
    Whole,
    /// A number; in the engine a decimal in millionths.
    Number,
    /// Microseconds.
    Duration,
    /// Microseconds since 1970-01-01T00:00Z.
    Instant,
    /// Days since 1970-01-01.
    Date,
    /// Text.
    Text,
}

/// What is said of a value: its kind, and what narrows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Its kind.
    pub kind: Kind,
    /// In what it is measured, for people: "points". Durations have none: they are durations.
    pub unit: Option<String>,
    /// Least and greatest, in the measure of the kind (numbers: millionths).
    pub range: Option<(i64, i64)>,
    /// Of a text: the values it may have; empty = any.
    pub choices: Vec<String>,
}

/// What a function takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name; the call may say it: `language: "lv"`.
    pub name: String,
    /// For people.
    pub doc: String,
    /// What it may be.
    pub term: Term,
    /// What it is where the call leaves it out; only the last ones may have one.
    pub default: Option<Value>,
    /// Whether it must be known before any event is read: a constant or a param.
    pub constant: bool,
    /// Whether rows without a value are handed over. Else such a row has no answer, and the plugin never sees it.
    pub nullable: bool,
}

/// What a function gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// What it is.
    pub term: Term,
    /// Of a number: how many digits after the point it is rounded to (half to even), 0 to 6.
    pub scale: u8,
    /// Whether it may give no value.
    pub nullable: bool,
}
