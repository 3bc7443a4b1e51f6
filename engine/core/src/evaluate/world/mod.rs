//! The events as they are: each once, in their latest revision, in order, with what they refer to.

mod build;
mod calendars;
mod cases;
mod clocks;
mod course;
mod delivered;
mod failing;
mod identity;
mod keys;
mod known;
mod order;
mod references;
mod repeated;
mod steps;
mod table;
mod ties;
mod timeline;
mod zones;

pub(crate) use clocks::Told;
pub(crate) use course::{Joined, kept};
pub(crate) use keys::{Keys, written as key_text};
pub use table::{NOWHERE, Table};
pub use timeline::{Course, timeline};

use super::{Options, Pool};
use crate::Plan;
use crate::evaluate::failures::Failures;
use crate::outcome::SourceData;
use crate::standard::{Standard, UnitId, UnitKind};
use crate::table::Input;
use crate::time::OpenTime;
use crate::value::Texts;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Everything that is judged: one table a unit. Nothing in it changes once it is built.
#[derive(Debug, Clone, Default)]
pub struct World {
    /// Every text of every column.
    pub texts: Texts,
    /// By unit.
    pub tables: Vec<Table>,
    /// The instant the run speaks for, microseconds. Events after it are not in the tables.
    pub as_of: i64,
    /// The calendars of the standard, laid out over what there is.
    pub calendars: Vec<OpenTime>,
    /// What came in, by source.
    pub data: Vec<SourceData>,
    /// By kind of case and number of a field that it keeps, where there is any: for each row of the event whether it gives up what was kept.
    pub(crate) given_up: BTreeMap<(UnitId, usize), Vec<bool>>,
    /// The courses of cases of several kinds of event, by their units.
    pub(crate) courses: BTreeMap<UnitId, Joined>,
    /// What clocks tell of before or after their targets are reached, in the order of the cases.
    pub(crate) warnings: Vec<Told>,
    /// Where plugins failed while facts of cases were found.
    pub(crate) failures: Failures,
}

impl World {
    /// The table of a unit.
    #[must_use]
    pub fn table(&self, unit: UnitId) -> &Table {
        &self.tables[unit.index()]
    }

    /// The key of a row, several key fields joined with `/`.
    #[must_use]
    pub fn key(&self, unit: UnitId, row: usize) -> Cow<'_, str> {
        let table = self.table(unit);
        match &table.keys {
            Keys::Unwritten(unwritten) => unwritten.text(&table.columns, row, &self.texts).into(),
            keys => keys.codes(&table.columns).map_or("", |codes| self.texts.get(codes[row])).into(),
        }
    }

    /// The row of the key that is written so; of an entity with dates of validity the row that holds at that instant.
    #[must_use]
    pub fn row_of(&self, unit: UnitId, key: &str, at: i64) -> Option<usize> {
        match self.table(unit).keys {
            Keys::Unwritten(_) => (0..self.table(unit).rows).rfind(|row| self.key(unit, *row) == key),
            _ => self.find(unit, self.texts.find(key)?, at),
        }
    }

    /// The row of that key (a code of [`World::texts`]); of an entity with dates of validity the row that holds at that
    /// instant.
    #[must_use]
    pub fn find(&self, unit: UnitId, key: u32, at: i64) -> Option<usize> {
        self.table(unit).find(key, at)
    }
}

/// Identity, order, references, cases.
#[must_use]
pub fn world(standard: &Standard, plan: &Plan, input: Input, options: &Options, pool: &impl Pool) -> World {
    let mut world = build::tables(standard, plan, input, options, pool);
    let units = || (0_u16..).map(UnitId).zip(&standard.units);
    let is_case = |unit: UnitId| matches!(standard.units[unit.index()].kind, UnitKind::Case(_));
    for (unit, _) in units().filter(|(u, _)| !is_case(*u)) {
        world.refer(standard, unit, |target| !is_case(target));
    }
    for case in &plan.cases {
        cases::case(standard, plan, case, &mut world, options, pool);
        for (unit, _) in units() {
            // The case itself was put in order again, and what refers to it can now be led there.
            let own = unit == case.unit;
            if own || !is_case(unit) {
                world.refer(standard, unit, |target| own || target == case.unit);
            }
        }
    }
    world
}
