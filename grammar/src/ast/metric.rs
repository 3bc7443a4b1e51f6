//! Parts of a metric.

use super::{BinaryOp, Expr, LocalText, Name, PluginCall, Span};

/// The formula of a metric, written out.
#[derive(Debug, Clone)]
pub struct Formula {
    /// `share count sum mean median percentile distinct min max ratio`, or what a plugin offers: `ewma.level`
    pub word: Name,
    /// `ewma.level(waited, weight: 0.2)`: a plugin's window
    pub window: Option<PluginCall>,
    /// `percentile 90`
    pub rank: Option<Expr>,
    /// What is added up or ordered; none for `share` and `count`.
    pub value: Option<Expr>,
    /// `ratio void_pauses to pauses`: what the first sum is held against; none for all others.
    pub base: Option<Expr>,
    /// Event, case or define.
    pub unit: Name,
    /// Which of them: the denominator.
    pub filter: Option<Expr>,
    /// `that …`: the numerator of a share.
    pub that: Option<Expr>,
    /// `of figures of …`: it is made of another metric's figures, and `unit` is that metric.
    pub figures: Option<OfFigures>,
    /// `standing at coaching on conduct`: it counts who stands there, and `unit` is what they are.
    pub standing: Option<Standing>,
}

/// `spread of figures of shop_month for shop at least 6`
#[derive(Debug, Clone)]
pub struct OfFigures {
    /// Whose figures, if the metric has those of several.
    pub subject: Option<Name>,
    /// How many cases a figure must rest on to be taken.
    pub least: Option<Expr>,
}

/// `standing at coaching on conduct`
#[derive(Debug, Clone)]
pub struct Standing {
    /// The step; who stands higher stands there too.
    pub step: Name,
    /// The ladder.
    pub ladder: Name,
}

/// `agent = resolved_by`
#[derive(Debug, Clone)]
pub struct PerItem {
    /// `organization`, an entity, or a field of the unit.
    pub name: Name,
    /// Where the subject is found, if not by its kind.
    pub path: Option<Expr>,
}

/// `month`, `last 30 days`, `last 50`
#[derive(Debug, Clone)]
pub struct Period {
    /// Which kind.
    pub kind: PeriodKind,
    /// Where.
    pub span: Span,
}

/// When the figures of a period are closed: `closes month at 12:00 on working day 5 on office`
#[derive(Debug, Clone)]
pub struct Closing {
    /// Which period.
    pub period: Period,
    /// The time of day, as written.
    pub clock: Name,
    /// Working days are counted; otherwise all days.
    pub working: bool,
    /// Which day after the period; its last day is day 0.
    pub day: Expr,
    /// `on office`: whose working days.
    pub on: Option<Name>,
}

/// Which kind of period.
#[derive(Debug, Clone)]
pub enum PeriodKind {
    /// `day week month quarter year all`, as written
    Calendar(String),
    /// `last 30 days`
    Rolling(Expr),
    /// `last 50`
    LastN(Expr),
}

/// `target month >= 80% at least 30 proven`
#[derive(Debug, Clone)]
pub struct Target {
    /// For which period; none = for every period of the metric.
    pub period: Option<Period>,
    /// For whom (`target agent month …`); none = for every subject kind.
    pub subject: Option<Name>,
    /// `>= > <= <`
    pub op: (BinaryOp, Span),
    /// The bound.
    pub bound: Expr,
    /// Minimum sample.
    pub least: Option<Expr>,
    /// Whether a miss must be proven before anything acts on it.
    pub proven: bool,
}

/// `grade month "Credit" at least 20 carry to quarter { < 90%: 10%  < 95%: 5%  else: 0% }`
#[derive(Debug, Clone)]
pub struct Grade {
    /// For whom; none = for every subject kind.
    pub subject: Option<Name>,
    /// For which period; none = for every period of the metric.
    pub period: Option<Period>,
    /// What is graded, for people.
    pub title: Vec<LocalText>,
    /// Minimum sample.
    pub least: Option<Expr>,
    /// The longer period to which those of fewer cases are carried.
    pub carry: Option<Period>,
    /// `only if age_checks >= 100%`
    pub gate: Option<Gate>,
    /// Bounds and what is given for each; the first that holds counts.
    pub arms: Vec<GradeArm>,
    /// What is given where none holds.
    pub otherwise: Option<Expr>,
}

/// Another figure that must keep to a bound.
#[derive(Debug, Clone)]
pub struct Gate {
    /// The metric.
    pub metric: Name,
    /// `>= > <= <`
    pub op: (BinaryOp, Span),
    /// The bound.
    pub bound: Expr,
}

/// `< 90%: 10%`
#[derive(Debug, Clone)]
pub struct GradeArm {
    /// `>= > <= <`
    pub op: (BinaryOp, Span),
    /// The bound.
    pub bound: Expr,
    /// What is given for it.
    pub worth: Expr,
}
