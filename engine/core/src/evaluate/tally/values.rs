//! What formulas keep of the values they need, by the number of the cell.

use super::cell::{Cell, Kept};
use super::exact::Sum;
use super::sheet::{IN, Sheet};
use super::subjects::Seen;
use crate::standard::Formula;
use crate::table::Data;
use std::ops::Range;

/// The values of one metric's units.
pub(super) enum Values {
    /// The formula needs none.
    None,
    /// Whole numbers that are added up.
    Sums(Vec<i128>),
    /// Whole numbers of which the least counts; of cells without any it is of no meaning.
    Least(Vec<i64>),
    /// The same with the greatest.
    Greatest(Vec<i64>),
    /// Everything else: sums of fractions, squares, the values themselves.
    Cells(Vec<Cell>),
}

impl Values {
    pub fn new(sheet: &Sheet<'_>) -> Self {
        let is_whole = matches!(sheet.value_data(), Some(Data::Ints(_)));
        match sheet.metric.formula {
            Formula::Share(_) | Formula::Count => Self::None,
            Formula::Sum(_) if is_whole => Self::Sums(Vec::new()),
            Formula::Min(_) if is_whole => Self::Least(Vec::new()),
            Formula::Max(_) if is_whole => Self::Greatest(Vec::new()),
            _ => Self::Cells(Vec::new()),
        }
    }

    /// Takes in some rows: their cells and what they are. So many cells are known by now.
    pub fn count(&mut self, sheet: &Sheet<'_>, rows: Range<usize>, cells: &[u32], classes: &[u8], known: usize) {
        let ints = match sheet.value_data() {
            Some(Data::Ints(ints)) => &ints[rows.clone()],
            _ => &[][..],
        };
        match self {
            Self::None => {}
            Self::Sums(sums) => {
                sums.resize(known, 0);
                each(cells, classes, ints, sums, |sum, value| *sum += i128::from(value));
            }
            Self::Least(least) => {
                least.resize(known, i64::MAX);
                each(cells, classes, ints, least, |least, value| *least = value.min(*least));
            }
            Self::Greatest(most) => {
                most.resize(known, i64::MIN);
                each(cells, classes, ints, most, |most, value| *most = value.max(*most));
            }
            Self::Cells(kept) => {
                kept.resize(known, Cell::new(&sheet.metric.formula));
                for ((row, cell), class) in rows.zip(cells).zip(classes) {
                    if let (true, Some(kept)) = (*class >= IN, kept.get_mut(*cell as usize)) {
                        kept.add(sheet.value(row), sheet.against(row));
                        sheet.mitigate(kept, row);
                    }
                }
            }
        }
    }

    /// What there is for one cell that counts so many units; none if the formula needs no values.
    pub fn take(&mut self, cell: usize, n: u64) -> Option<Kept> {
        let seen = |value: i64| (n > 0).then_some(Seen::Int(value));
        match self {
            Self::None => None,
            Self::Sums(sums) => Some(Kept::Sum(Sum::of_whole(sums[cell]))),
            Self::Least(least) => Some(Kept::Least(seen(least[cell]))),
            Self::Greatest(most) => Some(Kept::Greatest(seen(most[cell]))),
            Self::Cells(kept) => Some(std::mem::replace(&mut kept[cell].kept, Kept::Count)),
        }
    }
}

/// Puts the value of each row that counts to its cell.
fn each<T>(cells: &[u32], classes: &[u8], values: &[i64], kept: &mut [T], put: impl Fn(&mut T, i64)) {
    for ((cell, class), value) in cells.iter().zip(classes).zip(values) {
        if let (true, Some(kept)) = (*class >= IN, kept.get_mut(*cell as usize)) {
            put(kept, *value);
        }
    }
}
