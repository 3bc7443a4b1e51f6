//! Parts of the steps of a unit.

use super::{Due, Expr, LocalText, Name, Span};

/// `stage opening "Opening" { steps }`
#[derive(Debug, Clone)]
pub struct Stage {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Vec<LocalText>,
    /// Its steps.
    pub steps: Vec<Action>,
    /// Where.
    pub span: Span,
}

/// `step greeting "Greets" at greeted within 30 s of entered optional na when …`,
/// `step check of update when activity = "W_Check" repeats`
#[derive(Debug, Clone)]
pub struct Action {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Vec<LocalText>,
    /// `at greeted`: the instant of the action, in one event.
    pub at: Option<Expr>,
    /// `of update when activity = "A"`: which events of a case are this step.
    pub events: Option<ActionEvents>,
    /// `within 30 s of entered`
    pub within: Option<ActionTerm>,
    /// `optional`: where that stands.
    pub optional: Option<Span>,
    /// How often it may be done; none = once.
    pub often: Option<Often>,
    /// When it does not apply.
    pub na: Option<Expr>,
    /// For people.
    pub guidance: Vec<LocalText>,
    /// Where.
    pub span: Span,
}

/// Which events of a case are a step.
#[derive(Debug, Clone)]
pub struct ActionEvents {
    /// The kind of event; none = the only one of the case.
    pub of: Option<Name>,
    /// Which of them; none = all.
    pub when: Option<Expr>,
    /// Where.
    pub span: Span,
}

/// Until when a step is in time.
#[derive(Debug, Clone)]
pub struct ActionTerm {
    /// How long, or until when.
    pub length: Due,
    /// From when; none = from the instant of the unit.
    pub of: Option<Expr>,
    /// Where.
    pub span: Span,
}

/// How often a step may be done.
#[derive(Debug, Clone)]
pub enum Often {
    /// `repeats`: as often as need be.
    Repeats(Span),
    /// `at most 3`
    AtMost(Expr, Span),
}
