//! One unit's rows, sorted by instant, ties, key.

use super::keys::Keys;
use crate::standard::UnitId;
use crate::table::{Column, Data};

/// Stands for "leads nowhere" in [`Table::refs`].
pub const NOWHERE: u32 = u32::MAX;

/// All rows of one unit, sorted by (instant, ties, key); entities by (key, from when they hold).
#[derive(Debug, Clone)]
pub struct Table {
    /// Of what.
    pub unit: UnitId,
    /// How many.
    pub rows: usize,
    /// One column a field, in the order of the unit's fields; references as codes of the keys they name.
    pub columns: Vec<Column>,
    /// Each row's key.
    pub(crate) keys: Keys,
    /// Each row's instant, microseconds; empty for entities. A case without an instant has that of its first event.
    pub at: Vec<i64>,
    /// For each reference field: the row each row leads to, or [`NOWHERE`]; empty for other fields. Of entities: as of the run.
    pub refs: Vec<Vec<u32>>,
    /// From when to when each row holds (half open, microseconds); empty for what is no entity.
    pub holds: Vec<(i64, i64)>,
    /// Which entry of [`super::World::data`] each row came from; empty for cases.
    pub origin: Vec<u16>,
    /// Of entities: all rows by the code of their key, those of one key in order.
    pub(crate) by_key: Vec<u32>,
    /// Whether for some key it matters when one asks.
    pub(crate) timed: bool,
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn empty(unit: UnitId) -> Self {
        Self {
            unit,
            rows: 0,
            columns: Vec::new(),
            keys: Keys::Codes(Vec::new()),
            at: Vec::new(),
            refs: Vec::new(),
            holds: Vec::new(),
            origin: Vec::new(),
            by_key: Vec::new(),
            timed: false,
        }
    }

    /// Makes [`Table::find`] ready for entities.
    pub(super) fn indexed(mut self) -> Self {
        let mut by_key: Vec<u32> = (0..row(self.rows)).collect();
        if let Some(codes) = self.codes() {
            by_key.sort_unstable_by_key(|r| (codes[*r as usize], *r));
        }
        self.by_key = by_key;
        self
    }

    /// The codes of the keys, unless they were not written because nothing refers to them.
    pub(crate) fn codes(&self) -> Option<&[u32]> {
        self.keys.codes(&self.columns)
    }

    /// The code of the key of a row.
    pub(crate) fn code(&self, row: u32) -> Option<u32> {
        self.codes()?.get(row as usize).copied()
    }

    /// The row of that key; of an entity the row that holds at that instant, the latest begun if there are several.
    #[must_use]
    pub fn find(&self, key: u32, at: i64) -> Option<usize> {
        let codes = self.codes()?;
        if self.by_key.is_empty() {
            return codes.iter().rposition(|code| *code == key);
        }
        let start = self.by_key.partition_point(|r| codes[*r as usize] < key);
        let rows = self.by_key[start..].iter().map(|r| *r as usize).take_while(|r| codes[*r] == key);
        if self.holds.is_empty() {
            return rows.last();
        }
        rows.filter(|r| self.holds[*r].0 <= at && at < self.holds[*r].1).last()
    }

    /// Whether a row of an entity holds at an instant: rows without dates of validity always do.
    pub fn holds_at(&self, row: usize, at: i64) -> bool {
        self.holds.get(row).is_none_or(|(from, to)| *from <= at && at < *to)
    }
}

/// A row's number as columns keep it.
pub(super) fn row(n: usize) -> u32 {
    u32::try_from(n).expect("rows are numbered in 32 bits")
}

/// Values in another order, perhaps only some of them.
pub(super) fn pick<T: Copy>(values: &[T], rows: &[u32]) -> Vec<T> {
    rows.iter().map(|r| values[*r as usize]).collect()
}

/// The rows of a column in another order, perhaps only some of them.
pub(super) fn taken(column: &Column, rows: &[u32]) -> Column {
    let valid = column.valid.as_ref().map(|v| pick(v, rows));
    Column {
        data: match &column.data {
            Data::Flags(v) => Data::Flags(pick(v, rows)),
            Data::Ints(v) => Data::Ints(pick(v, rows)),
            Data::Codes(v) => Data::Codes(pick(v, rows)),
            Data::Ratios(v) => Data::Ratios(pick(v, rows)),
        },
        valid,
    }
}
