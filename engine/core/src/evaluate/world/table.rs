//! One unit's rows, sorted by instant, ties, key.

use crate::standard::UnitId;
use crate::table::Column;
use std::collections::HashMap;

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
    /// Code of each row's key.
    pub keys: Vec<u32>,
    /// Each row's instant, microseconds; empty for entities. A case without an instant has that of its first event.
    pub at: Vec<i64>,
    /// For each reference field: the row each row leads to, or [`NOWHERE`]; empty for other fields. Of entities: as of the run.
    pub refs: Vec<Vec<u32>>,
    /// From when to when each row holds (half open, microseconds); empty for what is no entity.
    pub holds: Vec<(i64, i64)>,
    /// The rows of a key, in order.
    pub(crate) index: HashMap<u32, (u32, u32)>,
    /// The rows that `index` speaks of.
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
            keys: Vec::new(),
            at: Vec::new(),
            refs: Vec::new(),
            holds: Vec::new(),
            index: HashMap::new(),
            by_key: Vec::new(),
            timed: false,
        }
    }

    /// The row of that key; of an entity the row that holds at that instant, the latest begun if there are several.
    #[must_use]
    pub fn find(&self, key: u32, at: i64) -> Option<usize> {
        let (start, end) = *self.index.get(&key)?;
        let rows = &self.by_key[start as usize..end as usize];
        if self.holds.is_empty() {
            return rows.last().map(|r| *r as usize);
        }
        rows.iter().rev().map(|r| *r as usize).find(|r| self.holds[*r].0 <= at && at < self.holds[*r].1)
    }
}
