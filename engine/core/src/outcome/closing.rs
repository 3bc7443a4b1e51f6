//! Periods that are closed: what their figures were then, and what has come since.

use super::{Decision, Figure, Outcome, Verdict};
use crate::standard::{CriterionId, Period, UnitId};

/// A period whose figures are closed. The closed figures are, by definition, those of a run that speaks for the instant at which
/// the period closes and knows what was recorded by then.
#[derive(Debug, Clone, PartialEq)]
pub struct ClosedPeriod {
    /// The kind of period.
    pub each: Period,
    /// Its name: `2026-03`.
    pub period: String,
    /// Start and end (half open), microseconds.
    pub span: (i64, i64),
    /// When it closed, microseconds.
    pub at: i64,
    /// The figures that are others now, in the order of figures; all others of this period are as they were when it closed.
    pub restated: Vec<Restated>,
    /// What was decided then and is not so now, or has come since; of the shortest kind of period that closes.
    pub superseded: Vec<Superseded>,
}

/// A figure that is not what it was when its period closed.
#[derive(Debug, Clone, PartialEq)]
pub struct Restated {
    /// What it was; none = there was none.
    pub closed: Option<Figure>,
    /// What it is: index into [`Outcome::figures`]; none = there is none any more.
    pub now: Option<usize>,
    /// Why, without repetition, in the order of [`Because`].
    pub because: Vec<Because>,
}

/// Why something is not what it was when its period closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Because {
    /// An event was corrected since.
    Correction,
    /// An event was taken back since.
    Retraction,
    /// An event was recorded since that had happened before.
    LateEvent,
    /// An event was recorded since under the key and revision of another: neither counts.
    Conflict,
    /// An appeal was opened or granted since.
    Appeal,
    /// What was open then has been decided since.
    Decided,
}

/// Something that was recorded after a period had closed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Since {
    /// What it did.
    pub because: Because,
    /// The event's or entity's name.
    pub unit: String,
    /// Its key.
    pub key: String,
    /// When it was recorded, microseconds.
    pub recorded: i64,
}

/// Something decided that is not what it was when its period closed.
#[derive(Debug, Clone, PartialEq)]
pub struct Superseded {
    /// Stable id; of a finding: criterion and unit.
    pub id: String,
    /// What.
    pub what: What,
    /// When it arose, microseconds: within the period.
    pub at: i64,
    /// Why: what was recorded since, and rests in it. If none of it is named by what it rests on, what its rules looked at of it, or can
    /// look at; of an appeal, the event that says so.
    pub since: Vec<Since>,
}

/// What was decided, then and now.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A step, duty, warning or recognition.
    Decision {
        /// What it was; none = it has come since.
        was: Option<Box<Decision>>,
        /// What it is; none = it is not there any more.
        now: Option<Box<Decision>>,
    },
    /// A verdict that was reached.
    Finding {
        /// Of which criterion.
        criterion: CriterionId,
        /// On what.
        unit: UnitId,
        /// Its key.
        key: String,
        /// Met or breached.
        was: Verdict,
        /// None = the unit is not there any more.
        now: Option<Verdict>,
    },
}

impl Outcome {
    /// The closed period that a figure is of; and what is said of it, if it is restated.
    #[must_use]
    pub fn closing_of(&self, figure: &Figure) -> Option<(&ClosedPeriod, Option<&Restated>)> {
        let closed = self.closings.iter().find(|c| c.each == figure.each && c.period == figure.period)?;
        let place = |f: &Figure| (f.metric, f.per);
        let is_of = |restated: &&Restated| {
            let now = restated.now.and_then(|now| self.figures.get(now));
            now.is_some_and(|now| place(now) == place(figure) && now.subject == figure.subject)
        };
        Some((closed, closed.restated.iter().find(is_of)))
    }
}
