//! Columns as they cross the border.

use std::borrow::Cow;

/// Rows of arguments: one column a parameter.
#[derive(Debug, Clone, Copy)]
pub struct Batch<'a> {
    /// How many rows.
    pub rows: usize,
    /// In the order of the parameters that are no constants.
    pub columns: &'a [Column<'a>],
}

/// The values of one parameter, or of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Column<'a> {
    /// The values.
    pub data: Data<'a>,
    /// Which rows have one; none = all. Where a row has none its slot holds a default that nobody may read.
    pub valid: Option<Cow<'a, [bool]>>,
}

/// Physical forms.
#[derive(Debug, Clone, PartialEq)]
pub enum Data<'a> {
    /// yes/no: 1 and 0
    Flags(Cow<'a, [u8]>),
    /// whole, number (millionths), duration and instant (microseconds), date (days)
    Ints(Cow<'a, [i64]>),
    /// Texts.
    Texts {
        /// One a row: index into `words`.
        codes: Cow<'a, [u32]>,
        /// The different texts of the batch.
        words: Cow<'a, [String]>,
    },
}

impl Data<'_> {
    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Flags(v) => v.len(),
            Self::Ints(v) => v.len(),
            Self::Texts { codes, .. } => codes.len(),
        }
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
