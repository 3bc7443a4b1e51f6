//! Duties: what the company or a manager owes after something happened.

use super::{CriterionId, Expr, Label, MitigationId, Term, UnitId, Words};

/// What is owed after something happened. Whether it was kept is a criterion of the same name.
#[derive(Debug, Clone)]
pub struct Duty {
    /// Name, title, place.
    pub label: Label,
    /// The criterion that says for each cause whether the duty was kept.
    pub criterion: CriterionId,
    /// What it arises from.
    pub unit: UnitId,
    /// The mitigations that open it: it arises where one of them holds and a rule that it covers is breached. None: it arises by itself.
    pub opened_by: Vec<MitigationId>,
    /// Who owes it.
    pub owed_by: Ower,
    /// By when.
    pub within: Term,
    /// What shows that it was done.
    pub done: Done,
    /// So long before it is due its ower is warned.
    pub warnings: Vec<Term>,
    /// What to do, for people.
    pub guidance: Words,
}

/// Who owes something that arises from a unit.
#[derive(Debug, Clone)]
pub enum Ower {
    /// The way (scope 0) to an entity of that kind.
    Entity(UnitId, Expr),
    /// A role in words.
    Role(String),
}

/// What shows that a duty was done. All over scope 0, the cause.
#[derive(Debug, Clone)]
pub struct Done {
    /// The event.
    pub unit: UnitId,
    /// When it was first done, from the cause on, by whoever owes it.
    pub right: Expr,
    /// When it was first done by anybody, and who that was; none if it is not asked who did it.
    pub anybody: Option<(Expr, Expr)>,
}
