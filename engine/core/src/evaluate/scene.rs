//! What fold and tally look at: the standard, the events, and what the judge said of them.

use super::{Judged, Run, Use, World};
use crate::Standard;
use crate::outcome::CriterionFindings;
use crate::standard::{CriterionId, UnitId};
use crate::table::{Column, Data};
use crate::time::LocalTime;

/// Everything that is known once the judge is done.
#[derive(Debug)]
pub(crate) struct Scene<'a> {
    pub standard: &'a Standard,
    pub world: &'a World,
    pub judged: &'a Judged,
    pub local: LocalTime,
    findings: &'a [CriterionFindings],
}

impl<'a> Scene<'a> {
    pub fn new(standard: &'a Standard, world: &'a World, judged: &'a Judged) -> Self {
        Self::with(standard, world, judged, &judged.findings)
    }

    /// Of a run that is over: its findings have moved to the outcome.
    pub fn of(standard: &'a Standard, run: &'a Run) -> Self {
        Self::with(standard, &run.world, &run.judged, &run.outcome.findings)
    }

    fn with(standard: &'a Standard, world: &'a World, judged: &'a Judged, findings: &'a [CriterionFindings]) -> Self {
        let instants = || world.tables.iter().flat_map(|t| t.at.first().into_iter().chain(t.at.last()));
        let first = instants().min().copied().unwrap_or(world.as_of);
        let last = instants().max().copied().unwrap_or(world.as_of).max(world.as_of);
        Self { standard, world, judged, local: LocalTime::new(&standard.zone, first, last), findings }
    }

    pub fn rows(&self, unit: UnitId) -> usize {
        self.world.table(unit).rows
    }

    /// The instant of a row; entities have none.
    pub fn at(&self, unit: UnitId, row: usize) -> Option<i64> {
        self.world.table(unit).at.get(row).copied()
    }

    pub fn column(&self, place: Use) -> Option<&'a Column> {
        self.judged.columns.get(&place)
    }

    pub fn findings(&self, criterion: CriterionId) -> Option<&'a CriterionFindings> {
        self.findings.get(criterion.index())
    }

    pub fn text(&self, code: u32) -> &'a str {
        self.judged.text(self.world, code)
    }
}

/// A condition's answer: yes, no, or none for unknown.
pub(crate) fn flag(column: &Column, row: usize) -> Option<bool> {
    match &column.data {
        Data::Flags(flags) if column.has(row) => flags.get(row).copied(),
        _ => None,
    }
}

/// A condition that the standard leaves out holds for every row.
pub(crate) fn holds(column: Option<&Column>, row: usize) -> Option<bool> {
    column.map_or(Some(true), |c| flag(c, row))
}

/// A text's or a reference's code.
pub(crate) fn code(column: &Column, row: usize) -> Option<u32> {
    match &column.data {
        Data::Codes(codes) if column.has(row) => codes.get(row).copied(),
        _ => None,
    }
}

/// A whole number, an amount, an instant or a date.
pub(crate) fn int(column: &Column, row: usize) -> Option<i64> {
    match &column.data {
        Data::Ints(ints) if column.has(row) => ints.get(row).copied(),
        _ => None,
    }
}
