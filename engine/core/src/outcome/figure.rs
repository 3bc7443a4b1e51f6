//! Figures: metrics per subject and period, with target verdicts; and scorecards.

use crate::standard::{CriterionId, MetricId, Period};
use crate::value::{Ratio, Value};

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The metric.
    pub metric: MetricId,
    /// Index into its `per`.
    pub per: usize,
    /// The subject's key, or the value's text; `organization` for the organization; `(missing)`.
    pub subject: String,
    /// The kind of period.
    pub each: Period,
    /// Its name: `2026-03`, `2026-Q1`, `2026-W09` (ISO week), `2026-03-02`, `2026`, `all`, `last 30 days`, `last 50`.
    pub period: String,
    /// Start and end (half open), microseconds; none for `all` and `last n`.
    pub span: Option<(i64, i64)>,
    /// Units counted: the denominator of a share, the sample of a mean.
    pub n: u64,
    /// Units left out because something was missing or pending.
    pub unjudged: u64,
    /// Exact numerator (of shares: how many; of means and sums: the sum).
    pub numerator: Option<Value>,
    /// Exact value: a share or mean as a fraction, a count as a whole number, a duration … `Missing` for an empty denominator.
    pub value: Value,
    /// The value where it is a mean or percentile that no 64-bit fraction holds: exact decimal text; else none.
    pub exact: Option<String>,
    /// The value after mitigation (shares over a criterion only): breaches count with their employee share.
    pub fair: Option<Ratio>,
    /// Wilson 95 % interval of a share (lower, upper), or mean ∓ 2 s/√n. Only for showing.
    pub bounds: Option<(f64, f64)>,
    /// Why a plugin gave no value, in words; none if it did, or if the metric asks none.
    pub fault: Option<String>,
    /// The verdict of each of the metric's targets that speak of this figure: index and verdict.
    pub targets: Vec<(usize, TargetVerdict)>,
    /// How many adjacent periods up to this one were missed (first target).
    pub misses_in_a_row: u32,
    /// Whether the period was over at the instant of the run.
    pub closed: bool,
}

/// The verdict on a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TargetVerdict {
    /// Nothing to count.
    NoData,
    /// Fewer than the minimum sample.
    TooFew,
    /// Reached.
    Met,
    /// Missed, but chance is not ruled out: the bound lies on the other side of the target.
    MissedNotProven,
    /// Missed, and chance is ruled out.
    MissedProven,
}

/// What one person, team or the organization is shown: strengths first.
#[derive(Debug, Clone)]
pub struct Scorecard {
    /// `organization`, or the entity's name.
    pub kind: String,
    /// The subject's key.
    pub subject: String,
    /// Criterion by criterion, in the standard's order.
    pub lines: Vec<ScoreLine>,
    /// Principle by principle (index into the standard's): weighted share met, raw and fair, none where nothing was judged.
    pub principles: Vec<(usize, Option<Ratio>, Option<Ratio>)>,
    /// Indices into `lines`: strongest first (by lower bound), at most 3.
    pub strengths: Vec<usize>,
    /// Weakest first, at most 3, only with breaches.
    pub weaknesses: Vec<usize>,
}

/// One criterion for one subject.
#[derive(Debug, Clone)]
pub struct ScoreLine {
    /// Which.
    pub criterion: CriterionId,
    /// How many of each verdict: not applicable, met, breached, pending, not judged.
    pub counts: [u64; 5],
    /// Sum of the causes of the breaches: employee, company, customer, unknown. They add to the breaches.
    pub causes: [Ratio; 4],
    /// met / (met + breached).
    pub raw: Option<Ratio>,
    /// met / (met + employee's and unknown's part of the breaches).
    pub fair: Option<Ratio>,
    /// Wilson 95 % interval of raw; only for showing.
    pub bounds: Option<(f64, f64)>,
}
