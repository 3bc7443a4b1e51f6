//! Figures: metrics per subject and period, with target verdicts; and scorecards.

use crate::standard::{CriterionId, FormId, MetricId, Period};
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
    /// Of a ratio: the exact sum that the numerator is put against.
    pub base: Option<Value>,
    /// Exact value: a share or mean as a fraction, a count as a whole number, a duration … `Missing` for an empty denominator.
    pub value: Value,
    /// The value where it is a mean or percentile that no 64-bit fraction holds: exact decimal text; else none.
    pub exact: Option<String>,
    /// The value after mitigation. Of a share over a criterion: breaches count with their employee share. Of the mean score of a form of which
    /// mitigations cover parts: with these parts taken as not applicable.
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
    /// There are too few units to show it (`hide under`), or it could be worked out from one that is hidden: value, numerator and
    /// bounds are not there, and no target speaks of it.
    pub hidden: bool,
    /// Where it stands on its control chart; none without `chart`, and while there are too few periods.
    pub chart: Option<ChartPoint>,
    /// What its case mix lets expect; none without `expected by`.
    pub expected: Option<Expected>,
    /// There are fewer units than it takes for more than showing it (`provisional under`): no target is judged.
    pub provisional: bool,
    /// What it is worth; none while its period runs, and where no grade speaks of it.
    pub graded: Option<Graded>,
}

/// What a figure is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Graded {
    /// By which grade of the metric (index).
    pub grade: usize,
    /// What is given: a share or a number, by the grade's type; none where it is not graded.
    pub worth: Option<Value>,
    /// Why so.
    pub why: Worth,
    /// The shorter periods that are taken together here, where the grade is of these.
    pub pool: Option<Pooled>,
}

/// Why a figure is worth what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Worth {
    /// Of the bounds it keeps to, or because it keeps to none.
    Reached,
    /// The other figure that is asked for does not keep to its bound.
    Gate,
    /// Not graded: the other figure that is asked for has no value.
    GateUnknown,
    /// Not graded: fewer units than it takes.
    TooFew,
    /// Not graded here: fewer units than it takes, they are carried to the longer period.
    Carried,
    /// Not graded: there is no value.
    NoData,
}

/// Periods of too few units, taken together.
#[derive(Debug, Clone, PartialEq)]
pub struct Pooled {
    /// Their names, in order.
    pub periods: Vec<String>,
    /// Units counted.
    pub n: u64,
    /// Exact value.
    pub value: Value,
    /// The value where no 64-bit fraction holds it.
    pub exact: Option<String>,
}

/// A period on a control chart. Shares: p-chart, limits p ± 3 √(p (1 - p) / n) (W. A. Shewhart, "Economic Control of Quality of
/// Manufactured Product", 1931). All else: individuals and moving ranges (XmR), mean ± 2.66 times the mean moving range (D. J. Wheeler and
/// D. S. Chambers, "Understanding Statistical Process Control", 1992). In the unit of the figure's value; durations in microseconds.
/// The numbers are for showing; signals are found with exact ones.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChartPoint {
    /// The mean of the baseline.
    pub center: f64,
    /// Below it lies a signal.
    pub lower: f64,
    /// Above it lies a signal.
    pub upper: f64,
    /// What chance does not explain.
    pub signal: Option<Signal>,
}

/// What chance does not explain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Signal {
    /// Above the upper limit.
    Above,
    /// Below the lower limit.
    Below,
    /// So many periods in a row above the center, at least eight (Western Electric, "Statistical Quality Control Handbook", 1956).
    RunAbove(u32),
    /// The same below.
    RunBelow(u32),
    /// So many periods in a row, each above the one before, at least six (L. S. Nelson, Journal of Quality Technology 16, 1984).
    Rising(u32),
    /// The same downwards.
    Falling(u32),
}

/// Observed against expected, by indirect standardization: of each kind of case as many as all subjects together had of it in
/// that period. Whether chance explains the difference: (O - E)² > z² Σ n p (1 - p), z = 1.959964 (D. J. Spiegelhalter, "Funnel plots for comparing
/// institutional performance", Statistics in Medicine 24, 2005), in exact numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    /// How many met.
    pub observed: u64,
    /// How many were to be expected. For showing.
    pub expected: f64,
    /// More than expected, fewer, or what chance explains.
    pub differs: Option<std::cmp::Ordering>,
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
    /// Form by form, in the standard's order: those with a score.
    pub scores: Vec<MeanScore>,
    /// Principle by principle (index into the standard's): weighted share met, raw and fair, none where nothing was judged.
    pub principles: Vec<(usize, Option<Ratio>, Option<Ratio>)>,
    /// Indices into `lines`: strongest first (by lower bound), at most 3.
    pub strengths: Vec<usize>,
    /// Weakest first, at most 3, only with breaches.
    pub weaknesses: Vec<usize>,
}

/// The scores of one form for one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeanScore {
    /// Which form.
    pub form: FormId,
    /// How many were scored.
    pub n: u64,
    /// Their mean, 0..100.
    pub raw: Ratio,
    /// The mean with what mitigations cover taken as not applicable; none if nothing is left, and of a form of which no mitigation covers
    /// parts.
    pub fair: Option<Ratio>,
    /// Of how many a mitigation covers parts.
    pub mitigated: u64,
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
