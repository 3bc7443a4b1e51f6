//! The proof of a figure: its formula, the units it counts and those it leaves out, its targets, and how little would
//! have made it miss or reach them.

use super::{Ask, Quote, Thing};
use crate::evaluate::fold::standing::Stands;
use crate::evaluate::scene::{Scene, int};
use crate::evaluate::strata::figures;
use crate::evaluate::tally::Tallied;
use crate::evaluate::tally::derived::{parts, people};
use crate::evaluate::tally::exact::{Exact, Number, exact_ratio, number_of};
use crate::evaluate::tally::subjects::{Seen, is_yes, seen};
use crate::evaluate::tally::target::keeps;
use crate::evaluate::{Pool, Use};
use crate::outcome::{TargetVerdict, Verdict};
use crate::standard::{CriterionId, Expr, ExprKind, Formula, Metric, Period, Target};
use crate::value::{DECIMAL, Ratio, Value};
use etalon_grammar::ast::{BinaryOp, Span};
use num_traits::{Signed, ToPrimitive};

/// Why a figure is what it is.
#[derive(Debug, Clone)]
pub struct FigureProof {
    /// The figure in the outcome (index).
    pub figure: usize,
    /// The metric in the words of the standard.
    pub quote: Quote,
    /// Which units it speaks of; none = all.
    pub filter: Option<Quote>,
    /// What is counted, added up or put in order; none of a count.
    pub value: Option<Quote>,
    /// The criterion that a share is of, if it is of one.
    pub of: Option<CriterionId>,
    /// The units that count and, of a share, are yes (else all that count), in order.
    pub yes: Vec<Thing>,
    /// Of a share: those that count and are no.
    pub no: Vec<Thing>,
    /// The units that were left out because something was not known, and what.
    pub left_out: Vec<(Thing, LeftOut)>,
    /// Of figures of figures: those it is made of (index into the outcome's), each with whether it was taken; the others rest on too few.
    pub parts: Vec<(usize, bool)>,
    /// Its targets.
    pub targets: Vec<TargetProof>,
}

/// Why a unit does not count although it might.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeftOut {
    /// Whether it is one of the metric's units cannot be said.
    Unclear,
    /// Its time has not come.
    Pending,
    /// This is missing, in the words of the standard (empty: the value itself).
    Missing(String),
    /// It has no instant, so it belongs to no period.
    NoInstant,
}

/// A target and its verdict.
#[derive(Debug, Clone)]
pub struct TargetProof {
    /// Which (index into the metric's targets).
    pub target: usize,
    /// The target in the words of the standard.
    pub quote: Quote,
    /// The verdict.
    pub verdict: TargetVerdict,
    /// The smallest change that would have turned it.
    pub change: Option<FigureChange>,
}

/// How little would have turned the verdict on a target: by exact arithmetic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureChange {
    /// So many units other than they are.
    pub units: u64,
    /// What about them.
    pub how: FigureTurn,
    /// The verdict turns to *met*; else it turns to *missed*.
    pub met: bool,
}

/// What would have to be different about the units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FigureTurn {
    /// Of a share: so many more yes.
    MoreYes,
    /// Of a share: so many fewer.
    FewerYes,
    /// Of a count: so many more units.
    MoreUnits,
    /// Of a count: so many fewer.
    FewerUnits,
    /// Of a sum or a mean: the sum so much greater, in all.
    SumMore(Value),
    /// The same: so much less, in all.
    SumLess(Value),
    /// Of a percentile, a least or a greatest: so many values that lie beyond the bound on its good side (met), or on the other (missed).
    Values,
    /// So many more units were needed for a verdict.
    Sample,
}

impl Ask<'_> {
    /// Why that figure (index into the outcome's) is what it is.
    #[must_use]
    pub fn figure(&self, index: usize, pool: &impl Pool) -> Option<FigureProof> {
        let figure = self.run.outcome.figures.get(index)?;
        let scene = Scene::of(self.standard, self.run);
        let metric = &self.standard.metrics[figure.metric.index()];
        let tallied = figures(&scene, pool);
        let mut proof = FigureProof {
            figure: index,
            quote: self.quote(metric.label.span),
            filter: metric.filter.as_ref().map(|e| self.quote(e.span)),
            value: made_of(metric).map(|span| self.quote(span)),
            of: value(metric).and_then(met).filter(|_| matches!(metric.formula, Formula::Share(_))),
            yes: Vec::new(),
            no: Vec::new(),
            left_out: Vec::new(),
            parts: Vec::new(),
            targets: Vec::new(),
        };
        match &metric.formula {
            Formula::Figures(of) => {
                proof.parts = tallied.get(index).map(|made| parts(&scene, of, &tallied, made)).unwrap_or_default();
            }
            Formula::Standing(at) => {
                let stands = Stands::new(&scene, at, &tallied, &self.run.outcome.decisions);
                for (row, stands) in people(&scene, &stands, figure) {
                    let Ok(row) = u32::try_from(row) else { continue };
                    let thing = self.thing(metric.unit, row);
                    match stands {
                        Some(true) => proof.yes.push(thing),
                        Some(false) => proof.no.push(thing),
                        None => proof.left_out.push((thing, LeftOut::Unclear)),
                    }
                }
            }
            _ => self.units(&scene, index, &mut proof),
        }
        for (target, verdict) in &figure.targets {
            let declared = &metric.targets[*target];
            proof.targets.push(TargetProof {
                target: *target,
                quote: self.quote(declared.span),
                verdict: *verdict,
                change: tallied.get(index).and_then(|t| nearest(metric, declared, t)),
            });
        }
        Some(proof)
    }

    fn units(&self, scene: &Scene<'_>, index: usize, proof: &mut FigureProof) {
        let figure = &self.run.outcome.figures[index];
        let metric = &self.standard.metrics[figure.metric.index()];
        let subjects = scene.subjects_per(figure.metric, figure.per);
        let dated = scene.column(Use::MetricDated(figure.metric));
        let mut counted: Vec<(Option<i64>, Thing, Result<bool, LeftOut>)> = Vec::new();
        for row in 0..scene.rows(metric.unit) {
            let subject = subjects.of(row);
            if subjects.names.get(subject as usize) != Some(&figure.subject) {
                continue;
            }
            let at = dated.and_then(|c| int(c, row));
            let Some(mut answer) = self.answer(scene, index, row) else { continue };
            match at {
                Some(at) if !is_in(&figure.each, figure.span, at, self.run.world.as_of) => continue,
                None if figure.period != "(missing)" && figure.each != Period::All => continue,
                None => answer = Err(LeftOut::NoInstant),
                Some(_) => {}
            }
            let Ok(place) = u32::try_from(row) else { continue };
            counted.push((at, self.thing(metric.unit, place), answer));
        }
        if let Period::LastN(most) = figure.each {
            counted.sort_by_key(|(at, thing, _)| (*at, thing.row));
            let mut left = usize::try_from(most).unwrap_or(0);
            let mut last: Vec<_> = counted.into_iter().rev().collect();
            last.retain(|(_, _, answer)| {
                let kept = left > 0;
                left = left.saturating_sub(usize::from(answer.is_ok()));
                kept
            });
            last.reverse();
            counted = last;
        }
        for (_, thing, answer) in counted {
            match answer {
                Ok(true) => proof.yes.push(thing),
                Ok(false) => proof.no.push(thing),
                Err(why) => proof.left_out.push((thing, why)),
            }
        }
    }

    /// Whether a row counts, and as yes; none if it is none of the metric's units.
    fn answer(&self, scene: &Scene<'_>, index: usize, row: usize) -> Option<Result<bool, LeftOut>> {
        let id = self.run.outcome.figures[index].metric;
        let metric = &self.standard.metrics[id.index()];
        match crate::evaluate::scene::holds(scene.column(Use::MetricFilter(id)), row) {
            Some(true) => {}
            Some(false) => return None,
            None => return Some(Err(LeftOut::Unclear)),
        }
        if let Formula::Window(call, _) = &metric.formula {
            return Some(match crate::evaluate::tally::window::lacks(scene, id, call, row) {
                None => Ok(true),
                Some(argument) => Err(LeftOut::Missing(self.quote(call.arguments[argument].span).text)),
            });
        }
        let Some(column) = scene.column(Use::MetricValue(id)) else {
            return Some(match metric.formula {
                Formula::Count => Ok(true),
                _ => Err(LeftOut::Missing(String::new())),
            });
        };
        let is_share = matches!(metric.formula, Formula::Share(_));
        if let Some(findings) = value(metric).filter(|_| is_share).and_then(met).and_then(|c| scene.findings(c)) {
            let verdict = findings.verdicts.get(row).copied();
            match verdict {
                Some(Verdict::NotApplicable) => return None,
                Some(Verdict::Breached) => return Some(Ok(false)),
                Some(Verdict::Pending) => return Some(Err(LeftOut::Pending)),
                Some(Verdict::NotJudged) => {
                    let why = findings.unjudged.iter().find(|(r, _)| *r as usize == row);
                    return Some(Err(LeftOut::Missing(why.map(|(_, why)| why.to_string()).unwrap_or_default())));
                }
                _ => {}
            }
        }
        let lacks_base = scene.column(Use::MetricBase(id)).is_some_and(|base| !base.has(row));
        Some(match seen(column, row) {
            _ if lacks_base => Err(LeftOut::Missing(self.quote(metric.formula.values()[1].span).text)),
            Seen::Nothing => Err(LeftOut::Missing(String::new())),
            _ => Ok(!is_share || is_yes(Some(column), row)),
        })
    }
}

/// Whether an instant belongs to a period.
fn is_in(each: &Period, span: Option<(i64, i64)>, at: i64, as_of: i64) -> bool {
    match (each, span) {
        (Period::All, _) => true,
        (Period::LastN(_), _) => at <= as_of,
        (Period::Rolling(_), Some((start, end))) => at > start && at <= end,
        (Period::RollingDays(_), Some((start, end))) => at >= start && at <= end,
        (_, Some((start, end))) => at >= start && at < end,
        (_, None) => false,
    }
}

/// Where it says what it is made of: a ratio is made of both its parts.
fn made_of(metric: &Metric) -> Option<Span> {
    let values = metric.formula.values();
    let (first, last) = (values.first()?, values.last()?);
    let whole = Span { end: last.span.end, ..first.span };
    Some(if matches!(metric.formula, Formula::Ratio(_)) { whole } else { first.span })
}

fn value(metric: &Metric) -> Option<&Expr> {
    metric.formula.values().first()
}

fn met(expr: &Expr) -> Option<CriterionId> {
    match &expr.kind {
        ExprKind::Met(criterion, _) => Some(*criterion),
        ExprKind::Define(_, inner) => met(inner),
        _ => None,
    }
}

/// The smallest change that turns the verdict on a target; none where no number of units says it.
pub(super) fn nearest(metric: &Metric, target: &Target, tallied: &Tallied) -> Option<FigureChange> {
    let (n, bound) = (tallied.figure.n, number_of(&target.bound)?);
    let least = u64::try_from(target.least.max(metric.provisional.unwrap_or(0))).unwrap_or(0).max(1);
    if n < least {
        return Some(FigureChange { units: least - n, how: FigureTurn::Sample, met: true });
    }
    let value = tallied.exact.as_ref()?;
    let met = keeps(value, target.op, bound);
    match &metric.formula {
        Formula::Share(_) => share(n, tallied.hits, target.op, bound, met),
        Formula::Count | Formula::Distinct(_) => count(value, target.op, bound, met),
        Formula::Sum(e) | Formula::Mean(e) => {
            let times = if matches!(metric.formula, Formula::Mean(_)) { n } else { 1 };
            sum(value, times, target.op, bound, met, &e.ty)
        }
        Formula::Percentile(..) | Formula::Min(_) | Formula::Max(_) => None,
        Formula::Ratio(_) | Formula::Figures(_) | Formula::Window(..) => None,
        Formula::Standing(at) if at.share => share(n, tallied.hits, target.op, bound, met),
        Formula::Standing(_) => count(value, target.op, bound, met),
    }
}

fn share(n: u64, hits: u64, op: BinaryOp, bound: Ratio, met: bool) -> Option<FigureChange> {
    let with = |hits: u64| keeps(&Number::Small(Ratio::new(hits.into(), n.into()).unwrap_or(Ratio::ZERO)), op, bound);
    let wants_more = matches!(op, BinaryOp::GreaterEqual | BinaryOp::Greater);
    // Whether it keeps rises (or falls) only once with the number of hits: the edge is found by halving.
    let (mut low, mut high) = (0, n);
    while low < high {
        let middle = low + (high - low) / 2;
        if with(middle) == wants_more { high = middle } else { low = middle + 1 }
    }
    let edge = low;
    let needed = match (wants_more, met) {
        (true, false) | (false, true) => edge,
        (true, true) | (false, false) => edge.checked_sub(1)?,
    };
    if with(needed) == met {
        return None;
    }
    let how = if needed > hits { FigureTurn::MoreYes } else { FigureTurn::FewerYes };
    Some(FigureChange { units: needed.abs_diff(hits), how, met: !met })
}

fn count(value: &Number, op: BinaryOp, bound: Ratio, met: bool) -> Option<FigureChange> {
    let now = value.exact().to_integer().to_i64()?;
    let floor = bound.num().div_euclid(bound.den());
    let ceil = floor + i64::from(bound.num().rem_euclid(bound.den()) != 0);
    let needed = match (op, met) {
        (BinaryOp::GreaterEqual, false) | (BinaryOp::Less, true) => ceil,
        (BinaryOp::GreaterEqual, true) | (BinaryOp::Less, false) => ceil - 1,
        (BinaryOp::LessEqual, false) | (BinaryOp::Greater, true) => floor,
        _ => floor + 1,
    };
    let how = if needed > now { FigureTurn::MoreUnits } else { FigureTurn::FewerUnits };
    (needed >= 0).then(|| FigureChange { units: needed.abs_diff(now), how, met: !met })
}

fn sum(
    value: &Number,
    times: u64,
    op: BinaryOp,
    bound: Ratio,
    met: bool,
    ty: &crate::standard::Type,
) -> Option<FigureChange> {
    use crate::standard::Type;
    let times = Exact::from_integer(times.into());
    let mut gap = ((exact_ratio(bound) - value.exact()) * times).abs();
    // In the least step that is told: of fractions, a tenth.
    match ty {
        Type::Decimal => gap *= Exact::from_integer(DECIMAL.into()),
        Type::Duration | Type::Whole => {}
        _ => gap *= Exact::from_integer(10.into()),
    }
    // On the bound itself it turns, or only beyond it.
    let beyond = matches!(op, BinaryOp::Greater | BinaryOp::Less) != met;
    let whole = if beyond { gap.floor() + Exact::from_integer(1.into()) } else { gap.ceil() };
    let whole = whole.to_integer().to_i64()?;
    let size = match ty {
        Type::Duration => Value::Duration(whole),
        Type::Decimal => Value::Decimal(whole),
        Type::Whole => Value::Whole(whole),
        _ => Value::Ratio(Ratio::new(whole.into(), 10)?),
    };
    let more = matches!(
        (op, met),
        (BinaryOp::GreaterEqual | BinaryOp::Greater, false) | (BinaryOp::LessEqual | BinaryOp::Less, true)
    );
    let how = if more { FigureTurn::SumMore(size) } else { FigureTurn::SumLess(size) };
    Some(FigureChange { units: 1, how, met: !met })
}

/// Of a row of a whole number, an amount, an instant.
#[cfg(test)]
mod tests {
    use super::{FigureTurn, share};
    use crate::value::Ratio;
    use etalon_grammar::ast::BinaryOp;

    #[test]
    fn the_fewest_hits_that_turn_a_share() {
        let goal = Ratio::new(4, 5).unwrap();
        let change = share(1050, 820, BinaryOp::GreaterEqual, goal, false).unwrap();
        assert_eq!((change.units, change.how), (20, FigureTurn::MoreYes));
        let change = share(1050, 860, BinaryOp::GreaterEqual, goal, true).unwrap();
        assert_eq!((change.units, change.how), (21, FigureTurn::FewerYes));
        let change = share(100, 8, BinaryOp::LessEqual, Ratio::new(1, 20).unwrap(), false).unwrap();
        assert_eq!((change.units, change.how), (3, FigureTurn::FewerYes));
        let change = share(100, 5, BinaryOp::LessEqual, Ratio::new(1, 20).unwrap(), true).unwrap();
        assert_eq!((change.units, change.how), (1, FigureTurn::MoreYes));
        assert_eq!(share(10, 0, BinaryOp::GreaterEqual, Ratio::ZERO, true), None, "nothing can turn it");
    }
}
