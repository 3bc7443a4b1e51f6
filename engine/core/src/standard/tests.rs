//! The consultant's own tests: example events and what must follow.

use super::{CriterionId, DutyId, FieldId, FormId, LadderId, MetricId, ParamId, Party, Period, RecognitionId, UnitId};
use crate::value::{Ratio, Value};
use etalon_grammar::ast::Span;

/// One test.
#[derive(Debug, Clone)]
pub struct Test {
    /// Its sentence.
    pub name: String,
    /// Where.
    pub span: Span,
    /// Params set for it.
    pub sets: Vec<(ParamId, Value)>,
    /// Where the values of `sets` stand, one for one.
    pub set_spans: Vec<Span>,
    /// The events and entities.
    pub given: Vec<Given>,
    /// As of when (microseconds); none = the last instant that is given.
    pub as_of: Option<i64>,
    /// What must follow.
    pub expects: Vec<Expect>,
}

/// `given 860 call { id "a#" … }`
#[derive(Debug, Clone)]
pub struct Given {
    /// How many alike; `#` in a text or key becomes 1, 2, 3 …
    pub count: i64,
    /// What.
    pub unit: UnitId,
    /// One value a field of the unit, in its order; keys left out are numbered by themselves, other missing fields are `Missing`.
    pub values: Vec<Value>,
    /// Where.
    pub span: Span,
}

/// What is said of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// It was proposed, whatever came then.
    Proposed,
    /// It was proposed and taken back.
    Withdrawn,
    /// It was proposed and not taken back.
    Standing,
}

/// How a duty stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DutyOutcome {
    /// It arose.
    Owed,
    /// It arose, its time is not over, and it is not done.
    Open,
    /// Done in time by whoever owes it.
    Done,
    /// Done by whoever owes it, but late.
    Late,
    /// Its time is over, and whoever owes it has not done it.
    Missed,
    /// A warning came.
    Warned,
    /// What the finding says.
    Finding(crate::outcome::Verdict),
}

/// What must follow.
#[derive(Debug, Clone)]
pub struct Expect {
    /// Where.
    pub span: Span,
    /// It must not be so.
    pub negated: bool,
    /// What.
    pub what: Expected,
}

/// What is looked at, and what is said of it. Parts that are none are not looked at.
#[derive(Debug, Clone)]
pub enum Expected {
    /// A finding.
    Finding {
        /// The criterion.
        criterion: CriterionId,
        /// The unit's key.
        unit: String,
        /// The outcome.
        outcome: Option<crate::outcome::Verdict>,
        /// Cause shares.
        causes: Vec<(Party, Ratio)>,
        /// Mitigations that matched, by name.
        by: Vec<String>,
    },
    /// A form's result.
    Form {
        /// The form.
        form: FormId,
        /// The unit's key.
        unit: String,
        /// The score, exact or as shown with one decimal.
        score: Option<Ratio>,
        /// The band.
        band: Option<String>,
        /// The verdict.
        verdict: Option<String>,
        /// As the person answers for it: with what mitigations cover taken as not applicable.
        fair: bool,
    },
    /// What a clock of a case says of its target.
    Clock {
        /// The case.
        unit: UnitId,
        /// Which of its clocks.
        clock: u16,
        /// The case's key.
        key: String,
        /// The outcome.
        outcome: Option<crate::outcome::Verdict>,
        /// When it was decided.
        at: Option<(i64, i64)>,
        /// When the target is, was or would have been reached.
        due: Option<(i64, i64)>,
        /// Somebody was told that so much has passed: `at` is when, `due` what was told. Perhaps who.
        warned: Option<Option<String>>,
    },
    /// A fact of a case, or what a clock of it gives.
    Value {
        /// The case.
        unit: UnitId,
        /// The fact.
        field: FieldId,
        /// The case's key.
        key: String,
        /// Its value; none = there is one.
        value: Option<Value>,
    },
    /// A figure.
    Metric {
        /// The metric.
        metric: MetricId,
        /// Index into its `per`.
        per: usize,
        /// The subject's key (none = organization, or the only one).
        subject: Option<String>,
        /// Its period kind.
        each: Option<Period>,
        /// `2026-03`, `2026-Q1`, `2026-W09`, `2026-03-02`, `2026`; none = the only one.
        period: Option<String>,
        /// The exact value.
        value: Option<Value>,
        /// As shown.
        shown: Option<String>,
        /// The sample.
        n: Option<i64>,
        /// The verdict.
        verdict: Option<crate::outcome::TargetVerdict>,
        /// `missed` without more: proven or not. Then `verdict` is none.
        missed: bool,
        /// The closed figure is meant, not the present one.
        closed: bool,
        /// Value as people answer for it, after mitigation.
        fair: bool,
        /// It is provisional.
        provisional: bool,
        /// What it is worth.
        graded: Option<ExpectedGrade>,
    },
    /// What is owed after something happened.
    Duty {
        /// Which.
        duty: DutyId,
        /// The cause's key.
        unit: String,
        /// How it stands.
        outcome: Option<DutyOutcome>,
        /// Who owes it.
        ower: Option<String>,
        /// When it was done; of a warning, when it came.
        at: Option<(i64, i64)>,
        /// By when it is due.
        due: Option<(i64, i64)>,
    },
    /// A step of a ladder.
    Step {
        /// The ladder.
        ladder: LadderId,
        /// Index of the step.
        step: usize,
        /// Whether it was proposed (it may be withdrawn since), was withdrawn, or stands.
        state: StepState,
        /// The subject's key; none = organization.
        subject: Option<String>,
        /// When it was proposed, or withdrawn (an instant, or any instant of a date: start and end, half open).
        at: Option<(i64, i64)>,
        /// By when it is due.
        due: Option<(i64, i64)>,
    },
    /// A recognition.
    Recognition {
        /// Which.
        recognition: RecognitionId,
        /// The subject's key.
        subject: Option<String>,
        /// When.
        at: Option<(i64, i64)>,
    },
}

/// What a figure is to be worth.
#[derive(Debug, Clone, PartialEq)]
pub enum ExpectedGrade {
    /// `grade 10%`
    Worth(Value),
    /// `carried`: too few, taken together with others in a longer period.
    Carried,
    /// `not graded`
    None,
}
