//! The proof of a finding.

use super::{FormProof, Nearest, Quote, Reason, Saw, Thing};
use crate::outcome::Verdict;
use crate::standard::{CriterionId, MitigationId, Party, StepFault, StepsId, Words};
use crate::value::Ratio;

/// Why a criterion says of a thing what it says.
#[derive(Debug, Clone)]
pub struct FindingProof {
    /// Which.
    pub criterion: CriterionId,
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Words,
    /// What is required, in the words of the standard; of a form the form.
    pub quote: Quote,
    /// What to do better.
    pub guidance: Words,
    /// What was judged.
    pub thing: Thing,
    /// Whose it is: kind and key, in the standard's order; the key is none where it is not known.
    pub whose: Vec<(String, Option<String>)>,
    /// The verdict.
    pub verdict: Verdict,
    /// When a breach counts, microseconds.
    pub at: Option<i64>,
    /// Which things the criterion is for, and whether this is one; none = all.
    pub applies: Option<Reason>,
    /// What is required, and whether it is so. Also shown for what the criterion is not for.
    pub requires: Wanted,
    /// Of the steps of a unit: when each was done, and what is wrong.
    pub steps: Option<StepsProof>,
    /// What was missing for a verdict, in the words of the standard: `talked`, `agent.team`.
    pub missing: Option<String>,
    /// The mitigations that cover the criterion, the strongest first; only of a breach.
    pub mitigations: Vec<MitigationProof>,
    /// Shares of the cause of a breach: employee, company, customer, unknown.
    pub shares: Option<[Ratio; 4]>,
    /// The smallest change of the data that would have made it different.
    pub nearest: Nearest,
}

/// What a criterion requires.
#[derive(Debug, Clone)]
pub enum Wanted {
    /// A condition.
    Condition(Box<Reason>),
    /// That a form is without fault.
    Form(Box<FormProof>),
    /// That this item (index into the form's items) is answered with yes.
    Item(Box<FormProof>, usize),
}

/// How the steps of a unit went.
#[derive(Debug, Clone)]
pub struct StepsProof {
    /// Which.
    pub steps: StepsId,
    /// Each step, in the order of the text.
    pub seen: Vec<StepSeen>,
    /// What is wrong; empty where the steps are not breached.
    pub faults: Vec<StepFault>,
}

/// How one step went.
#[derive(Debug, Clone)]
pub struct StepSeen {
    /// When it was done first.
    pub at: Saw,
    /// Until when it was in time.
    pub due: Option<Saw>,
    /// Whether it does not apply.
    pub na: Option<Saw>,
}

/// A mitigation that covers a breach: whether it holds, and what became of it.
#[derive(Debug, Clone)]
pub struct MitigationProof {
    /// Which.
    pub mitigation: MitigationId,
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Words,
    /// The declaration in the standard.
    pub quote: Quote,
    /// Whose the cause is then.
    pub party: Party,
    /// How much of it.
    pub share: Ratio,
    /// Its condition; none = always.
    pub reason: Option<Reason>,
    /// Of a form of which it covers items: the score and the band with these taken as not applicable.
    pub without: Option<(Option<Ratio>, Option<String>)>,
    /// What became of it.
    pub standing: Standing,
    /// Of one that does not hold, if it was asked about: the smallest change with which it would.
    pub nearest: Option<Nearest>,
}

/// What became of a mitigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It moved the cause.
    Won,
    /// It holds, but this one has a greater share.
    GreaterShare(MitigationId),
    /// It holds, but this one has the same share and stands earlier in the text.
    Earlier(MitigationId),
    /// It holds, but its cause is the employee's own and this one leads away from the employee; or it moves nothing (none).
    Employee(Option<MitigationId>),
    /// It holds, but covers parts only, and something else is wrong as well.
    Elsewhere,
    /// It does not hold.
    Not,
    /// It cannot be said whether it holds: a value is missing.
    Unknown,
}
