//! What is kept of the units of one subject and period: exact, and the same in whatever order and parts it was gathered.

use super::exact::{Squares, Sum};
use super::subjects::Seen;
use crate::standard::Formula;
use crate::value::Ratio;
use std::collections::HashSet;
use std::sync::Arc;

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
        /// Of a mean score: what mitigations change.
        fair: Fairer,
    },
    /// Every value; put in order at the end.
    Values(Vec<Seen>),
    Least(Option<Seen>),
    Greatest(Option<Seen>),
    Distinct(HashSet<Seen>),
    Ratio {
        sum: Sum,
        base: Sum,
    },
    /// What a plugin's window made of the rows, or why not. Before that they are `Values`: the rows themselves.
    Window(Result<Option<i64>, Arc<str>>),
}

/// What the values of some units come to after mitigation, beside what they are.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fairer {
    /// By how much the sum is another, without the units that are left out.
    pub more: Sum,
    /// So many units have no value then.
    pub gone: u64,
}

impl Fairer {
    fn merge(&mut self, other: &Self) {
        self.more.merge(&other.more);
        self.gone += other.gone;
    }
}

impl Cell {
    pub fn new(formula: &Formula) -> Self {
        let kept = match formula {
            Formula::Share(_) => Kept::Share { yes: 0, answerable: Sum::default() },
            // What is derived keeps no units.
            Formula::Count | Formula::Figures(_) | Formula::Standing(_) => Kept::Count,
            Formula::Sum(_) => Kept::Sum(Sum::default()),
            Formula::Mean(_) => {
                Kept::Mean { sum: Sum::default(), squares: Squares::default(), fair: Fairer::default() }
            }
            Formula::Percentile(..) | Formula::Window(..) => Kept::Values(Vec::new()),
            Formula::Min(_) => Kept::Least(None),
            Formula::Max(_) => Kept::Greatest(None),
            Formula::Distinct(_) => Kept::Distinct(HashSet::new()),
            Formula::Ratio(_) => Kept::Ratio { sum: Sum::default(), base: Sum::default() },
        };
        Self { n: 0, unjudged: 0, kept }
    }

    /// Takes in the units of another cell of the same formula.
    pub fn merge(&mut self, other: &Self) {
        self.n += other.n;
        self.unjudged += other.unjudged;
        match (&mut self.kept, &other.kept) {
            (Kept::Share { yes, answerable }, Kept::Share { yes: more, answerable: rest }) => {
                *yes += more;
                answerable.merge(rest);
            }
            (Kept::Sum(sum), Kept::Sum(more)) => sum.merge(more),
            (Kept::Mean { sum, squares, fair }, Kept::Mean { sum: more, squares: rest, fair: fairer }) => {
                sum.merge(more);
                squares.merge(rest);
                fair.merge(fairer);
            }
            (Kept::Ratio { sum, base }, Kept::Ratio { sum: more, base: rest }) => {
                sum.merge(more);
                base.merge(rest);
            }
            (Kept::Values(values), Kept::Values(more)) => values.extend(more),
            (Kept::Least(least), Kept::Least(Some(other))) => {
                *least = Some(least.map_or(*other, |old| if is_less(*other, old) { *other } else { old }));
            }
            (Kept::Greatest(most), Kept::Greatest(Some(other))) => {
                *most = Some(most.map_or(*other, |old| if is_less(old, *other) { *other } else { old }));
            }
            (Kept::Distinct(values), Kept::Distinct(more)) => values.extend(more),
            // How many there are is counted above; what a plugin made of rows is not taken together.
            _ => {}
        }
    }

    /// One unit more, of a formula that needs its value; `against`: what that is held against, of a ratio.
    pub fn add(&mut self, value: Seen, against: Seen) {
        self.n += 1;
        match &mut self.kept {
            Kept::Count | Kept::Share { .. } | Kept::Window(_) => {}
            Kept::Ratio { sum, base } => {
                add_to(sum, value);
                add_to(base, against);
            }
            Kept::Sum(sum) => add_to(sum, value),
            Kept::Mean { sum, squares, .. } => {
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
}

impl Cell {
    /// What a unit that was added comes to after mitigation: by how much it is another, or that it has no value then.
    pub fn mitigate(&mut self, value: Ratio, fair: Option<Ratio>) {
        let Kept::Mean { fair: fairer, .. } = &mut self.kept else { return };
        fairer.gone += u64::from(fair.is_none());
        // Value by value: a difference need not be a fraction that 64 bits hold.
        if let Some(fair) = fair {
            fairer.more.add(fair);
        }
        if let Some(less) = Ratio::ZERO.minus(value) {
            fairer.more.add(less);
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
