//! Decisions: proposals to named humans, and recognitions, each with its evidence.

use crate::standard::{DutyId, LadderId, RecognitionId, UnitId};
use etalon_grammar::ast::Span;

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Stable id: 16 hex digits from rule, subject, episode and step; without the version.
    pub id: String,
    /// What it is.
    pub kind: DecisionKind,
    /// The entity's name, or `organization`.
    pub subject_kind: String,
    /// Whom it is about.
    pub subject: String,
    /// When it arose, microseconds.
    pub at: i64,
    /// The event that opened the episode (`call c1`).
    pub episode: String,
    /// Who owes it: the key of a person, or a role; none if nobody is named (or the person's manager is not known).
    pub owed_by: Option<String>,
    /// By when, microseconds.
    pub due: Option<i64>,
    /// The zone of the calendar that `due` was counted on, where that is another than the standard's: people there read their own clock.
    pub due_in: Option<jiff::tz::TimeZone>,
    /// When it was held or done, if an event shows it.
    pub held: Option<i64>,
    /// Who did it, if that was another than who owes it: then it is not done.
    pub done_by_other: Option<String>,
    /// When and why it was taken back.
    pub withdrawn: Option<Withdrawn>,
    /// The events it rests on, in order: unit's name, key, instant, share of a fault as text (`1`, `1/2`), the criterion or metric it breached.
    pub evidence: Vec<Evidence>,
    /// The line of the standard that says so.
    pub span: Span,
}

/// Why a step was taken back: counting anew no longer reaches it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    /// When, microseconds.
    pub at: i64,
    /// The fault is disputed; otherwise it is overturned for good.
    pub disputed: bool,
    /// The fault that does not count any more.
    pub fault: Evidence,
    /// The event that says so: its name and key.
    pub by: (String, String),
}

/// What kind of decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DecisionKind {
    /// A step of a ladder (index).
    Step(LadderId, usize),
    /// What is owed after something happened.
    Duty(DutyId),
    /// That a duty is due soon (index of the warning).
    DutyWarning(DutyId, usize),
    /// That so much of a clock's target has passed: the case, its clock and the warning (indexes).
    ClockWarning(UnitId, u16, usize),
    /// A recognition; its place (from 1, ties share it) where it is ordered.
    Recognition(RecognitionId, Option<u32>),
}

/// One event a decision rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// When it counted, microseconds.
    pub at: i64,
    /// The event's, case's or metric's name.
    pub unit: String,
    /// Its key (of a metric: the period).
    pub key: String,
    /// The rule that was broken or met.
    pub rule: String,
    /// How much it counts: `1`, `1/2`.
    pub share: String,
}
