//! Parts of ladders and recognitions.

use super::{BinaryOp, Due, Expr, LocalText, Name, Period, Span};

/// What a ladder counts.
#[derive(Debug, Clone)]
pub enum Counted {
    /// `faults of qa, sla` : criteria, forms or principles
    Faults(Vec<Name>),
    /// `misses of csat each month`
    Misses {
        /// The metric.
        metric: Name,
        /// Which of its periods.
        each: Option<Period>,
    },
    /// `unheld conduct.coaching`: that step was due and not held
    Unheld {
        /// The other ladder.
        ladder: Name,
        /// Its step.
        step: Name,
    },
    /// `upheld complaint` (a define, then the event) or `complaint where upheld`: each such event is a fault
    Events {
        /// The define that says which, if named.
        define: Option<Name>,
        /// The event or case.
        unit: Name,
        /// Which of them.
        filter: Option<Expr>,
    },
}

/// `step coaching "Coaching" { when 2 faults in 30 days  owed by manager within 5 working days  held by talk where … }`
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Vec<LocalText>,
    /// The condition, parts joined by `and`. Empty if it was broken or left out.
    pub when: Vec<StepCondition>,
    /// Who owes it and by when.
    pub owed: Option<Owed>,
    /// Which event shows that it was held.
    pub held: Option<(Name, Option<Expr>)>,
    /// Texts for people.
    pub guidance: Vec<LocalText>,
    /// Where.
    pub span: Span,
}

/// `owed by manager within 2 working days`
#[derive(Debug, Clone)]
pub struct Owed {
    /// A path from the subject (`manager`, `team.lead`), or a text that names a role.
    pub by: Expr,
    /// By when.
    pub within: Option<Due>,
    /// Where.
    pub span: Span,
}

/// An event that shows something: `done by coaching_talk where call = this.call by held_by`
#[derive(Debug, Clone)]
pub struct Shown {
    /// Event, case or define.
    pub unit: Name,
    /// Which of them.
    pub filter: Option<Expr>,
    /// The field that says who did it.
    pub by: Option<Expr>,
}

/// `appeal by dispute { within 10 days  decided by ruling by decider  granted when outcome = granted  barred when … }`
#[derive(Debug, Clone)]
pub struct Appeal {
    /// What opens it.
    pub opened: Shown,
    /// Until when after the fault.
    pub within: Option<Due>,
    /// What decides it, and who.
    pub decided: Option<Shown>,
    /// When a decision grants it.
    pub granted: Option<Expr>,
    /// When a decision does not count, because of who took it.
    pub barred: Option<Expr>,
    /// How often one and the same fault may be appealed.
    pub rounds: Option<Expr>,
    /// Texts for people.
    pub guidance: Vec<LocalText>,
    /// Where.
    pub span: Span,
}

/// One part of a step's condition.
#[derive(Debug, Clone)]
pub struct StepCondition {
    /// What it asks.
    pub kind: StepConditionKind,
    /// Where.
    pub span: Span,
}

/// What a part of a step's condition asks.
#[derive(Debug, Clone)]
pub enum StepConditionKind {
    /// `2 faults in 30 days after plan`
    Faults {
        /// How many.
        count: Expr,
        /// `in 30 days`
        within: Option<Expr>,
        /// `in a row`: adjacent periods, all missed
        in_a_row: bool,
        /// `measured in a row`: periods without a verdict are skipped
        measured: bool,
        /// `of the last 4`: among the last 4 (measured) periods
        of_last: Option<Expr>,
        /// `after plan`: only those after that step was proposed
        after: Option<Name>,
    },
    /// `coaching held`
    Held(Name),
}

/// What a recognition celebrates.
#[derive(Debug, Clone)]
pub enum Celebrate {
    /// `when survey where score = 5 and comment is present`
    Unit {
        /// Event, case or define.
        unit: Name,
        /// Which of them.
        filter: Option<Expr>,
    },
    /// `when quality each quarter >= 92 at least 10 and csat each quarter >= 85% at least 20`
    Metrics(Vec<MetricCondition>),
    /// `when 20 in a row met solved_at_once`
    Streak {
        /// How many.
        count: Expr,
        /// The criterion.
        criterion: Name,
    },
}

/// `csat each quarter >= 85% at least 20`
#[derive(Debug, Clone)]
pub struct MetricCondition {
    /// The metric.
    pub metric: Name,
    /// Which of its periods.
    pub each: Option<Period>,
    /// `>= > <= <`
    pub op: (BinaryOp, Span),
    /// The bound.
    pub bound: Expr,
    /// Minimum sample.
    pub least: Option<Expr>,
}
