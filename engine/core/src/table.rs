//! Columns and tables: what the readers hand in and the engine works on.

pub use crate::places::{Place, Places};
use crate::standard::{SourceId, UnitId};
use crate::value::{Ratio, Texts};

/// The values of one field, one a row. Where a row has no value its slot holds a default that nobody may read.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The values.
    pub data: Data,
    /// Which rows have one; none = all.
    pub valid: Option<Vec<bool>>,
}

/// The physical forms of a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// yes/no
    Flags(Vec<bool>),
    /// whole, decimal (millionths), duration and instant (microseconds), date (days)
    Ints(Vec<i64>),
    /// text and references: codes into [`Texts`]; one-of: index in the list
    Codes(Vec<u32>),
    /// share and other exact fractions
    Ratios(Vec<Ratio>),
}

impl Data {
    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Flags(v) => v.len(),
            Self::Ints(v) => v.len(),
            Self::Codes(v) => v.len(),
            Self::Ratios(v) => v.len(),
        }
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Column {
    /// Whether the row has a value.
    #[must_use]
    pub fn has(&self, row: usize) -> bool {
        self.valid.as_ref().is_none_or(|v| v[row])
    }

    /// The values of these rows, in their order.
    pub(crate) fn picked(&self, rows: &[usize]) -> Self {
        fn of<T: Copy>(values: &[T], rows: &[usize]) -> Vec<T> {
            rows.iter().map(|row| values[*row]).collect()
        }
        let data = match &self.data {
            Data::Flags(values) => Data::Flags(of(values, rows)),
            Data::Ints(values) => Data::Ints(of(values, rows)),
            Data::Codes(values) => Data::Codes(of(values, rows)),
            Data::Ratios(values) => Data::Ratios(of(values, rows)),
        };
        Self { data, valid: self.valid.as_ref().map(|valid| of(valid, rows)) }
    }
}

/// What one source delivered: rows that could be read and typed, in the order of the files, and what could not.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The source.
    pub source: SourceId,
    /// The unit its rows are of.
    pub unit: UnitId,
    /// The files, in the order of their names.
    pub files: Vec<String>,
    /// One column a field of the unit, in the order of its fields.
    pub columns: Vec<Column>,
    /// Where each row stood.
    pub places: Places,
    /// The value of `ties by …`, if the source has one; compared before the key.
    pub ties: Option<Column>,
    /// Which rows take their event back (`retract where`); empty = none.
    pub retractions: Vec<bool>,
    /// How many data rows the files held, the rejected and the left out included.
    pub read: u64,
    /// Rows left out by `rows where`.
    pub left_out: u64,
    /// Rows that could not be used, grouped by reason.
    pub rejected: Vec<Rejected>,
}

/// Rows that could not be used, for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Stable: `not-a-number`, `no-zone` …
    pub slug: &'static str,
    /// What, why and what to do, in one line, without the place; alike for all rows of the group.
    pub reason: String,
    /// How many rows.
    pub count: u64,
    /// The first places (at most 5): file, row, and the text that was found.
    pub first: Vec<(String, u64, String)>,
}

/// Everything a run is fed: what the sources delivered, and the texts their columns speak of.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// Every text of every column.
    pub texts: Texts,
    /// What each source delivered, by source.
    pub incoming: Vec<Incoming>,
}
