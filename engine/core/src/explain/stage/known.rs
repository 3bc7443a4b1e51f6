//! From the rows of a small world back to those of the run.

use super::Closure;
use crate::evaluate::World;
use crate::standard::UnitId;
use std::collections::HashMap;

/// The rows of the run that a small world was made of, by what they are: kind, key and, of entities, from when they hold.
pub(in crate::explain) struct Known<'w> {
    world: &'w World,
    rows: HashMap<(UnitId, String, i64), u32>,
}

impl<'w> Known<'w> {
    pub(in crate::explain) fn of(world: &'w World, closure: &Closure) -> Self {
        let named = |(unit, row): &(UnitId, u32)| {
            let since = since(world, *unit, *row);
            ((*unit, world.key(*unit, *row as usize).into_owned(), since), *row)
        };
        Self { world, rows: closure.rows.iter().map(named).collect() }
    }

    /// The row of the run that is the same as this row of a small world.
    pub(in crate::explain) fn row(&self, small: &World, unit: UnitId, row: u32) -> Option<u32> {
        let (key, since) = (small.key(unit, row as usize).into_owned(), since(small, unit, row));
        let known = (unit, key, since);
        let found = self.rows.get(&known).copied();
        // A case whose events were only partly needed is none of the rows, but it is there.
        found.or_else(|| u32::try_from(self.world.row_of(unit, &known.1, since)?).ok())
    }
}

/// From when a row of an entity holds.
fn since(world: &World, unit: UnitId, row: u32) -> i64 {
    world.table(unit).holds.get(row as usize).map_or(0, |holds| holds.0)
}
