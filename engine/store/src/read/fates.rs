//! What becomes of the rows of a batch: most are kept, some left out, some rejected.

use super::rejects::Rejects;
use crate::kinds::Fault;

/// A fault of one row, with its field (rows as a whole: none).
type Told = (u32, Option<usize>, Fault);

/// The rows of a batch that are not kept, and which of the kept take their event back.
#[derive(Debug, Default)]
pub(crate) struct Fates {
    /// By row; empty = none.
    dropped: Vec<bool>,
    /// By row; empty = none.
    back: Vec<bool>,
    left_out: u64,
    faults: Vec<Told>,
    rows: usize,
}

impl Fates {
    pub fn new(rows: usize) -> Self {
        Self { rows, ..Self::default() }
    }

    /// Whether all rows are kept.
    pub fn all_kept(&self) -> bool {
        self.dropped.is_empty()
    }

    /// Whether the row is kept, as far as is known.
    pub fn kept(&self, row: usize) -> bool {
        self.dropped.is_empty() || !self.dropped[row]
    }

    /// Whether the row takes its event back.
    pub fn takes_back(&self, row: usize) -> bool {
        !self.back.is_empty() && self.back[row]
    }

    /// By row whether it takes its event back; empty = none does.
    pub fn back(&self) -> &[bool] {
        &self.back
    }

    pub fn take_back(&mut self, row: usize) {
        self.back.resize(self.rows, false);
        self.back[row] = true;
    }

    pub fn leave_out(&mut self, row: usize) {
        self.left_out += 1;
        self.drop(row);
    }

    /// Rejects a row, unless something was said about it already.
    pub fn reject(&mut self, row: usize, field: Option<usize>, fault: Fault) {
        if self.kept(row) {
            self.faults.push((u32::try_from(row).unwrap_or(u32::MAX), field, fault));
            self.drop(row);
        }
    }

    fn drop(&mut self, row: usize) {
        self.dropped.resize(self.rows, false);
        self.dropped[row] = true;
    }

    /// Tells of the rejected rows in their order, and how many rows were left out.
    pub fn tell(mut self, rejects: &mut Rejects, file: &str, place: impl Fn(usize) -> u64) -> u64 {
        self.faults.sort_by_key(|told| told.0);
        for (row, field, fault) in self.faults {
            rejects.add(field, fault, file, place(row as usize));
        }
        self.left_out
    }
}
