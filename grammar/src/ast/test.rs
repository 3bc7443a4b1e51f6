//! Parts of a test.

use super::{Expr, Name, Period, Text};

/// `given 860 call { id "a#" at 2026-03-02T09:00 … }`
#[derive(Debug, Clone)]
pub struct Given {
    /// How many alike; `#` in a text becomes 1, 2, 3 …
    pub count: Option<Expr>,
    /// Event or entity.
    pub unit: Name,
    /// The values.
    pub values: Vec<(Name, Expr)>,
}

/// What must follow.
#[derive(Debug, Clone)]
pub struct Expect {
    /// `expect no coaching for "anna"`, `expect not …`
    pub negated: bool,
    /// What is looked at: a criterion, form, item (`qa.greeting`), metric, ladder step or recognition.
    pub what: Vec<Name>,
    /// What is said of it, in the order of the text.
    pub parts: Vec<ExpectPart>,
}

/// One thing said of what is looked at.
#[derive(Debug, Clone)]
pub enum ExpectPart {
    /// `met`, `breached`, `pending`, `proposed`, `missed`, `proven` … words, as written: `not applicable` is one name
    Outcome(Name),
    /// `for "c1"` the unit or subject
    For(Expr),
    /// `of agent "anna"` a metric's subject
    Of(Name, Option<Expr>),
    /// `in 2026-03`: a metric's period: year, month, quarter (`2026-Q1`), week (`2026-W09`) or day
    In(Name),
    /// `each month`
    Each(Period),
    /// `= 860/1050`, `= 81.9%`: the exact value
    Is(Expr),
    /// `shown "81.9%"`: the value as printed
    Shown(Text),
    /// `n 30`
    Count(Expr),
    /// `cause company 1/2`
    Cause {
        /// Whose.
        party: Name,
        /// How much.
        share: Expr,
    },
    /// `by long_queue`: a mitigation that matched
    By(Name),
    /// `at 2026-03-03`: when
    At(Expr),
    /// `due 2026-03-05T24:00`
    Due(Expr),
    /// `score 78.5`
    Score(Expr),
    /// `band good`
    Band(Name),
    /// `verdict failed`
    Verdict(Name),
    /// `grade 10%`
    Grade(Expr),
}
