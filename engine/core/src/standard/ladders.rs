//! Ladders: what happens when faults repeat, who owes it and by when.

use super::{
    Appeal, CriterionId, Expr, FieldId, Label, LadderId, MetricId, OnCalendar, Period, Shown, Spares, UnitId, Words,
};
use etalon_grammar::ast::Span;

/// What happens when faults repeat.
#[derive(Debug, Clone)]
pub struct Ladder {
    /// Name, title, place.
    pub label: Label,
    /// Whose ladder: an entity, or none = the organization.
    pub subject: Option<UnitId>,
    /// What it counts.
    pub counts: Vec<Counted>,
    /// Faults that lead to one and the same unit of this kind, of one critical class, count once.
    pub once: Option<UnitId>,
    /// From the first to the last.
    pub steps: Vec<Step>,
    /// After so many local days without a counting fault the ladder starts anew.
    pub forgive: Option<Term>,
    /// So long after its last step, without a further one, it starts anew: what led to that step is settled.
    pub settled: Option<Term>,
    /// Whom it spares: what happens until then is for learning only.
    pub spares: Option<Spares>,
    /// How a fault is appealed.
    pub appeal: Option<Appeal>,
    /// What overturns a fault without an appeal: for each kind of unit that it may be about, the way there.
    pub overturned: Vec<Shown>,
    /// What becomes of episodes that are open under the form that this one replaces.
    pub handover: Handover,
}

/// What becomes of open episodes where a version of the standard says a ladder anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Handover {
    /// They end under the form that opened them.
    #[default]
    Pinned,
    /// They go on with the new steps, for what the new form counts.
    Adopt,
    /// They end, with the first fault that the new form counts.
    Close,
}

/// What a ladder counts. `subject` leads from the unit (scope 0) to the ladder's subject.
#[expect(clippy::large_enum_variant, reason = "a standard holds a handful")]
#[derive(Debug, Clone)]
pub enum Counted {
    /// Breaches of these criteria, each with its employee share (all of the breach on ladders that are not about a person).
    Faults(Vec<CountedCriterion>),
    /// Missed periods of a metric (its `per` at that index), at the end of the period.
    Misses {
        /// The metric.
        metric: MetricId,
        /// Index into its `per`.
        per: usize,
        /// Its period.
        each: Period,
    },
    /// A step of another ladder that was owed, due and not held in time: a fault of whoever owed it.
    Unheld {
        /// The other ladder; it stands above this one.
        ladder: LadderId,
        /// Index of its step.
        step: usize,
    },
    /// Each such unit is a fault of 1.
    Events {
        /// What.
        unit: UnitId,
        /// Which (scope 0).
        filter: Option<Expr>,
        /// To whom it counts; none = organization.
        subject: Option<Expr>,
        /// To the unit of `once`, if it leads there.
        once: Option<Expr>,
    },
}

/// A criterion that a ladder counts.
#[derive(Debug, Clone)]
pub struct CountedCriterion {
    /// Which.
    pub criterion: CriterionId,
    /// To whom it counts; none = organization.
    pub subject: Option<Expr>,
    /// To the unit of `once`, if it leads there.
    pub once: Option<Expr>,
}

/// A step of a ladder: a proposal to a named human.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// For people.
    pub title: Words,
    /// All must hold.
    pub when: Vec<StepCondition>,
    /// Who owes it.
    pub owed_by: Option<OwedBy>,
    /// By when.
    pub within: Option<Term>,
    /// The event that shows it was held: what, which (scope 0), to whom it belongs.
    pub held: Option<Held>,
    /// What to do.
    pub guidance: Words,
    /// Where.
    pub span: Span,
}

/// `held by talk where kind = coaching`: in time = after the proposal and not after it is due.
#[derive(Debug, Clone)]
pub struct Held {
    /// The event.
    pub unit: UnitId,
    /// Which (scope 0).
    pub filter: Option<Expr>,
    /// Whose it is: leads to the ladder's subject; none = organization.
    pub subject: Option<Expr>,
}

/// Who owes something.
#[derive(Debug, Clone)]
pub enum OwedBy {
    /// A path of reference fields from the ladder's subject.
    Path(Vec<FieldId>),
    /// A role in words.
    Role(String),
}

/// A length of time as people count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term {
    /// Elapsed microseconds.
    Elapsed(i64),
    /// Calendar days: the day itself is day 0, the term ends at 24:00 of the last.
    Days(i64),
    /// The same over Monday to Friday.
    WorkingDays(i64),
    /// Calendar months: the same day number or the month's end, at 24:00.
    Months(i64),
    /// Counted on a calendar.
    On(OnCalendar),
}

/// One part of a step's condition.
#[derive(Debug, Clone)]
pub enum StepCondition {
    /// Enough faults.
    Faults {
        /// The sum of shares that must be reached (a first step: one fault with at least 1/2 reaches 1).
        count: i64,
        /// In which window, seen from the new fault.
        within: Option<Window>,
        /// Only after this step (index) was proposed.
        after: Option<usize>,
    },
    /// So many misses in adjacent periods (`measured`: periods without a verdict are skipped).
    InARow {
        /// How many.
        count: i64,
        /// Skip periods that were not measured.
        measured: bool,
    },
    /// So many misses among the last n measured periods.
    OfLast {
        /// How many.
        count: i64,
        /// Of how many.
        of: i64,
    },
    /// That step (index) was held in time.
    Held(usize),
}

/// A window that ends with the new fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// Local dates D-n+1 ..= D.
    Days(i64),
    /// (t - d, t], microseconds.
    Elapsed(i64),
}
