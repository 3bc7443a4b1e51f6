//! The rows of one piece of one file, typed, in columns.

use super::convert::{Faults, Memory, Task};
use super::expr::Around;
use super::fates::Fates;
use super::files::DataFile;
use super::growing::{Growing, kept};
use super::rejects::Rejects;
use super::rows::{RowOf, Rows};
use super::source_plan::SourcePlan;
use super::text_rows::TextRows;
use crate::kinds::{Fault, Slot};
use etalon_core::evaluate::Pool;
use etalon_core::standard::Type;
use etalon_core::table::{Place, Places};
use std::sync::{Mutex, PoisonError};

/// Room for more rows than this is made only when they come.
const MOST_GUESSED: usize = 1 << 22;

/// The typed rows of one piece.
#[derive(Debug)]
pub(crate) struct Part {
    pub columns: Vec<Growing>,
    /// Where the rows stood, in file 0.
    pub places: Places,
    pub ties: Option<Growing>,
    /// Empty until a row takes its event back.
    pub retractions: Vec<bool>,
    pub read: u64,
    pub left_out: u64,
    pub rejects: Rejects,
    /// By field.
    memories: Vec<Memory>,
}

impl Part {
    /// An empty part, with room for so many rows.
    pub fn new(plan: &SourcePlan<'_>, rows: usize) -> Self {
        Self {
            columns: plan.fields.iter().map(|f| Growing::new(&f.kind.ty, rows)).collect(),
            places: Places::default(),
            ties: plan.ties.as_ref().map(|_| Growing::new(&Type::Text, rows)),
            retractions: Vec::new(),
            read: 0,
            left_out: 0,
            rejects: Rejects::default(),
            memories: plan.fields.iter().map(|_| plan.memory()).collect(),
        }
    }

    /// A row that cannot even be cut into cells.
    pub fn reject(&mut self, fault: Fault, file: &str, place: u64) {
        self.read += 1;
        self.rejects.add(None, fault, file, place);
    }

    /// Rows of a text: kept, left out or rejected, but always counted. `place` is by row.
    pub fn take(&mut self, plan: &SourcePlan<'_>, rows: &TextRows<'_>, around: &Around<'_>, file: &str, place: &[u64]) {
        let mut fates = begin(plan, rows, around);
        for (index, field) in plan.fields.iter().enumerate() {
            let (memory, column) = (&mut self.memories[index], &mut self.columns[index]);
            let task = Task { plan, field: index, around, fates: &fates, first: 0 };
            let faults = match field.only {
                Some(source) => task.cells(source, rows, memory, column),
                None => task.row_by_row(rows, memory, column),
            };
            told(&mut fates, index, faults);
        }
        self.settle(plan, rows, around, fates, file, |row| place[row]);
    }

    /// Joins later parts of the same file, column by column; they were a stretch of so many bytes of it.
    pub fn append(&mut self, later: Vec<Self>, stretch: usize, file: &DataFile, pool: &impl Pool) {
        if self.read == 0 {
            // What the file holds is guessed by its beginning, so that columns seldom have to move when they grow.
            let rows: usize = later.iter().map(|part| part.places.len()).sum();
            let stretches = usize::try_from(file.bytes).unwrap_or(usize::MAX) / stretch.max(1) + 1;
            let guess = rows.saturating_mul(stretches).min(MOST_GUESSED);
            self.columns.iter_mut().for_each(|column| column.reserve(guess));
        }
        self.append_of(later.into_iter().map(|part| (0, part)).collect(), pool);
    }

    /// Joins later parts, each of the file of this number.
    pub fn append_of(&mut self, later: Vec<(u32, Self)>, pool: &impl Pool) {
        let mut pieces: Vec<Vec<Growing>> = self.columns.iter().chain(&self.ties).map(|_| Vec::new()).collect();
        for (file, part) in later {
            if !part.retractions.is_empty() || !self.retractions.is_empty() {
                self.retractions.resize(self.places.len(), false);
                self.retractions.extend(part.retractions);
            }
            self.places.append(&part.places, file);
            for (pieces, column) in pieces.iter_mut().zip(part.columns.into_iter().chain(part.ties)) {
                pieces.push(column);
            }
            self.read += part.read;
            self.left_out += part.left_out;
            self.rejects.append(part.rejects);
        }
        let columns = self.columns.iter_mut().chain(&mut self.ties);
        let jobs: Vec<_> = columns.zip(pieces).map(Mutex::new).collect();
        pool.map(jobs.len(), |job| {
            let mut job = jobs[job].lock().unwrap_or_else(PoisonError::into_inner);
            // Pieces are freed as they are taken over.
            let (column, pieces) = &mut *job;
            std::mem::take(pieces).into_iter().for_each(|piece| column.append(piece));
        });
    }

    /// Forgets what was added to columns since the last whole batch.
    pub fn undo(&mut self) {
        let rows = self.places.len();
        self.columns.iter_mut().chain(&mut self.ties).for_each(|column| column.truncate(rows));
    }

    /// By field what its reading remembers, and its column.
    pub fn fields(&mut self) -> impl Iterator<Item = (&mut Memory, &mut Growing)> {
        self.memories.iter_mut().zip(&mut self.columns)
    }

    /// The end of a batch, when its values stand in the columns: ties, and what becomes of the rows that are not kept.
    pub fn settle<R: Rows>(
        &mut self,
        plan: &SourcePlan<'_>,
        rows: &R,
        around: &Around<'_>,
        mut fates: Fates,
        file: &str,
        place: impl Fn(usize) -> u64,
    ) {
        let before = self.places.len();
        if let (Some(ties), Some(column)) = (&plan.ties, &mut self.ties) {
            for row in 0..rows.len() {
                let row_of = RowOf { rows, row };
                match ties.of(&row_of, around).and_then(super::cell::Cell::into_text) {
                    Ok(text) => column.push(&text.map_or(Slot::Missing, Slot::Text)),
                    Err(fault) => {
                        fates.reject(row, None, fault);
                        column.push(&Slot::Missing);
                    }
                }
            }
        }
        if !fates.back().is_empty() || !self.retractions.is_empty() {
            self.retractions.resize(before, false);
            self.retractions.extend((0..rows.len()).map(|row| fates.takes_back(row)));
        }
        if !fates.all_kept() {
            for column in self.columns.iter_mut().chain(&mut self.ties) {
                column.keep(before, &fates);
            }
            if !self.retractions.is_empty() {
                kept(&mut self.retractions, before, &fates);
            }
        }
        for row in (0..rows.len()).filter(|row| fates.kept(*row)) {
            self.places.push(Place { file: 0, row: place(row) });
        }
        self.read += rows.len() as u64;
        self.left_out += fates.tell(&mut self.rejects, file, place);
    }
}

/// Which rows are left out, and which take their event back.
pub(crate) fn begin<R: Rows>(plan: &SourcePlan<'_>, rows: &R, around: &Around<'_>) -> Fates {
    let mut fates = Fates::new(rows.len());
    if plan.rows.is_none() && plan.retract.is_none() {
        return fates;
    }
    for row in 0..rows.len() {
        let row_of = RowOf { rows, row };
        let says = |what: &super::expr::Bound| what.of(&row_of, around).map(super::cell::Cell::into_yes_no);
        match plan.rows.as_ref().map(says).transpose() {
            Ok(None | Some(Some(true))) => {}
            Ok(_) => {
                fates.leave_out(row);
                continue;
            }
            Err(fault) => {
                fates.reject(row, None, fault);
                continue;
            }
        }
        match plan.retract.as_ref().map(says).transpose() {
            Ok(Some(Some(true))) => fates.take_back(row),
            Ok(_) => {}
            Err(fault) => fates.reject(row, None, fault),
        }
    }
    fates
}

/// Takes over the faults of one field. Of several faults of a row the first field's is told.
pub(crate) fn told(fates: &mut Fates, field: usize, faults: Faults) {
    for (row, fault) in faults {
        fates.reject(row as usize, Some(field), fault);
    }
}
