//! Expressions.

use super::{Due, Name, Span, Text};

/// An expression.
#[derive(Debug, Clone)]
pub struct Expr {
    /// Which.
    pub kind: Box<ExprKind>,
    /// Where.
    pub span: Span,
}

/// The forms an expression takes.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// `20`, `4.5`, `1_000`: exact, as written without the underscores
    Number(String),
    /// `80%`: the number as written
    Percent(String),
    /// `20 s`, `2 working days`
    Duration {
        /// The number as written.
        number: String,
        /// Which unit.
        unit: DurationUnit,
    },
    /// `"…"`
    Text(String),
    /// `yes`, `no`
    YesNo(bool),
    /// `2026-01-01`, as written
    Date(String),
    /// `2026-01-01T09:00`, with seconds, fraction and offset if written; as written
    Instant(String),
    /// `this`, `waited`, `this.agent.manager`, `call.waited`
    Path(Vec<Name>),
    /// `not x`
    Not(Expr),
    /// `-x`
    Minus(Expr),
    /// `a and b`, `a = b`, `a + b` …
    Binary {
        /// Which.
        op: BinaryOp,
        /// Where the operator stands.
        op_span: Span,
        /// Left.
        left: Expr,
        /// Right.
        right: Expr,
    },
    /// `x is present` (true), `x is missing` (false)
    IsPresent(Expr, bool),
    /// `x in (phone, chat)`, `x not in (…)` (true = not)
    In(Expr, Vec<Expr>, bool),
    /// `x between a and b`: both ends belong to it
    Between(Expr, Expr, Expr),
    /// `x matches "pattern"`
    Matches(Expr, Text),
    /// `met quick_answer`: the unit meets that criterion, or its clock of that name keeps its target; `fairly`, where written:
    /// the target that people answer for
    Met(Name, Option<Span>),
    /// `faults of (quick_answer, kept_word)`: how many of these were breached by the employee; `caused by company`: by that party
    Faults(Vec<Name>, Option<Name>),
    /// `lower(x)`, `position(steps, "V")`
    Call(Name, Vec<Expr>),
    /// `tone.politeness(message, language: "lv")`
    Plugin(PluginCall),
    /// `by channel { phone: 20 s  chat: 40 s  otherwise: 4 h }`
    By {
        /// What is looked up.
        on: Expr,
        /// The rows of the table: values to a result.
        arms: Vec<(Vec<Expr>, Expr)>,
        /// `otherwise: …`
        otherwise: Option<Expr>,
    },
    /// `if a then b else c`
    If(Expr, Expr, Expr),
    /// `a message where … within 4 h`, `no call where …`, `count(x where … over 60 min before this)`
    Others(Others),
}

/// What a plugin offers, asked for: `tone.politeness(message, language: "lv")`.
#[derive(Debug, Clone)]
pub struct PluginCall {
    /// The plugin.
    pub plugin: Name,
    /// What of it.
    pub function: Name,
    /// What it is given, in the order of the text.
    pub arguments: Vec<Argument>,
}

/// What a plugin's function is given.
#[derive(Debug, Clone)]
pub struct Argument {
    /// `language:`; none = by its place.
    pub name: Option<Name>,
    /// The value.
    pub value: Expr,
}

/// A look at other units.
#[derive(Debug, Clone)]
pub struct Others {
    /// What is asked.
    pub ask: Ask,
    /// Event, case or define.
    pub unit: Name,
    /// Which of them; `this` is the unit that is being judged.
    pub filter: Option<Expr>,
    /// From when to when.
    pub range: Option<Range>,
}

/// What is asked about other units.
#[derive(Debug, Clone)]
pub enum Ask {
    /// `a`, `an`: there is one
    Some,
    /// `no`: there is none
    None,
    /// `count(…)`
    Count,
    /// `sum(x of …)`, `min(x of …)`, `max(x of …)`, `first(x of …)`, `last(x of …)`
    Aggregate(Name, Expr),
    /// `ewma.level(waited of call over 30 days to this, weight: 0.2)`: a plugin's window
    Window(PluginCall),
}

/// From when to when others are looked at.
#[derive(Debug, Clone)]
pub struct Range {
    /// Which.
    pub kind: RangeKind,
    /// Where.
    pub span: Span,
}

/// The kinds of range.
#[derive(Debug, Clone)]
pub enum RangeKind {
    /// `within 4 h` after this, `within 4 h of opened`: [t, t + d]
    Within {
        /// How long; on a calendar, in working days or `the same day`: until when.
        within: Due,
        /// From which instant; none = this unit's.
        of: Option<Expr>,
    },
    /// `over 60 min before this` (without this) or `over 168 h to this` (with it): (t - d, t]; days are local dates.
    /// `over 60 min before call.at`: (t - d, t) seen from another instant; `over 60 min to call.at`: (t - d, t]
    Over {
        /// How long.
        duration: Expr,
        /// Seen from which instant; none = `this`.
        of: Option<Expr>,
        /// `to` (true) or `before` (false).
        including_this: bool,
    },
    /// `among last 3 before this`, `among last 3 to this`
    AmongLast {
        /// How many.
        count: Expr,
        /// Whether this unit counts too.
        including_this: bool,
    },
    /// `before this`, `after this`: any time
    Before,
    /// See [`RangeKind::Before`].
    After,
}

/// Operators with two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is its sign")]
pub enum BinaryOp {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    /// `a & b`: texts joined
    Join,
}

/// Units of time as written after a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is its word")]
pub enum DurationUnit {
    Millisecond,
    Second,
    Minute,
    Hour,
    Day,
    SameDay,
    WorkingDay,
    BusinessHour,
    BusinessMinute,
    Week,
    Month,
    Quarter,
    Year,
}
