//! Conditions with the values they saw.

use super::{FactProof, LookProof, Quote, Thing};
use crate::outcome::Verdict;
use crate::standard::{Function, Type, Words};
use crate::value::Value;
use etalon_grammar::ast::BinaryOp;

/// A part of a rule and what came of it: a condition (its value is yes, no, or missing for "cannot be said") or a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The words of the standard.
    pub quote: Quote,
    /// What it is.
    pub what: What,
    /// Its value.
    pub saw: Saw,
    /// Its parts, in the order of the text.
    pub parts: Vec<Self>,
    /// Whether the value of what stands above rests on this part: of an `and` that is no, the parts that are no.
    pub decides: bool,
    /// Whether the nearest change is a change of this condition.
    pub nearest: bool,
}

/// A value as a rule saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saw {
    /// The value; missing if there is none.
    pub value: Value,
    /// Its type, by which it is written.
    pub ty: Type,
    /// There is none yet, but when time has passed there may be.
    pub waits: bool,
}

/// What a part of a rule is. Its operands are the parts of the [`Reason`], in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A constant of the text.
    Constant,
    /// A param, by its name.
    Param(String),
    /// A field, perhaps of what references lead to.
    Field {
        /// As the standard says it: `waited`, `agent.team.lead`; of the thing judged, where another is looked at: `this.customer`.
        name: String,
        /// Whose field it is: the thing at the end of the path; none if the path leads nowhere.
        of: Option<Thing>,
        /// The field's own name: `lead`; `key`, `position`, `score`, `verdict`, `band` are no fields.
        field: String,
        /// How the fact of a case was found.
        fact: Option<Box<FactProof>>,
        /// The first step of the path that leads nowhere, and the key that nobody knows.
        lost: Option<(String, Option<String>)>,
    },
    /// A define: its name and its meaning; its one part is its condition.
    Define(String, Words),
    /// All parts.
    And,
    /// One of the parts.
    Or,
    /// The opposite of its part.
    Not,
    /// Two parts compared.
    Compare(BinaryOp),
    /// Two parts calculated.
    Arithmetic(BinaryOp),
    /// Texts joined.
    Join,
    /// `is present` (true) or `is missing` (false).
    Present(bool),
    /// One of these (true = none of these).
    In(Vec<Value>, bool),
    /// Fits a pattern.
    Matches(String),
    /// Meets a criterion: its name, its verdict; its parts are the condition of `for` and what is required, as far as they are conditions.
    Met(String, Verdict),
    /// How much of the breaches of these criteria is the employee's; its parts say for each whether it is met.
    Faults(Vec<String>),
    /// A function.
    Call(Function),
    /// What a plugin answered; its parts are what it was given.
    Plugin {
        /// `tone.politeness`
        name: String,
        /// Its version.
        version: String,
        /// What it was told before any event, by name: values that carry their kind themselves.
        constants: Vec<(String, Value, Type)>,
        /// The statistical model that the answer rests on, if it does.
        model: Option<String>,
        /// Why it gave no answer.
        fault: Option<String>,
    },
    /// A table: its first part is what is looked up, the second (if a row applies) the value of the row that applies.
    Table {
        /// The values of the row that applies, as values of the first part; empty for `otherwise`; none if no row has the value.
        row: Option<Vec<Value>>,
    },
    /// `if`: the condition, and the value that was chosen (if the condition is known).
    If,
    /// A look at other things.
    Look(Box<LookProof>),
}
