//! Single values to a vector, in any order.

use super::Cell;
use crate::evaluate::columns::{Lane, PENDING, UNKNOWN, Vector};
use crate::standard::Type;
use crate::value::Ratio;

/// A vector that is filled value by value, each row once.
pub(crate) struct Collected {
    rows: usize,
    values: Values,
    /// Empty as long as each has one.
    valid: Vec<bool>,
    /// Empty as long as nothing waits.
    pending: Vec<bool>,
}

enum Values {
    Truth(Vec<u8>),
    Ints(Vec<i64>),
    Codes(Vec<u32>),
    Ratios(Vec<Ratio>),
}

impl Collected {
    pub(crate) fn new(ty: &Type, rows: usize) -> Self {
        let values = match ty {
            Type::YesNo => Values::Truth(vec![UNKNOWN; rows]),
            Type::Text | Type::OneOf(_) | Type::Ref(_) => Values::Codes(vec![0; rows]),
            Type::Exact | Type::Share => Values::Ratios(vec![Ratio::ZERO; rows]),
            _ => Values::Ints(vec![0; rows]),
        };
        Self { rows, values, valid: Vec::new(), pending: Vec::new() }
    }

    pub(crate) fn put(&mut self, row: usize, cell: Cell) {
        match (&mut self.values, cell) {
            (Values::Truth(v), Cell::Flag(b)) => v[row] = u8::from(b),
            (Values::Truth(v), Cell::Waits) => v[row] = PENDING,
            (Values::Truth(_), _) => {}
            (Values::Ints(v), Cell::Int(n)) => v[row] = n,
            (Values::Codes(v), Cell::Code(code)) => v[row] = code,
            (Values::Ratios(v), Cell::Ratio(r)) => v[row] = r,
            (Values::Ratios(v), Cell::Int(n)) => v[row] = Ratio::whole(n),
            (_, cell) => {
                self.valid.resize(self.rows, true);
                self.valid[row] = false;
                if cell == Cell::Waits {
                    self.pending.resize(self.rows, false);
                    self.pending[row] = true;
                }
            }
        }
    }

    /// Whole numbers at these rows.
    pub(crate) fn put_ints(&mut self, rows: &[u32], ints: &[i64]) {
        match &mut self.values {
            Values::Ints(v) => rows.iter().zip(ints).for_each(|(row, n)| v[*row as usize] = *n),
            _ => rows.iter().zip(ints).for_each(|(row, n)| self.put(*row as usize, Cell::Int(*n))),
        }
    }

    /// Truths at these rows.
    pub(crate) fn put_truth(&mut self, rows: &[u32], truth: &[u8]) {
        if let Values::Truth(v) = &mut self.values {
            rows.iter().zip(truth).for_each(|(row, truth)| v[*row as usize] = *truth);
        }
    }

    pub(crate) fn vector(self) -> Vector<'static> {
        let valid = (!self.valid.is_empty()).then_some(Lane::Own(self.valid));
        let mut vector = match self.values {
            Values::Truth(v) => Vector::truth(Lane::Own(v)),
            Values::Ints(v) => Vector::ints(Lane::Own(v), valid),
            Values::Codes(v) => Vector::codes(Lane::Own(v), valid),
            Values::Ratios(v) => Vector::ratios(Lane::Own(v), valid),
        };
        vector.pending = (!self.pending.is_empty()).then_some(self.pending);
        vector
    }
}

/// Values of one type as a vector.
pub(crate) fn from_cells(cells: &[Cell], ty: &Type) -> Vector<'static> {
    let mut collected = Collected::new(ty, cells.len());
    for (row, cell) in cells.iter().enumerate() {
        collected.put(row, *cell);
    }
    collected.vector()
}
