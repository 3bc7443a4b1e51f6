//! What is kept of the units of one subject and period: exact, and the same in whatever order and parts it was gathered.

use super::exact::{Squares, Sum};
use super::subjects::Seen;
use crate::standard::Formula;
use crate::value::Ratio;
use std::collections::HashSet;

/// The units of one subject and period.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    /// Units counted.
    pub n: u64,
    /// Units left out because something was missing or pending.
    pub unjudged: u64,
    pub kept: Kept,
}

/// What the formula needs of them.
#[derive(Debug, Clone)]
pub(crate) enum Kept {
    /// How many units there are is enough.
    Count,
    /// How many met, and, of the breaches, the part that is the employee's or nobody's.
    Share {
        yes: u64,
        answerable: Sum,
    },
    Sum(Sum),
    Mean {
        sum: Sum,
        squares: Squares,
    },
    /// Every value; put in order at the end.
    Values(Vec<Seen>),
    Least(Option<Seen>),
    Greatest(Option<Seen>),
    Distinct(HashSet<Seen>),
}

impl Cell {
    pub fn new(formula: &Formula) -> Self {
        let kept = match formula {
            Formula::Share(_) => Kept::Share { yes: 0, answerable: Sum::default() },
            Formula::Count => Kept::Count,
            Formula::Sum(_) => Kept::Sum(Sum::default()),
            Formula::Mean(_) => Kept::Mean { sum: Sum::default(), squares: Squares::default() },
            Formula::Percentile(..) => Kept::Values(Vec::new()),
            Formula::Min(_) => Kept::Least(None),
            Formula::Max(_) => Kept::Greatest(None),
            Formula::Distinct(_) => Kept::Distinct(HashSet::new()),
        };
        Self { n: 0, unjudged: 0, kept }
    }

    /// One unit more; `answerable` is looked at where the value is no.
    pub fn add(&mut self, value: Seen, answerable: Option<Ratio>) {
        self.n += 1;
        match &mut self.kept {
            Kept::Count => {}
            Kept::Share { yes, answerable: sum } => match value {
                Seen::Flag(true) => *yes += 1,
                _ => sum.add(answerable.unwrap_or(Ratio::ONE)),
            },
            Kept::Sum(sum) => add_to(sum, value),
            Kept::Mean { sum, squares } => {
                add_to(sum, value);
                match value {
                    Seen::Int(n) => squares.add_whole(n),
                    Seen::Ratio(r) => squares.add(r),
                    _ => {}
                }
            }
            Kept::Values(values) => values.push(value),
            Kept::Least(least) => {
                *least = Some(least.map_or(value, |old| if is_less(value, old) { value } else { old }))
            }
            Kept::Greatest(most) => {
                *most = Some(most.map_or(value, |old| if is_less(old, value) { value } else { old }))
            }
            Kept::Distinct(values) => {
                values.insert(value);
            }
        }
    }

    /// Puts two parts together.
    pub fn merge(&mut self, other: Self) {
        self.n += other.n;
        self.unjudged += other.unjudged;
        match (&mut self.kept, other.kept) {
            (Kept::Share { yes, answerable }, Kept::Share { yes: more, answerable: part }) => {
                *yes += more;
                answerable.merge(&part);
            }
            (Kept::Sum(sum), Kept::Sum(part)) => sum.merge(&part),
            (Kept::Mean { sum, squares }, Kept::Mean { sum: part, squares: more }) => {
                sum.merge(&part);
                squares.merge(&more);
            }
            (Kept::Values(values), Kept::Values(part)) => values.extend(part),
            (Kept::Least(old), Kept::Least(Some(new))) => {
                *old = Some(old.map_or(new, |old| if is_less(new, old) { new } else { old }));
            }
            (Kept::Greatest(old), Kept::Greatest(Some(new))) => {
                *old = Some(old.map_or(new, |old| if is_less(old, new) { new } else { old }));
            }
            (Kept::Distinct(values), Kept::Distinct(part)) => values.extend(part),
            _ => {}
        }
    }
}

fn add_to(sum: &mut Sum, value: Seen) {
    match value {
        Seen::Int(n) => sum.add_whole(n),
        Seen::Ratio(r) => sum.add(r),
        _ => {}
    }
}

/// Order among values of one column.
pub(crate) fn is_less(a: Seen, b: Seen) -> bool {
    match (a, b) {
        (Seen::Int(a), Seen::Int(b)) => a < b,
        (Seen::Ratio(a), Seen::Ratio(b)) => a < b,
        _ => false,
    }
}
