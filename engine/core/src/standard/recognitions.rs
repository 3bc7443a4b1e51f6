//! Recognitions: what is celebrated, and with whom it is shared.

use super::{CriterionId, Expr, Label, Metric, MetricId, Period, Target, Term, UnitId};
use crate::value::Value;
use etalon_grammar::ast::BinaryOp;

/// What is celebrated.
#[derive(Debug, Clone)]
pub struct Recognition {
    /// Name, title, place.
    pub label: Label,
    /// For whom: an entity, or none = the organization.
    pub subject: Option<UnitId>,
    /// When.
    pub when: Celebrate,
    /// With whom it is shared.
    pub share: Option<Share>,
    /// Ordered by the lower bound of this share (ties shared).
    pub order: Option<MetricId>,
}

/// When something is celebrated.
#[derive(Debug, Clone)]
pub enum Celebrate {
    /// Each such unit.
    Unit {
        /// What.
        unit: UnitId,
        /// Which (scope 0).
        filter: Option<Expr>,
        /// Whose it is; none = organization.
        subject: Option<Expr>,
    },
    /// Each period in which all hold.
    Metrics(Vec<MetricCondition>),
    /// So many met in a row (order of the subject's units); again after every further n.
    Streak {
        /// How many.
        count: i64,
        /// Of what.
        criterion: CriterionId,
        /// Whose.
        subject: Option<Expr>,
    },
}

/// `csat each quarter >= 85% at least 20`
#[derive(Debug, Clone)]
pub struct MetricCondition {
    /// Which metric.
    pub metric: MetricId,
    /// Index into its `per`.
    pub per: usize,
    /// Its period; all conditions have the same.
    pub each: Period,
    /// `>= > <= <`
    pub op: BinaryOp,
    /// The bound.
    pub bound: Value,
    /// Minimum sample.
    pub least: i64,
}

impl MetricCondition {
    /// The same as a target of the metric, so that it is put to figures and told as targets are.
    #[must_use]
    pub fn target(&self, metric: &Metric) -> Target {
        Target {
            period: None,
            per: None,
            op: self.op,
            bound: self.bound.clone(),
            least: self.least,
            proven: false,
            span: metric.label.span,
        }
    }
}

/// With whom it is shared.
#[derive(Debug, Clone)]
pub struct Share {
    /// `team`, `organization` …
    pub with: String,
    /// By when.
    pub within: Option<Term>,
    /// Only with the person's consent.
    pub consent: bool,
}
