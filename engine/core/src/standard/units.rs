//! Events, entities and cases, and the sources they come from.

use super::{Clock, ClockPart, Expr, FieldId, Label, Type, UnitId};
use crate::value::Value;
use etalon_grammar::ast::Span;

/// An event, an entity or a case: something with fields and a key.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Name, title, place.
    pub label: Label,
    /// Which of the three.
    pub kind: UnitKind,
    /// Its fields. A case has its key, then its instant, then its facts in an order in which each uses only earlier ones.
    pub fields: Vec<Field>,
    /// The fields that make its key (joined with `/` where there are several). Never empty.
    pub keys: Vec<FieldId>,
    /// Its instant; entities have none.
    pub at: Option<FieldId>,
    /// Its revision.
    pub rev: Option<FieldId>,
    /// The instant at which a row was recorded, from which on it is known; rows without it were recorded when they happened.
    pub recorded: Option<FieldId>,
    /// From when to when a row of an entity holds.
    pub valid: (Option<FieldId>, Option<FieldId>),
    /// Whether it is a person (`is person`).
    pub person: bool,
    /// Whether any source delivers it (an entity without one is just the keys that events speak of).
    pub sourced: bool,
    /// Of a case: fields (of its event; of several kinds of its course) that an event without them keeps from the event before it, by
    /// name.
    pub kept: Vec<FieldId>,
    /// For each of those: an event for which that holds gives up what was kept. Over the event (scope 0).
    pub given_up: Vec<Option<Expr>>,
    /// The clocks of a case.
    pub clocks: Vec<Clock>,
    /// Of a case of several kinds of event that keeps something or has a clock: all its events in one row.
    pub course: Option<UnitId>,
}

/// Which of the three.
#[derive(Debug, Clone)]
pub enum UnitKind {
    /// Something that happens.
    Event,
    /// Somebody or something that is.
    Entity,
    /// Events that belong together.
    Case(Vec<CaseMember>),
    /// All events of a case of several kinds, in one row. Nobody can name it: it is what the clocks of the case see.
    Course(Course),
}

/// All events of a case of several kinds. Its first field is the kind of the event (by its place among the members), its second the
/// instant; the others are those of the members.
#[derive(Debug, Clone)]
pub struct Course {
    /// The case.
    pub case: UnitId,
    /// For each of its fields: the field of each member that it is taken from; none = events of that kind do not have it.
    pub takes: Vec<Vec<Option<FieldId>>>,
}

impl Course {
    /// The kind of the event.
    pub const KIND: FieldId = FieldId(0);
    /// When it happened.
    pub const AT: FieldId = FieldId(1);
}

/// One kind of event in a case.
#[derive(Debug, Clone)]
pub struct CaseMember {
    /// The event.
    pub event: UnitId,
    /// Which case a row belongs to: a text over the event (scope 0). Rows without it belong to no case.
    pub by: Expr,
}

/// A field or a fact.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// Whether it may be missing.
    pub optional: bool,
    /// The least and greatest value of a bounded number.
    pub bounds: Option<(Value, Value)>,
    /// What it means, for people.
    pub meaning: Option<String>,
    /// How a case finds it; none in events and entities and for a case's key.
    pub fact: Option<Fact>,
    /// Where it is declared.
    pub span: Span,
}

/// How a fact of a case is found. In `value` and `filter` of an aggregate, scope 0 is the case (its earlier facts) and
/// scope 1 the event row; in `Plain` scope 0 is the case.
#[derive(Debug, Clone)]
pub enum Fact {
    /// Over the rows of one kind of event, in their order.
    Aggregate {
        /// How.
        how: Aggregate,
        /// Index into the case's members.
        member: usize,
        /// What is taken (`any`/`every`: the condition); none for `count`.
        value: Option<Expr>,
        /// Which rows; a row for which it is unknown is left out.
        filter: Option<Expr>,
    },
    /// From other facts.
    Plain(Expr),
    /// What a clock of the case gives.
    Clock(u16, ClockPart),
}

/// Ways to make one value of many. `First` and `Last` give the value of the first or last row that passes the filter, missing if
/// it is missing there (`last team where team is present` passes over); the others leave missing values out. Of none at all: `Count`, `Distinct` give 0, `Sum` 0,
/// `Any` no, `Every` yes, `Path` "", the others no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aggregate {
    /// The first row's value; missing if it is missing there.
    First,
    /// The last row's value; missing if it is missing there.
    Last,
    /// How many rows.
    Count,
    /// Their sum.
    Sum,
    /// The least.
    Min,
    /// The greatest.
    Max,
    /// Whether the condition holds for one.
    Any,
    /// Whether it holds for all.
    Every,
    /// How many different values.
    Distinct,
    /// The values as a text, immediate repeats once: `New > Active > Resolved`.
    Path,
}

/// Where a kind of event comes from. Column names are only known when a file is opened.
#[derive(Debug, Clone)]
pub struct Source {
    /// Name and place.
    pub label: Label,
    /// What its rows are.
    pub unit: UnitId,
    /// Patterns, relative to the folder of the standard that is run (a used standard finds its data there too).
    pub files: Vec<(String, Span)>,
    /// `csv`, `json`, `parquet`; none = by the ending of each file.
    pub format: Option<Format>,
    /// Of CSV; none = comma.
    pub delimiter: Option<char>,
    /// Of text files; none = UTF-8.
    pub encoding: Option<String>,
    /// The zone of times without an offset; none = such a time is an error.
    pub zone: Option<jiff::tz::TimeZone>,
    /// How instants and dates are written (strptime patterns); empty = ISO 8601.
    pub times: Vec<String>,
    /// Tokens that mean missing. `""` always does.
    pub missing: Vec<String>,
    /// Rows for which this is not yes are left out.
    pub rows: Option<ColumnExpr>,
    /// What breaks ties between equal instants.
    pub ties: Ties,
    /// Lateness allowed, microseconds.
    pub late: i64,
    /// How columns become fields: one entry a field of the unit, in its order. Unmentioned fields take the column of their name.
    pub takes: Vec<Take>,
    /// Rows that take their event back.
    pub retract: Option<ColumnExpr>,
}

/// What breaks ties between equal instants of one kind of event, before the key does.
#[derive(Debug, Clone)]
pub enum Ties {
    /// Nothing: the key decides.
    Key,
    /// The order of the files' names, then of the rows.
    Row,
    /// A column, as number if all digits, else as text.
    By(ColumnExpr),
}

/// Data formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Comma (or otherwise) separated values with a header.
    Csv,
    /// One JSON object a line.
    Json,
    /// Apache Parquet.
    Parquet,
}

/// How one field is made of columns.
#[derive(Debug, Clone)]
pub struct Take {
    /// The field.
    pub field: FieldId,
    /// The expression; `given` says whether the text has it or it is the column of the field's name.
    pub value: ColumnExpr,
    /// Whether the standard says it.
    pub given: bool,
    /// Where.
    pub span: Span,
}

/// An expression over the raw columns of a row. Every column is a text or missing; the field's type decides how the
/// result is read (numbers, ISO or `time`-pattern instants, yes/no as true/false, yes/no, 1/0, y/n, t/f in any case).
#[derive(Debug, Clone, PartialEq)]
pub enum ColumnExpr {
    /// A column by its name.
    Column(String, Span),
    /// A constant, as text.
    Text(String),
    /// The row's number in its file, from 1.
    Row,
    /// The name of the file, without folders.
    File,
    /// Texts joined; missing if one is missing.
    Join(Vec<ColumnExpr>),
    /// Blanks at both ends taken off.
    Trim(Box<ColumnExpr>),
    /// In small letters.
    Lower(Box<ColumnExpr>),
    /// In capitals.
    Upper(Box<ColumnExpr>),
    /// The part before the first place of a text; the whole if it is not there.
    Before(Box<ColumnExpr>, String),
    /// The part after it; missing if it is not there.
    After(Box<ColumnExpr>, String),
    /// `seconds(x)`: a number of units of that many microseconds, as a duration. `seconds`, `minutes`, `hours`, `days`, `milliseconds`.
    Units(Box<ColumnExpr>, i64),
    /// `clock(x)`: `mm:ss` or `h:mm:ss` as a duration.
    Clock(Box<ColumnExpr>),
    /// `percent(x)`: 85 or "85%" as a share of 85/100.
    Percent(Box<ColumnExpr>),
    /// `number(x)`: a number with a decimal comma or with blanks between thousands.
    Number(Box<ColumnExpr>),
    /// `first_of(a, b)`: the first that is not missing.
    FirstOf(Vec<ColumnExpr>),
    /// `by x { "A", "B": value … otherwise: value }`; without a match and `otherwise`: an error of the row.
    By(Box<ColumnExpr>, Vec<(Vec<String>, ColumnExpr)>, Option<Box<ColumnExpr>>),
    /// `if c then a else b`
    If(Box<ColumnExpr>, Box<ColumnExpr>, Box<ColumnExpr>),
    /// No value.
    Missing,
    /// yes or no: texts equal (numbers as numbers if both are)
    Compare(etalon_grammar::ast::BinaryOp, Box<ColumnExpr>, Box<ColumnExpr>),
    /// All.
    And(Vec<ColumnExpr>),
    /// One.
    Or(Vec<ColumnExpr>),
    /// Not.
    Not(Box<ColumnExpr>),
    /// `x is missing`
    IsMissing(Box<ColumnExpr>),
    /// `x matches "pattern"`
    Matches(Box<ColumnExpr>, String),
}

impl Aggregate {
    /// Its word in the language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Last => "last",
            Self::Count => "count",
            Self::Sum => "sum",
            Self::Min => "min",
            Self::Max => "max",
            Self::Any => "any",
            Self::Every => "every",
            Self::Distinct => "distinct",
            Self::Path => "path",
        }
    }
}
