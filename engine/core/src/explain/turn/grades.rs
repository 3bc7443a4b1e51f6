//! What the next grade needs, and how little would have made it the one below.

use super::{FigureChange, FigureTurn, Turner};
use crate::evaluate::tally::exact::{Number, number_of};
use crate::evaluate::tally::target::keeps;
use crate::outcome::Worth;
use crate::standard::{Gate, Grade};
use crate::value::Value;

/// A change of a figure with which another grade would be given.
#[derive(Debug, Clone)]
pub struct GradeTurn {
    /// By which grade of the metric (index).
    pub grade: usize,
    /// What would be given; none = it would be graded at all.
    pub worth: Option<Value>,
    /// Of which figure (index into the outcome's): this one, or the one that is asked for besides.
    pub figure: usize,
    /// What would have to be different.
    pub change: FigureChange,
}

impl Turner<'_> {
    /// The nearest other grades of a figure: that of the bound above its own, then what it would fall to.
    pub fn grades(&self, figure: usize) -> Vec<GradeTurn> {
        let tallied = &self.figures[figure];
        let metric = self.metric(figure);
        let Some(graded) = tallied.figure.graded.as_ref().filter(|graded| graded.pool.is_none()) else {
            return Vec::new();
        };
        let Some(grade) = metric.grades.get(graded.grade) else { return Vec::new() };
        let turn = |worth, figure, change| GradeTurn { grade: graded.grade, worth, figure, change };
        match graded.why {
            Worth::TooFew | Worth::Carried => {
                let least = u64::try_from(grade.least.max(metric.provisional.unwrap_or(0))).unwrap_or(0);
                let units = least.saturating_sub(tallied.figure.n);
                vec![turn(None, figure, FigureChange { units, how: FigureTurn::Sample, met: true })]
            }
            Worth::Gate => {
                let opened = || {
                    let gate = grade.gate.as_ref()?;
                    let other = self.asked(gate, figure)?;
                    let turned = self.across(other, gate.op, number_of(&gate.bound)?)?;
                    let own = tallied.exact.as_ref().map(|value| arm(grade, value))?;
                    Some(turn(Some(worth(grade, own)), other, turned.change))
                };
                opened().into_iter().collect()
            }
            Worth::Reached => {
                let Some(own) = tallied.exact.as_ref().map(|value| arm(grade, value)) else { return Vec::new() };
                // Into the arm above, then out of its own.
                let arms = [own.checked_sub(1), Some(own)].into_iter().flatten();
                let turned = arms.filter_map(|index| {
                    let arm_of = grade.arms.get(index)?;
                    let turned = self.across(figure, arm_of.op, number_of(&arm_of.bound)?)?;
                    let then = worth(grade, arm(grade, &Number::new(turned.then)));
                    (then != worth(grade, own)).then(|| turn(Some(then), figure, turned.change))
                });
                turned.collect()
            }
            Worth::GateUnknown | Worth::NoData => Vec::new(),
        }
    }

    /// The figure that a gate asks for.
    fn asked(&self, gate: &Gate, figure: usize) -> Option<usize> {
        let own = &self.figures[figure];
        let per = gate.per.get(own.figure.per).copied().flatten()?;
        self.figures.iter().position(|other| {
            (other.figure.metric, other.figure.per, other.start) == (gate.metric, per, own.start)
                && (&other.figure.each, &other.figure.subject) == (&own.figure.each, &own.figure.subject)
        })
    }
}

/// The arm that a value falls under (the number of arms = under none).
fn arm(grade: &Grade, value: &Number) -> usize {
    let holds = |arm: &crate::standard::Arm| number_of(&arm.bound).is_some_and(|bound| keeps(value, arm.op, bound));
    grade.arms.iter().position(holds).unwrap_or(grade.arms.len())
}

fn worth(grade: &Grade, arm: usize) -> Value {
    grade.arms.get(arm).map_or(&grade.otherwise, |arm| &arm.worth).clone()
}
