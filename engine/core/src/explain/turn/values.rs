//! Percentiles, least and greatest turned: so many of the values across the bound.

use super::{Bound, FigureChange, FigureTurn, Turned, Turner};
use crate::evaluate::Use;
use crate::evaluate::tally::exact::{Exact, exact_ratio};
use crate::evaluate::tally::finish::{between, plain};
use crate::evaluate::tally::subjects::{Seen, seen};
use crate::standard::Type;
use crate::value::Ratio;

impl Turner<'_> {
    /// The values of the rows that count for a figure.
    pub(super) fn values(&self, figure: usize, ty: &Type) -> Vec<Exact> {
        let metric = self.figures[figure].figure.metric;
        let Some(column) = self.scene.column(Use::MetricValue(metric)) else { return Vec::new() };
        let counted = self.ask.counted(self.scene, figure);
        let rows = counted.iter().filter(|(_, answer)| answer.is_ok()).map(|(thing, _)| thing.row as usize);
        let number = |row| match seen(column, row) {
            Seen::Int(n) => Some(plain(&Exact::from_integer(n.into()), ty)),
            Seen::Ratio(r) => Some(exact_ratio(r)),
            _ => None,
        };
        rows.filter_map(number).collect()
    }
}

/// The fewest values that have to move to the bound (or just beyond it). The value at p percent lies between two of them, in the way of
/// Hyndman and Fan, type 7; 0 and 100 are the least and the greatest.
pub(super) fn turned(mut values: Vec<Exact>, percent: Ratio, bound: Bound) -> Option<Turned> {
    values.sort_unstable();
    let mut to = exact_ratio(bound.at);
    if bound.is_beyond() {
        // As little beyond as makes no difference to anybody.
        let little = Exact::new(1.into(), 1_000_000_000.into());
        to = if bound.rises() { to + little } else { to - little };
    }
    let n = values.len();
    let with = |moved: usize| {
        let mut then = values.clone();
        let moving = if bound.rises() { &mut then[..moved] } else { &mut then[n - moved..] };
        for value in moving {
            // Who is there already stays.
            if (*value < to) == bound.rises() {
                value.clone_from(&to);
            }
        }
        then.sort_unstable();
        between(then.len(), percent, |place| then.get(place).cloned())
    };
    let turns = |moved: usize| with(moved).is_some_and(|then| bound.is_turned(&then));
    if n == 0 || !turns(n) {
        return None;
    }
    let (mut low, mut high) = (1, n);
    while low < high {
        let middle = low + (high - low) / 2;
        if turns(middle) { high = middle } else { low = middle + 1 }
    }
    let units = u64::try_from(low).ok()?;
    Some(Turned { change: FigureChange { units, how: FigureTurn::Values, met: !bound.met }, then: with(low)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use etalon_grammar::ast::BinaryOp::{self, GreaterEqual, LessEqual};

    fn units(values: &[i64], percent: i64, op: BinaryOp, at: i64, met: bool) -> Option<u64> {
        let values = values.iter().map(|n| Exact::from_integer((*n).into())).collect();
        let bound = Bound { op, at: Ratio::whole(at), met };
        turned(values, Ratio::whole(percent), bound).map(|turned| turned.change.units)
    }

    #[test]
    fn so_many_values_across_the_bound() {
        // The greatest of 10, 20, 30, 40 is to be at most 25: 30 and 40 have to go.
        assert_eq!(units(&[10, 20, 30, 40], 100, LessEqual, 25, false), Some(2));
        // It is at most 45 until one lies above.
        assert_eq!(units(&[10, 20, 30, 40], 100, LessEqual, 45, true), Some(1));
        // The least is to be at least 15: 10 has to rise.
        assert_eq!(units(&[10, 20, 30, 40], 0, GreaterEqual, 15, false), Some(1));
        // The median of five is the third: at most 15 when 30 lies there, for which the greatest may come down.
        assert_eq!(units(&[10, 20, 30, 40, 50], 50, LessEqual, 20, false), Some(1));
        assert_eq!(units(&[10, 20, 30, 40, 50], 50, LessEqual, 15, false), Some(2));
    }
}
