//! One value of many.

use crate::evaluate::columns::{Lanes, Vector, Words, YES};
use crate::standard::{Aggregate, Type};
use crate::value::Ratio;
use std::collections::HashSet;

/// One value of a vector, taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Cell {
    Nothing,
    /// None yet.
    Waits,
    Flag(bool),
    Int(i64),
    Code(u32),
    Ratio(Ratio),
}

impl Cell {
    pub(crate) fn of(vector: &Vector<'_>, i: usize) -> Self {
        if !vector.has(i) {
            return Self::Nothing;
        }
        match &vector.data {
            Lanes::Truth(v) => Self::Flag(v.get(i) == YES),
            Lanes::Ints(v) => Self::Int(v.get(i)),
            Lanes::Codes(v) => Self::Code(v.get(i)),
            Lanes::Ratios(v) => Self::Ratio(v.get(i)),
        }
    }

    /// The lesser (or greater) of two; the earlier of equals, and any rather than none.
    pub(super) fn better(self, other: Self, least: bool) -> Self {
        let other_wins = if least { other.below(self) } else { self.below(other) };
        if self == Self::Nothing || (other_wins && other != Self::Nothing) { other } else { self }
    }

    fn below(self, other: Self) -> bool {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => a < b,
            (Self::Ratio(a), Self::Ratio(b)) => a < b,
            _ => false,
        }
    }
}

/// Takes the values one after the other, in order.
#[derive(Debug, Clone)]
pub(crate) enum Accumulator {
    Count(i64),
    First(Option<Cell>),
    Last(Cell),
    SumInts(i128),
    SumRatios(Option<Ratio>),
    Min(Cell),
    Max(Cell),
    Any(bool),
    Every(bool),
    Distinct(HashSet<Cell>),
    Path(Vec<u32>),
}

impl Accumulator {
    pub(crate) fn new(how: Aggregate, ty: &Type) -> Self {
        match how {
            Aggregate::Count => Self::Count(0),
            Aggregate::First => Self::First(None),
            Aggregate::Last => Self::Last(Cell::Nothing),
            Aggregate::Sum if matches!(ty, Type::Exact | Type::Share) => Self::SumRatios(Some(Ratio::ZERO)),
            Aggregate::Sum => Self::SumInts(0),
            Aggregate::Min => Self::Min(Cell::Nothing),
            Aggregate::Max => Self::Max(Cell::Nothing),
            Aggregate::Any => Self::Any(false),
            Aggregate::Every => Self::Every(true),
            Aggregate::Distinct => Self::Distinct(HashSet::new()),
            Aggregate::Path => Self::Path(Vec::new()),
        }
    }

    pub(crate) fn take(&mut self, cell: Cell) {
        match (self, cell) {
            (Self::Count(n), _) => *n += 1,
            (Self::First(first), cell) => {
                first.get_or_insert(cell);
            }
            (Self::Last(last), cell) => *last = cell,
            (_, Cell::Nothing | Cell::Waits) => {}
            (Self::SumInts(sum), Cell::Int(n)) => *sum += i128::from(n),
            (Self::SumRatios(sum), Cell::Ratio(r)) => *sum = sum.and_then(|s| s.plus(r)),
            (Self::Min(least), cell) => *least = least.better(cell, true),
            (Self::Max(greatest), cell) => *greatest = greatest.better(cell, false),
            (Self::Any(any), Cell::Flag(b)) => *any |= b,
            (Self::Every(every), Cell::Flag(b)) => *every &= b,
            (Self::Distinct(seen), cell) => {
                seen.insert(cell);
            }
            (Self::Path(path), Cell::Code(code)) if path.last() != Some(&code) => path.push(code),
            _ => {}
        }
    }

    pub(crate) fn result(self, words: &Words<'_>) -> Cell {
        match self {
            Self::Count(n) => Cell::Int(n),
            Self::First(first) => first.unwrap_or(Cell::Nothing),
            Self::Last(cell) | Self::Min(cell) | Self::Max(cell) => cell,
            Self::SumInts(sum) => i64::try_from(sum).map_or(Cell::Nothing, Cell::Int),
            Self::SumRatios(sum) => sum.map_or(Cell::Nothing, Cell::Ratio),
            Self::Any(b) | Self::Every(b) => Cell::Flag(b),
            Self::Distinct(seen) => Cell::Int(i64::try_from(seen.len()).unwrap_or(i64::MAX)),
            Self::Path(path) => {
                let texts: Vec<String> = path.into_iter().map(|code| words.owned(code)).collect();
                Cell::Code(words.code(&texts.join(" > ")))
            }
        }
    }
}
