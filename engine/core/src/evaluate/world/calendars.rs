//! The calendars of the standard, laid out once over all the time that a run speaks of.

use super::Table;
use crate::Standard;
use crate::evaluate::columns::KNOWN;
use crate::standard::Type;
use crate::table::Data;
use crate::time::{DAY, OpenTime};

/// So much is laid out after the last instant: most terms end there.
const AHEAD: i64 = 92 * DAY;

/// A line of open time for each calendar, over the instants that the tables hold.
pub(super) fn lines(standard: &Standard, tables: &[Table], as_of: i64) -> Vec<OpenTime> {
    if standard.calendars.is_empty() {
        return Vec::new();
    }
    let (mut first, mut last) = (as_of, as_of);
    for (table, unit) in tables.iter().zip(&standard.units) {
        for (column, field) in table.columns.iter().zip(&unit.fields) {
            let Data::Ints(values) = &column.data else { continue };
            let size = match field.ty {
                Type::Instant => 1,
                Type::Date => DAY,
                _ => continue,
            };
            for (row, value) in values.iter().enumerate() {
                let at = value.saturating_mul(size);
                if column.has(row) && KNOWN.contains(&at) {
                    first = first.min(at);
                    last = last.max(at);
                }
            }
        }
    }
    let line = |hours| OpenTime::new(hours, first.max(KNOWN.start), last.min(KNOWN.end) + AHEAD);
    standard.calendars.iter().map(|calendar| line(&calendar.hours)).collect()
}
