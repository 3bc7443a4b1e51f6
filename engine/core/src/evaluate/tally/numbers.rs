//! Rows to the numbers of the cells they belong to: one number a subject and period.

use super::cut::{Cut, NONE, PeriodOf};
use super::subjects::{RowIds, Subjects};
use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::ops::Range;

/// The row belongs to no cell.
const NOWHERE: u32 = u32::MAX;

/// The cells of a view, numbered as they are met.
pub(super) struct Numbers<'a> {
    subjects: &'a Subjects,
    cut: &'a Cut,
    /// Whether a subject's periods come one after the other, so that none is met again.
    is_rising: bool,
    /// By subject: the period it was last met in, and the cell.
    latest: Vec<(u32, u32)>,
    /// Where periods are met again: the cells by subject and period.
    known: HashMap<(u32, u32), u32, RandomState>,
    /// Subject and period of each cell.
    cells: Vec<(u32, u32)>,
}

impl<'a> Numbers<'a> {
    pub fn new(subjects: &'a Subjects, cut: &'a Cut, is_rising: bool) -> Self {
        let latest = vec![(NONE, NOWHERE); subjects.names.len()];
        Self { subjects, cut, is_rising, latest, known: HashMap::default(), cells: Vec::new() }
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Subject and first date of a cell.
    pub fn cell(&self, number: usize) -> (u32, i64) {
        let (subject, period) = self.cells[number];
        (subject, self.cut.starts[period as usize])
    }

    /// Puts down the number of each row's cell.
    pub fn number(&mut self, rows: Range<usize>, period: &PeriodOf<'_>, numbers: &mut Vec<u32>) {
        match (self.subjects.ids(rows.clone()), period) {
            (RowIds::All(subject), PeriodOf::All(period)) => {
                let number = self.of(subject, *period);
                numbers.resize(rows.len(), number);
            }
            (RowIds::Each(ids), PeriodOf::All(period)) => {
                numbers.extend(ids.iter().map(|subject| self.of(*subject, *period)));
            }
            (RowIds::All(subject), PeriodOf::Each(periods)) => {
                numbers.extend(periods.iter().map(|period| self.of(subject, *period)));
            }
            (RowIds::Each(ids), PeriodOf::Each(periods)) => {
                numbers.extend(ids.iter().zip(*periods).map(|(subject, period)| self.of(*subject, *period)));
            }
        }
    }

    fn of(&mut self, subject: u32, period: u32) -> u32 {
        let Some(latest) = self.latest.get_mut(subject as usize) else { return NOWHERE };
        if latest.0 == period {
            return latest.1;
        }
        if period == NONE {
            return NOWHERE;
        }
        let cells = &mut self.cells;
        let mut new = || {
            cells.push((subject, period));
            u32::try_from(cells.len() - 1).unwrap_or(NOWHERE)
        };
        let number = if self.is_rising { new() } else { *self.known.entry((subject, period)).or_insert_with(new) };
        *latest = (period, number);
        number
    }
}
