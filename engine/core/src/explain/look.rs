//! Looks at other things, and facts of cases: what was considered, and what matched.

use super::{Added, Quote, Reason, Saw, Thing};
use crate::standard::Aggregate;

/// How many of the rows looked at are shown one by one.
pub const SHOWN: usize = 20;

/// What a look saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookProof {
    /// `a`/`some` (false) or `no` (true), if that is what is asked.
    pub none: bool,
    /// What is asked otherwise: `count`, `sum` …
    pub ask: Option<Aggregate>,
    /// What kind of thing is looked at.
    pub kind: String,
    /// From when to when, microseconds, as far as it is bounded in time; both ends belong to it if not said otherwise.
    pub from: Option<i64>,
    /// The end.
    pub to: Option<i64>,
    /// The first instant does not belong to it.
    pub after_from: bool,
    /// The last instant does not belong to it.
    pub before_to: bool,
    /// Whether the answer may still change as time passes.
    pub open: bool,
    /// How many things of the kind lie in it and have in common with the asking one what must be equal (`customer =
    /// this.customer`); the asking one itself is left out where the text says so.
    pub considered: u64,
    /// How many of them match.
    pub matched: u64,
    /// Those that match, in order; the first [`SHOWN`] (of `among last n`: the last).
    pub matches: Vec<Seen>,
    /// Those that were considered and do not match, in order; the first [`SHOWN`].
    pub others: Vec<Seen>,
    /// Those that lie outside the time but match otherwise, the nearest first; at most three.
    pub near: Vec<Seen>,
    /// One more that would match, if the text says all of it.
    pub one_more: Option<Added>,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Which.
    pub thing: Thing,
    /// Why it matches or does not: the condition of the look for this thing; none if the look has no condition.
    pub reason: Option<Reason>,
    /// The value that was taken of it, where the look takes one.
    pub value: Option<Reason>,
}

/// How a fact of a case was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactProof {
    /// The words of the standard.
    pub quote: Quote,
    /// How; none if it is calculated from other facts: then `from` says how.
    pub how: Option<Aggregate>,
    /// What kind of event it is found over.
    pub kind: String,
    /// How many events of the kind the case has.
    pub considered: u64,
    /// How many of them count for the fact.
    pub matched: u64,
    /// The events that the value comes from (of `first`: the first), in order; the first [`SHOWN`].
    pub matches: Vec<Seen>,
    /// The events of the kind that do not count, in order; the first [`SHOWN`].
    pub others: Vec<Seen>,
    /// From other facts.
    pub from: Option<Box<Reason>>,
    /// One more event that would count, if the text says all of it; and the field of it that the value is taken from, if it is taken
    /// from one.
    pub one_more: Option<(Added, Option<String>)>,
    /// Its value.
    pub saw: Saw,
}
