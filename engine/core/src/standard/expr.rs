//! Typed expressions. Missing is a value of its own: truth has three values (yes, no, unknown), `no and unknown` is no,
//! `yes or unknown` is yes, and everything else that needs a missing value is unknown.

use super::{CalendarId, CriterionId, DefineId, FieldId, FormId, ParamId, UnitId};
use crate::value::Value;
use etalon_grammar::ast::{BinaryOp, Span};
use std::sync::Arc;

/// A type, with its unit of measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// yes or no (as a result: yes, no or unknown)
    YesNo,
    /// A whole number; column: ints.
    Whole,
    /// A decimal in millionths; column: ints.
    Decimal,
    /// An exact fraction without a unit (a score, a quotient); column: ratios.
    Exact,
    /// A share, 0..1; column: ratios.
    Share,
    /// Microseconds; column: ints.
    Duration,
    /// Microseconds since 1970-01-01T00:00Z; column: ints.
    Instant,
    /// Days since 1970-01-01; column: ints.
    Date,
    /// Text; column: codes.
    Text,
    /// One of these; column: codes = index in the list.
    OneOf(Arc<[String]>),
    /// A reference: the key (text) of an event, entity or case; column: codes.
    Ref(UnitId),
}

impl Type {
    /// Whether it is a plain number; those may be mixed freely and are compared exactly.
    #[must_use]
    pub const fn is_number(&self) -> bool {
        matches!(self, Self::Whole | Self::Decimal | Self::Exact)
    }
}

/// How deep a scope lies: 0 = the unit that is judged (`this`), 1 = the unit looked at inside `count(…)`, `no …`, or the
/// event row inside a case's fact, 2 = one further in.
pub type Scope = u8;

/// A typed expression.
#[derive(Debug, Clone)]
pub struct Expr {
    /// Which.
    pub kind: ExprKind,
    /// Its type.
    pub ty: Type,
    /// Whether it can be missing (for yes/no: unknown).
    pub optional: bool,
    /// Where.
    pub span: Span,
}

/// The forms. Operands have been checked: types agree, numbers may be of different plain kinds.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// A constant.
    Const(Value),
    /// A param (its value is in the standard).
    Param(ParamId),
    /// A field, perhaps of what references lead to: `agent.team.lead`. An unknown key or a missing step gives no value.
    Field {
        /// Whose.
        scope: Scope,
        /// The reference fields followed, each of the unit that the one before leads to.
        path: Vec<FieldId>,
        /// The field at the end.
        leaf: Leaf,
    },
    /// A define, its condition taken in (scopes already fitted to this place).
    Define(DefineId, Box<Expr>),
    /// All (at least two).
    And(Vec<Expr>),
    /// One of (at least two).
    Or(Vec<Expr>),
    /// Not.
    Not(Box<Expr>),
    /// `= != < <= > >=`
    Compare(BinaryOp, Box<Expr>, Box<Expr>),
    /// `+ - * /`: number with number; duration ± duration; instant ± duration; instant - instant; date - date (duration);
    /// duration * or / number; number * share. Division gives an exact fraction (duration / number: rounded half to even
    /// to a microsecond). By zero, or too large: no value.
    Arithmetic(BinaryOp, Box<Expr>, Box<Expr>),
    /// Texts joined.
    Join(Vec<Expr>),
    /// `is present` (true) / `is missing` (false): never unknown.
    IsPresent(Box<Expr>, bool),
    /// One of these constants (true = not).
    In(Box<Expr>, Vec<Value>, bool),
    /// A text fits a pattern anywhere (regex syntax, Unicode).
    Matches(Box<Expr>, String),
    /// The unit at that scope meets the criterion (which is for the same unit): breached = no; not applicable, pending, not judged = unknown.
    Met(CriterionId, Scope),
    /// How much of the breaches of these criteria (all for the unit at that scope) is the employee's (or another's): the sum of the shares
    /// that no mitigation moved (that were moved there). Not applicable = 0; pending, not judged = unknown. A whole number if no mitigation moves a part.
    Faults(Vec<CriterionId>, Scope, Blame),
    /// A built-in function.
    Call(Function, Vec<Expr>),
    /// A plugin's function of one row. It may fail, so it may always give no value.
    Plugin(Box<super::PluginCall>),
    /// A table: the first row that has the value.
    By(Box<Expr>, Vec<(Vec<Value>, Expr)>, Option<Box<Expr>>),
    /// `if c then a else b`; unknown condition: no value.
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// A look at other units.
    Others(Box<Others>),
}

/// Whose part of breaches is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Blame {
    /// Of one party.
    Of(super::Party),
    /// `caused by anyone`: each breach is one.
    Anyone,
}

/// What stands at the end of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Leaf {
    /// A field.
    Field(FieldId),
    /// The key of the unit itself (`this`), several key fields joined with `/`.
    Key,
    /// In a fact: the row's place in its case, from 1.
    Position,
    /// The score of a form, 0..100, exact (type `Exact`).
    Score(FormId),
    /// Its verdict: one of passed, failed, incomplete, "not scored".
    Verdict(FormId),
    /// Its band: one of the form's bands.
    Band(FormId),
}

/// Built-in functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Function {
    /// Not to be written: of a condition yes, or unknown until it holds; of an instant yes, or unknown until it has come.
    Settled,
    /// `lower(text)`
    Lower,
    /// `upper(text)`
    Upper,
    /// `trim(text)`
    Trim,
    /// `length(text)`: characters
    Length,
    /// `lot(text)`: a whole number below [`Function::LOTS`] that the text draws; the same text draws the same
    Lot,
    /// `position(text, "V")`: place of the first occurrence, from 1; missing if not there
    Position,
    /// `contains(text, "V")`
    Contains,
    /// `starts_with(text, "G")`
    StartsWith,
    /// `ends_with(text, "T")`
    EndsWith,
    /// `before(text, "_")`: the part before the first place; the whole if not there
    Before,
    /// `after(text, "_")`: the part after it; missing if not there
    After,
    /// `date(instant)`: local date in the standard's zone
    Date,
    /// `hour(instant)`: local hour 0..23
    Hour,
    /// `minute_of_day(instant)`: local minutes since midnight 0..1439
    MinuteOfDay,
    /// `weekday(instant)`: 1 = Monday … 7 = Sunday
    Weekday,
    /// `month(instant or date)`: 1..12
    Month,
    /// `year(instant or date)`
    Year,
    /// `min(a, b, …)`
    Min,
    /// `max(a, b, …)`
    Max,
    /// `abs(x)`
    Abs,
    /// `first_of(x, default)`: the default where x is missing
    FirstOf,
    /// `business_time(from, to, office)`: open time between two instants; below zero if `to` is before `from`
    BusinessTime(CalendarId),
    /// `add_business_time(from, 8 h, office)`: the first instant from `from` on at which so much open time has passed
    AddBusinessTime(CalendarId),
    /// `is_open(at, office)`
    IsOpen(CalendarId),
    /// `working_days(from, to, office)`: working days after the day of `from` up to and with the day of `to`
    WorkingDays(CalendarId),
    /// How long from an instant to the end of a term that begins with it. It has no word of its own: `within 2 working days on office`.
    Until(super::Term),
    /// Not to be written: `once per agent while open`. Of a condition, what it is owed once for, an instant, until when (that instant
    /// too) and before when another is not owed: the condition, but not where an earlier row for which this holds is in the way.
    Once,
    /// `met resolution`, `met resolution fairly`: a clock of a case keeps its target. Of the clock's answer, its instant and its reason.
    KeepsTarget {
        /// The case.
        case: UnitId,
        /// Which of its clocks.
        clock: u16,
        /// The target that people answer for.
        fairly: bool,
    },
}

/// A look at other units from one unit.
#[derive(Debug, Clone)]
pub struct Others {
    /// What is asked.
    pub ask: Ask,
    /// What is looked at.
    pub unit: UnitId,
    /// The scope number of the unit looked at (the asking unit's scope + 1).
    pub scope: Scope,
    /// Which of them: over the scope looked at and all scopes outside. Unknown = not looked at.
    pub filter: Option<Expr>,
    /// From when to when.
    pub range: Range,
}

/// What is asked of them.
#[derive(Debug, Clone)]
pub enum Ask {
    /// There is one.
    Some,
    /// There is none.
    None,
    /// How many.
    Count,
    /// One value of many; the expression is over the scope looked at.
    Aggregate(super::Aggregate, Expr),
    /// A plugin's window; the arguments are over the scope looked at.
    Window(super::PluginCall),
}

impl Ask {
    /// What is taken of each, over the scope looked at.
    #[must_use]
    pub fn values(&self) -> &[Expr] {
        match self {
            Self::Some | Self::None | Self::Count => &[],
            Self::Aggregate(_, value) => std::slice::from_ref(value),
            Self::Window(call) => &call.arguments,
        }
    }
}

/// From when to when. The instant of the asking unit is `t`. A stretch of time (`Within`, `Over`) is a matter of instants:
/// others at the very same instant lie inside it. `Before`, `After`, `AmongLast` go by the order of the kind (instant,
/// ties, key). The unit itself is left out unless said.
#[derive(Debug, Clone)]
pub enum Range {
    /// Any time.
    Ever,
    /// [from, from + d], elapsed time; `from` none = t and then, of the unit's own kind, only later ones in order. The answer is
    /// pending until seen or until the last instant has passed.
    Within {
        /// A duration over the asking scope.
        duration: Expr,
        /// An instant over the asking scope.
        of: Option<Expr>,
    },
    /// (t - d, t]. With `of`, t is that instant instead of the asking unit's, and without `including_this` t itself is left out: (t - d, t).
    Over {
        /// Microseconds.
        micros: i64,
        /// An instant over the asking scope; none = the asking unit's own.
        of: Option<Expr>,
        /// This unit too.
        including_this: bool,
    },
    /// Local dates D-n+1 ..= D of the instant t, up to t. `of` as above.
    OverDays {
        /// How many dates.
        days: i64,
        /// An instant over the asking scope; none = the asking unit's own.
        of: Option<Expr>,
        /// This unit too.
        including_this: bool,
    },
    /// The last n (that pass the filter) before t in order.
    AmongLast {
        /// How many.
        count: i64,
        /// This unit too.
        including_this: bool,
    },
    /// Before this in order.
    Before,
    /// After this in order; pending until the end of the data is known to be the end (never): judged as of now.
    After,
}

impl Function {
    /// How many different lots there are.
    pub const LOTS: u64 = 1_000_000_000_000;

    /// Its word in the language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::Lower => "lower",
            Self::Upper => "upper",
            Self::Trim => "trim",
            Self::Length => "length",
            Self::Lot => "lot",
            Self::Position => "position",
            Self::Contains => "contains",
            Self::StartsWith => "starts_with",
            Self::EndsWith => "ends_with",
            Self::Before => "before",
            Self::After => "after",
            Self::Date => "date",
            Self::Hour => "hour",
            Self::MinuteOfDay => "minute_of_day",
            Self::Weekday => "weekday",
            Self::Month => "month",
            Self::Year => "year",
            Self::Min => "min",
            Self::Max => "max",
            Self::Abs => "abs",
            Self::FirstOf => "first_of",
            Self::BusinessTime(_) => "business_time",
            Self::AddBusinessTime(_) => "add_business_time",
            Self::IsOpen(_) => "is_open",
            Self::WorkingDays(_) => "working_days",
            Self::Until(_) => "until",
            Self::Once => "once",
            Self::KeepsTarget { .. } => "met",
        }
    }

    /// Whether it says that a clock of a case keeps its target.
    #[must_use]
    pub const fn keeps_target(self) -> bool {
        matches!(self, Self::KeepsTarget { .. })
    }

    /// The same on another calendar.
    #[must_use]
    pub const fn on(self, calendar: CalendarId) -> Self {
        match self {
            Self::BusinessTime(_) => Self::BusinessTime(calendar),
            Self::AddBusinessTime(_) => Self::AddBusinessTime(calendar),
            Self::IsOpen(_) => Self::IsOpen(calendar),
            Self::WorkingDays(_) => Self::WorkingDays(calendar),
            other => other,
        }
    }

    /// The calendar that it counts on.
    #[must_use]
    pub const fn calendar(self) -> Option<CalendarId> {
        match self {
            Self::BusinessTime(id) | Self::AddBusinessTime(id) | Self::IsOpen(id) | Self::WorkingDays(id) => Some(id),
            Self::Until(super::Term::On(on)) => Some(on.calendar),
            _ => None,
        }
    }
}
