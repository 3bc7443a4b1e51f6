//! Figures of figures turned: which of them would have to be otherwise, and by how much.

use super::{Bound, FigureChange, FigureTurn, Turned, Turner, amounts, values};
use crate::evaluate::tally::derived::parts;
use crate::evaluate::tally::exact::{Exact, exact_ratio};
use crate::evaluate::tally::finish::between;
use crate::standard::{OfFigures, OverFigures};
use crate::value::Ratio;
use num_traits::Signed;

impl Turner<'_> {
    pub(super) fn of_figures(&self, of: &OfFigures, figure: usize, bound: Bound) -> Option<Turned> {
        let made = &self.figures[figure];
        let taken = parts(self.scene, of, self.figures, made).into_iter().filter(|(_, taken)| *taken);
        let of_part = |(index, _): (usize, bool)| Some((index, self.figures[index].exact.as_ref()?.exact()));
        let mut parts: Vec<(usize, Exact)> = taken.filter_map(of_part).collect();
        let now = made.exact.as_ref()?.exact();
        let across = |percent| {
            let values = || parts.iter().map(|(_, value)| value.clone()).collect();
            one_moved(&parts, percent, bound, of).or_else(|| values::turned(values(), percent, bound))
        };
        match of.how {
            OverFigures::Mean => amounts::sum(&now, made.figure.n, bound, &of.ty),
            OverFigures::Min => across(Ratio::ZERO),
            OverFigures::Max => across(Ratio::whole(100)),
            OverFigures::Median => across(Ratio::whole(50)),
            OverFigures::Rise => {
                let (later, _) = parts.iter().max_by_key(|(index, _)| self.figures[*index].start)?;
                moved(*later, &now, bound, of)
            }
            OverFigures::Spread => {
                parts.sort_by(|a, b| a.1.cmp(&b.1));
                spread(&parts, &now, bound, of)
            }
        }
    }
}

/// One figure moved by as much as what is made of them lacks.
fn moved(part: usize, now: &Exact, bound: Bound, of: &OfFigures) -> Option<Turned> {
    let turned = amounts::sum(now, 1, bound, &of.ty)?;
    let how = match turned.change.how {
        FigureTurn::SumMore(size) => FigureTurn::PartMore(part, size),
        FigureTurn::SumLess(size) => FigureTurn::PartLess(part, size),
        other => other,
    };
    Some(Turned { change: FigureChange { how, ..turned.change }, ..turned })
}

/// If one figure alone is enough, which and by how much: the one that has the least to move.
fn one_moved(parts: &[(usize, Exact)], percent: Ratio, bound: Bound, of: &OfFigures) -> Option<Turned> {
    let far = |value: &Exact| (exact_ratio(bound.at) - value).abs();
    let mut moving: Vec<&(usize, Exact)> = parts.iter().filter(|(_, value)| !bound.is_turned(value)).collect();
    moving.sort_by(|a, b| far(&a.1).cmp(&far(&b.1)).then(a.0.cmp(&b.0)));
    moving.into_iter().find_map(|(part, value)| {
        let told = moved(*part, value, bound, of)?;
        let with = |(index, value): &(usize, Exact)| if index == part { told.then.clone() } else { value.clone() };
        let mut then: Vec<Exact> = parts.iter().map(with).collect();
        then.sort_unstable();
        let then = between(then.len(), percent, |place| then.get(place).cloned())?;
        bound.is_turned(&then).then_some(Turned { then, ..told })
    })
}

/// The highest lower or the lowest higher, where that is enough; else how many have to come nearer. `parts`: from the lowest.
fn spread(parts: &[(usize, Exact)], now: &Exact, bound: Bound, of: &OfFigures) -> Option<Turned> {
    let turned = amounts::sum(now, 1, bound, &of.ty)?;
    let met = !bound.met;
    let told = |how, then| Some(Turned { change: FigureChange { units: 1, how, met }, then });
    let ((lowest, low), (highest, high)) = (parts.first()?, parts.last()?);
    match turned.change.how {
        FigureTurn::SumMore(size) => told(FigureTurn::PartMore(*highest, size), turned.then),
        FigureTurn::SumLess(size) => {
            // Without the one that moves, the others must lie within the width that is left.
            let width = &turned.then;
            if parts.get(1).is_some_and(|(_, next)| high - next <= *width) {
                return told(FigureTurn::PartMore(*lowest, size), turned.then);
            }
            if parts.len().checked_sub(2).is_some_and(|next| &parts[next].1 - low <= *width) {
                return told(FigureTurn::PartLess(*highest, size), turned.then);
            }
            let within =
                |first: usize| parts[first..].iter().take_while(|(_, v)| v - &parts[first].1 <= *width).count();
            let most = (0..parts.len()).map(within).max()?;
            let units = u64::try_from(parts.len() - most).ok()?;
            Some(Turned { change: FigureChange { units, how: FigureTurn::Nearer, met }, then: turned.then })
        }
        _ => None,
    }
    .filter(|turned| turned.then >= exact_ratio(Ratio::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::{MetricId, Type};
    use crate::value::Value;
    use etalon_grammar::ast::BinaryOp::LessEqual;

    fn turn(values: &[i64], at: i64, met: bool) -> Option<(u64, FigureTurn)> {
        let parts: Vec<(usize, Exact)> =
            values.iter().enumerate().map(|(i, v)| (i, Exact::from_integer((*v).into()))).collect();
        let now = &parts[parts.len() - 1].1 - &parts[0].1;
        let of = OfFigures { how: OverFigures::Spread, metric: MetricId(0), per: vec![0], least: 1, ty: Type::Whole };
        let bound = Bound { op: LessEqual, at: Ratio::whole(at), met };
        spread(&parts, &now, bound, &of).map(|turned| (turned.change.units, turned.change.how))
    }

    #[test]
    fn a_spread_is_narrowed_from_one_end_or_takes_several() {
        // 60 to 90 is to be at most 20: the lowest has to rise by 10, to 70; the others span 75 to 90.
        assert_eq!(turn(&[60, 75, 90], 20, false), Some((1, FigureTurn::PartMore(0, Value::Whole(10)))));
        // 60, 62 and 90: without 60 still 28 are left, without 90 only 2: 90 comes down to 80.
        assert_eq!(turn(&[60, 62, 90], 20, false), Some((1, FigureTurn::PartLess(2, Value::Whole(10)))));
        // 50, 55, 75, 95, 100: within 20 lie no more than two of them (75 and 95), so three have to come nearer.
        assert_eq!(turn(&[50, 55, 75, 95, 100], 20, false), Some((3, FigureTurn::Nearer)));
        // Met at 20: one more on the highest breaks it.
        assert_eq!(turn(&[60, 75, 80], 20, true), Some((1, FigureTurn::PartMore(2, Value::Whole(1)))));
    }
}
