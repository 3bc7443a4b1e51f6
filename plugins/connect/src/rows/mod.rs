//! Rows as a source gives them: columns, checked against what it declared, written as lines of JSON.

mod fit;
mod line;

pub(crate) use fit::INSTANTS;
pub use fit::{Misfit, fit};
pub use line::lines;

use std::time::Duration;

/// What a source gives at once.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Columns in the order of the declared fields.
    pub batch: Batch,
    /// Where the next page starts.
    pub cursor: Vec<u8>,
    /// When to ask for it.
    pub next: Next,
    /// No older event will come; microseconds since 1970.
    pub watermark: Option<i64>,
}

/// When to ask for the next page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// There is more.
    Now,
    /// That is all for now; something new may come later.
    After(Duration),
    /// Nothing more will ever come.
    Ended,
}

/// Rows by columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// How many.
    pub rows: u32,
    /// One a field.
    pub columns: Vec<Column>,
}

/// The values of one field.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// One a row.
    pub data: Data,
    /// Bit i of byte i/8, least first: whether row i has a value; none = all.
    pub valid: Option<Vec<u8>>,
}

/// Values as they cross the border.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// 1 and 0.
    Booleans(Vec<u8>),
    /// Whole numbers, microseconds, days.
    Ints(Vec<i64>),
    /// Numbers.
    Numbers(Vec<f64>),
    /// Texts: a code a row into the words.
    Texts {
        /// One a row.
        codes: Vec<u32>,
        /// The different ones.
        words: Vec<String>,
    },
}

impl Data {
    fn len(&self) -> usize {
        match self {
            Self::Booleans(v) => v.len(),
            Self::Ints(v) => v.len(),
            Self::Numbers(v) => v.len(),
            Self::Texts { codes, .. } => codes.len(),
        }
    }
}

impl Column {
    fn has(&self, row: usize) -> bool {
        self.valid.as_ref().is_none_or(|bits| bits.get(row / 8).is_some_and(|byte| byte >> (row % 8) & 1 == 1))
    }
}
