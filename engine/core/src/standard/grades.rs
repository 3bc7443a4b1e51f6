//! What a figure is worth: credits, tiers of a bonus.

use super::{MetricId, Period, Type, Words};
use crate::value::Value;
use etalon_grammar::ast::{BinaryOp, Span};

/// What the figures of a metric are worth, once their period is over.
#[derive(Debug, Clone)]
pub struct Grade {
    /// For which period; none = all of the metric.
    pub period: Option<Period>,
    /// For which of `per` (index); none = all.
    pub per: Option<usize>,
    /// What is graded, for people.
    pub title: Words,
    /// Minimum sample; 1 if not said.
    pub least: i64,
    /// Periods of fewer units are taken together in this longer one.
    pub carry: Option<Period>,
    /// Another figure that must keep to a bound; else the grade is `otherwise`.
    pub gate: Option<Gate>,
    /// The first whose bound the figure keeps to counts.
    pub arms: Vec<Arm>,
    /// What is given where none does.
    pub otherwise: Value,
    /// Of what is given: a share or a number.
    pub ty: Type,
    /// Where.
    pub span: Span,
}

/// Another figure of the same subject and period that must keep to a bound.
#[derive(Debug, Clone)]
pub struct Gate {
    /// Which.
    pub metric: MetricId,
    /// For each `per` of the graded metric, that of the other (index); none where it is not graded.
    pub per: Vec<Option<usize>>,
    /// `>= > <= <`
    pub op: BinaryOp,
    /// The bound, of the type of the other metric's value.
    pub bound: Value,
}

/// A bound and what is given for it.
#[derive(Debug, Clone)]
pub struct Arm {
    /// `>= > <= <`
    pub op: BinaryOp,
    /// The bound, of the type of the metric's value; compared unrounded.
    pub bound: Value,
    /// What is given.
    pub worth: Value,
}

impl Grade {
    /// Whether it speaks of figures of that `per` (index) and period.
    #[must_use]
    pub fn speaks(&self, per: usize, period: &Period) -> bool {
        let speaks = self.period.as_ref().map_or(period.length().is_none(), |own| own == period);
        self.per.is_none_or(|own| own == per) && speaks
    }
}
