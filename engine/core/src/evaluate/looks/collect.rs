//! Single values to a vector, in any order.

use super::Cell;
use crate::evaluate::columns::{Lane, PENDING, UNKNOWN, Vector};
use crate::standard::Type;
use crate::value::Ratio;

/// A vector that is filled value by value. A row that gets none has none.
pub(crate) struct Collected {
    values: Values,
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
        let truth = matches!(values, Values::Truth(_));
        Self { values, valid: vec![false; if truth { 0 } else { rows }], pending: Vec::new() }
    }

    pub(crate) fn put(&mut self, row: usize, cell: Cell) {
        match (&mut self.values, cell) {
            (Values::Truth(v), Cell::Flag(b)) => v[row] = u8::from(b),
            (Values::Truth(v), Cell::Waits) => v[row] = PENDING,
            (Values::Truth(_), _) | (_, Cell::Nothing) => {}
            (_, Cell::Waits) => {
                self.pending.resize(self.valid.len(), false);
                self.pending[row] = true;
            }
            (values, cell) => {
                self.valid[row] = true;
                match (values, cell) {
                    (Values::Ints(v), Cell::Int(n)) => v[row] = n,
                    (Values::Codes(v), Cell::Code(code)) => v[row] = code,
                    (Values::Ratios(v), Cell::Ratio(r)) => v[row] = r,
                    (Values::Ratios(v), Cell::Int(n)) => v[row] = Ratio::whole(n),
                    _ => {}
                }
            }
        }
    }

    /// Whole numbers at these rows.
    pub(crate) fn put_ints(&mut self, rows: &[u32], ints: &[i64]) {
        match &mut self.values {
            Values::Ints(v) => rows.iter().zip(ints).for_each(|(row, n)| v[*row as usize] = *n),
            _ => return rows.iter().zip(ints).for_each(|(row, n)| self.put(*row as usize, Cell::Int(*n))),
        }
        rows.iter().for_each(|row| self.valid[*row as usize] = true);
    }

    pub(crate) fn vector(self) -> Vector<'static> {
        let valid = (!self.valid.iter().all(|v| *v)).then_some(Lane::Own(self.valid));
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
