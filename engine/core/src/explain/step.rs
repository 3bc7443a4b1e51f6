//! The proof of a step of a ladder: its story in order of time, each condition with what it found, and the fewest faults
//! without which it would not have been proposed.

use super::{Ask, Nearest, Quote, Thing};
use crate::outcome::{DecisionKind, Evidence};
use crate::standard::{CriterionId, LadderId, MitigationId, StepCondition, Term};
use crate::value::Ratio;

/// Why a step was proposed to somebody, or why it was not.
#[derive(Debug, Clone)]
pub struct StepProof {
    /// The ladder.
    pub ladder: LadderId,
    /// The step asked about (index).
    pub step: usize,
    /// The step in the words of the standard.
    pub quote: Quote,
    /// The kind of subject: an entity's name, or `organization`.
    pub subject_kind: String,
    /// Whom it is about.
    pub subject: String,
    /// The decision in the outcome (index), if the step was proposed.
    pub decision: Option<usize>,
    /// What happened, in order of time: up to the step, or up to the instant of the run.
    pub story: Vec<Moment>,
    /// The conditions of the step, and what they found.
    pub conditions: Vec<ConditionProof>,
    /// How the person who owes it was found.
    pub owed: Option<Owed>,
    /// How the day was found by which it is due, and the day (none beyond the calendar).
    pub due: Option<(Term, Option<i64>)>,
    /// What would have made it different.
    pub change: StepChange,
}

/// Something in the story.
#[derive(Debug, Clone)]
pub struct Moment {
    /// When, microseconds.
    pub at: i64,
    /// What.
    pub what: Happened,
}

/// What happened.
#[derive(Debug, Clone)]
pub enum Happened {
    /// A fault, or what looks like one.
    Fault(Box<FaultProof>),
    /// A step was proposed (the ladder, in whichever version, and the index), due then.
    Step(LadderId, usize, Option<i64>),
    /// That step was held, as this event shows; whether in time.
    Held(LadderId, usize, Thing, bool),
    /// So long nothing had happened that the ladder began anew.
    Anew,
}

/// A fault, and whether it counted for the step.
#[derive(Debug, Clone)]
pub struct FaultProof {
    /// The event, the rule and the share.
    pub evidence: Evidence,
    /// Of a breach: the criterion and the thing; of an event that is a fault itself: the thing.
    pub of: Option<(Option<CriterionId>, Thing)>,
    /// Of a breach: employee, company, customer, unknown.
    pub shares: Option<[Ratio; 4]>,
    /// Of a breach: the mitigations that match.
    pub mitigations: Vec<MitigationId>,
    /// Whether it counted.
    pub counting: Counting,
}

/// Whether a fault counts for a step, and if not, why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counting {
    /// It does.
    Counts,
    /// None of it is the person's.
    Excused,
    /// Its contact is counted already, with this fault: event and key.
    Once(String, String),
    /// The target was missed, but chance is not ruled out.
    NotProven,
    /// The standard does not bind the person yet: from then on; none = no notice is on record.
    NotBound(Option<i64>),
    /// The person is spared until then; none = it is not known since when.
    Probation(Option<i64>),
    /// It is disputed (`open`), or was overturned.
    Changed {
        /// Nobody has decided yet.
        open: bool,
        /// Since when.
        at: i64,
        /// The event that says so.
        by: Box<Thing>,
    },
    /// It lies before the window, which begins then.
    Outside(i64),
    /// It lies before the step after which is counted (index).
    Before(usize),
    /// The ladder began anew after it.
    Forgiven,
    /// It stands in no row with the others.
    NotInRow,
}

/// A condition of a step.
#[derive(Debug, Clone)]
pub struct ConditionProof {
    /// As the standard has it.
    pub condition: StepCondition,
    /// Whether it holds.
    pub holds: bool,
    /// What it found.
    pub found: Found,
}

/// What a condition found.
#[derive(Debug, Clone)]
pub enum Found {
    /// The sum of the shares, and from when on was counted (microseconds; none = from the beginning).
    Faults(Ratio, Option<i64>),
    /// The last periods: name, missed (none = not measured).
    Periods(Vec<(String, Option<bool>)>),
    /// When the earlier step was proposed, until when it had to be held, and the event that shows that it was.
    Held {
        /// Proposed; none = never in this episode.
        proposed: Option<i64>,
        /// To be held until then.
        until: Option<i64>,
        /// Shown by this.
        by: Option<Thing>,
    },
}

/// Who owes a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owed {
    /// A role, as the standard names it.
    Role(String),
    /// The path from the subject: each field with the kind and the key it led to; the last is who owes it, if it leads there.
    Path(Vec<(String, String, Option<String>)>),
}

/// What would have made a step different.
#[derive(Debug, Clone)]
pub enum StepChange {
    /// It was proposed: without these faults it would not have been; the fold was run again without them.
    Without {
        /// The fewest.
        faults: Vec<Undone>,
        /// The step would have been proposed then instead, with the next fault.
        instead: Option<i64>,
    },
    /// It was not proposed: so many more faults would lead to it; the fold was run again with them.
    More {
        /// How many whole faults (of ladders over figures: missed periods).
        faults: usize,
        /// The last day (its start, microseconds) on which so many still would; none = no end is known.
        until: Option<i64>,
    },
    /// However many faults came, it would not be proposed: a condition that is no count does not hold.
    NotByFaults,
}

/// A fault that would have had to be absent, and how that could have been.
#[derive(Debug, Clone)]
pub struct Undone {
    /// The fault.
    pub fault: FaultProof,
    /// The smallest change of the data with which it would be none.
    pub how: Undoing,
}

/// How a fault would have been none.
#[derive(Debug, Clone)]
pub enum Undoing {
    /// This change of the data.
    Change(Nearest),
    /// If the event had not been there, or had been decided otherwise.
    Absent,
    /// If so many more units had met (fewer, where it is negative) in that figure (index into the outcome's figures).
    Figure(usize, Option<super::FigureChange>),
}

impl Ask<'_> {
    /// The decision of a step about a subject: the newest, or the one nearest to an instant.
    #[must_use]
    pub fn step_decision(&self, ladder: LadderId, step: usize, subject: &str, at: Option<i64>) -> Option<usize> {
        // The step of that name, in whichever version of the standard.
        let name = |of: LadderId, step: usize| self.standard.ladders[of.index()].steps.get(step).map(|s| &s.name);
        let (forms, wanted) = (self.standard.versions_of_ladder(ladder), name(ladder, step));
        let is_it = |kind: DecisionKind| matches!(kind, DecisionKind::Step(of, s) if forms.contains(&of) && name(of, s) == wanted);
        let all = self.run.outcome.decisions.iter().enumerate();
        let mut found = all.filter(|(_, d)| is_it(d.kind) && d.subject == subject);
        match at {
            None => found.next_back().map(|(i, _)| i),
            Some(at) => found.min_by_key(|(_, d)| d.at.abs_diff(at)).map(|(i, _)| i),
        }
    }
}
