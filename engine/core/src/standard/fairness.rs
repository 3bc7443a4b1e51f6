//! What keeps a ladder fair: whom a standard binds, whom a ladder spares, and appeals.

use super::{CriterionId, Expr, FieldId, Label, Term, UnitId};

/// A standard binds a person once it is in force and the person acknowledged it, or some time after notice was given.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Name, title, place.
    pub label: Label,
    /// Whom it binds: an entity.
    pub subject: UnitId,
    /// What shows that notice was given.
    pub given: Shown,
    /// What shows that it was acknowledged.
    pub acknowledged: Option<Shown>,
    /// So long after notice it binds without acknowledgement.
    pub after: Term,
    /// It binds nobody before this local date (days since 1970-01-01); none = the date of the standard.
    pub from: Option<i64>,
    /// The criteria it is about; none = every fault.
    pub covers: Option<Vec<CriterionId>>,
}

/// An event that shows something about somebody or something.
#[derive(Debug, Clone)]
pub struct Shown {
    /// What.
    pub unit: UnitId,
    /// Which (scope 0).
    pub filter: Option<Expr>,
    /// The way (scope 0) to whom or what it is about.
    pub about: Expr,
}

/// `spares 3 months after hired`
#[derive(Debug, Clone)]
pub struct Spares {
    /// How long.
    pub term: Term,
    /// Since when: a date or an instant of the subject.
    pub since: FieldId,
}

/// How a fault is appealed.
#[derive(Debug, Clone)]
pub struct Appeal {
    /// What opens it: for each kind of unit that it may be about, the way there. One event, so one unit and filter.
    pub opened: Vec<Shown>,
    /// Until when after the fault, or after the decision of the round before.
    pub within: Option<Term>,
    /// What decides it, and about which dispute.
    pub decided: Shown,
    /// Who decided (scope 0 of the decision).
    pub by: Option<Expr>,
    /// When a decision grants it (scope 0 of the decision).
    pub granted: Expr,
    /// When a decision does not count because of who took it (scope 0 of the decision). Unknown: it does not count either.
    pub barred: Option<Expr>,
    /// How often one fault may be appealed.
    pub rounds: i64,
}
