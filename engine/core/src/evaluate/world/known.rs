//! What is known at an instant: rows that were recorded later are as if nobody had delivered them.

use super::delivered::Delivered;
use super::keys::Keyed;
use super::table::row;
use crate::outcome::SourceData;
use crate::standard::Unit;
use crate::table::{Column, Data};

/// When each row of a unit was recorded.
pub(super) struct Records<'a> {
    recorded: Option<&'a Column>,
    at: Option<&'a Column>,
}

impl<'a> Records<'a> {
    pub fn new(unit: &Unit, delivered: &'a Delivered) -> Self {
        Self { recorded: delivered.column(unit.recorded), at: delivered.column(unit.at) }
    }

    /// When a row was recorded, microseconds: where it does not say so, when it happened; of entities always.
    pub fn when(&self, row: usize) -> i64 {
        let instant = |column: Option<&Column>| match &column?.data {
            Data::Ints(values) if column?.has(row) => values.get(row).copied(),
            _ => None,
        };
        instant(self.recorded).or_else(|| instant(self.at)).unwrap_or(i64::MIN)
    }

    /// Whether the row itself says so.
    pub fn says(&self, row: usize) -> bool {
        self.recorded.is_some_and(|column| column.has(row))
    }
}

/// Leaves out the rows that were recorded after an instant.
pub(super) fn leave_out_later(
    unit: &Unit,
    delivered: &Delivered,
    keyed: &mut Keyed,
    known: i64,
    data: &mut [SourceData],
) {
    let records = Records::new(unit, delivered);
    let all = 0..row(delivered.rows());
    let rows = keyed.usable.take().unwrap_or_else(|| all.collect());
    let kept: Vec<u32> = rows
        .into_iter()
        .filter(|row| {
            let later = records.when(*row as usize) > known;
            data[usize::from(delivered.data[delivered.origin(*row).0])].later += u64::from(later);
            !later
        })
        .collect();
    keyed.usable = (kept.len() < delivered.rows()).then_some(kept);
}
