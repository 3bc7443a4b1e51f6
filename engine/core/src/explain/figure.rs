//! The proof of a figure: its formula, the units it counts and those it leaves out, its targets, and how little would
//! have made it miss or reach them.

use super::turn::{FigureChange, GradeTurn, Turner};
use super::{Ask, Quote, Thing};
use crate::evaluate::fold::standing::Stands;
use crate::evaluate::scene::{Scene, int};
use crate::evaluate::strata::figures;
use crate::evaluate::tally::derived::{parts, people};
use crate::evaluate::tally::subjects::{Seen, is_yes, seen};
use crate::evaluate::{Pool, Use};
use crate::outcome::{TargetVerdict, Verdict};
use crate::standard::{CriterionId, Expr, ExprKind, Formula, Metric, Period};
use etalon_grammar::ast::Span;

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
    /// What it would be worth besides, and what that takes.
    pub grades: Vec<GradeTurn>,
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
            grades: Vec::new(),
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
            _ => {
                for (thing, answer) in self.counted(&scene, index) {
                    match answer {
                        Ok(true) => proof.yes.push(thing),
                        Ok(false) => proof.no.push(thing),
                        Err(why) => proof.left_out.push((thing, why)),
                    }
                }
            }
        }
        let turner = Turner { ask: self, scene: &scene, figures: &tallied };
        proof.grades = turner.grades(index);
        for (target, verdict) in &figure.targets {
            let declared = &metric.targets[*target];
            proof.targets.push(TargetProof {
                target: *target,
                quote: self.quote(declared.span),
                verdict: *verdict,
                change: turner.target(index, declared),
            });
        }
        Some(proof)
    }

    /// The units of a figure, in order: those that count, each with whether it is yes, and those that are left out.
    pub(super) fn counted(&self, scene: &Scene<'_>, index: usize) -> Vec<(Thing, Result<bool, LeftOut>)> {
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
        counted.into_iter().map(|(_, thing, answer)| (thing, answer)).collect()
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
