//! Metrics: figures with their formula written out, their periods and targets.

use super::{Expr, Grade, Label, LadderId, MetricId, PluginCall, Type, UnitId};
use crate::value::{Ratio, Value};
use etalon_grammar::ast::{BinaryOp, Span};

/// A figure with its formula written out.
#[derive(Debug, Clone)]
pub struct Metric {
    /// Name, title, place.
    pub label: Label,
    /// What it counts.
    pub unit: UnitId,
    /// Which of them (scope 0): the denominator. Unknown = left out and counted as not judged.
    pub filter: Option<Expr>,
    /// How.
    pub formula: Formula,
    /// For whom. Always at least one.
    pub per: Vec<Per>,
    /// Over which periods. Always at least one.
    pub each: Vec<Period>,
    /// The instant that decides the period (scope 0); units without it are left out and counted as not judged.
    pub dated: Expr,
    /// Its bounds.
    pub targets: Vec<Target>,
    /// Who acts on a miss.
    pub owner: Option<String>,
    /// What it may be used for; none = anything.
    pub purpose: Option<String>,
    /// Whether its periods are drawn as a control chart.
    pub chart: Option<Chart>,
    /// Figures of fewer units are not shown.
    pub hide: Option<i64>,
    /// What its figures are worth.
    pub grades: Vec<Grade>,
    /// Of whom a period without anything has a row too (index into `per`).
    pub every: Option<usize>,
    /// Figures of fewer units are provisional: shown, not judged.
    pub provisional: Option<i64>,
    /// The case mix that is taken into account (scope 0), of a share; empty = none.
    pub expected: Vec<Expr>,
}

/// A control chart over the periods of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chart {
    /// The first and the last local date of the periods that its limits are made of, frozen; none = all that are over.
    pub baseline: Option<(i64, i64)>,
}

/// How a figure is made.
#[derive(Debug, Clone)]
pub enum Formula {
    /// numerator = units for which the condition is yes, denominator = those for which it is yes or no
    Share(Expr),
    /// How many units.
    Count,
    /// Their sum.
    Sum(Expr),
    /// Their mean.
    Mean(Expr),
    /// The value at p percent (0..100) by linear interpolation (Hyndman and Fan type 7). The median is 50.
    Percentile(Expr, Ratio),
    /// The least.
    Min(Expr),
    /// The greatest.
    Max(Expr),
    /// How many different values.
    Distinct(Expr),
    /// The sum of the first over the sum of the second, of the units that have both. Both are numbers, or both durations.
    Ratio(Box<[Expr; 2]>),
    /// Made of the figures of another metric, of the same periods.
    Figures(OfFigures),
    /// Who stands on a ladder when the period ends.
    Standing(Standing),
    /// What a plugin's window makes of them, in their order; and of which type that is.
    Window(PluginCall, Type),
}

/// Figures of figures.
#[derive(Debug, Clone)]
pub struct OfFigures {
    /// What is made of them.
    pub how: OverFigures,
    /// Whose figures: a metric that stands before this one; of one that versions say anew the first form, which stands for all.
    pub metric: MetricId,
    /// For each `per` of the metric made, that of the other (index).
    pub per: Vec<usize>,
    /// Figures of fewer cases are left out.
    pub least: i64,
    /// Of which type the value is.
    pub ty: Type,
}

/// What is made of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverFigures {
    /// The highest less the lowest, of at least two.
    Spread,
    /// A subject's figure less its figure of the period before.
    Rise,
    /// The mean of the figures, each of the same weight.
    Mean,
    /// The one in the middle.
    Median,
    /// The lowest.
    Min,
    /// The highest.
    Max,
}

impl OverFigures {
    /// As written.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Spread => "spread",
            Self::Rise => "rise",
            Self::Mean => "mean",
            Self::Median => "median",
            Self::Min => "min",
            Self::Max => "max",
        }
    }
}

/// People (shops, teams …) by where they stand on a ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The part of them that stands there; else how many.
    pub share: bool,
    /// The ladder.
    pub ladder: LadderId,
    /// Its step (index): who stands higher stands there too.
    pub step: usize,
}

impl Formula {
    /// The type of the value: a share of anything is a share, a mean of whole numbers is a fraction. Bounds are of it too.
    #[must_use]
    pub fn value_type(&self) -> Type {
        match self {
            Self::Share(_) | Self::Ratio(_) => Type::Share,
            Self::Count | Self::Distinct(_) => Type::Whole,
            Self::Mean(e) | Self::Percentile(e, _) if e.ty.is_number() => Type::Exact,
            Self::Sum(e) | Self::Mean(e) | Self::Percentile(e, _) | Self::Min(e) | Self::Max(e) => e.ty.clone(),
            Self::Figures(of) => of.ty.clone(),
            Self::Standing(at) if at.share => Type::Share,
            Self::Standing(_) => Type::Whole,
            Self::Window(_, ty) => ty.clone(),
        }
    }

    /// Whether it is made of figures or steps, not of units: then nothing of it is dated.
    #[must_use]
    pub const fn is_derived(&self) -> bool {
        matches!(self, Self::Figures(_) | Self::Standing(_))
    }

    /// What it takes of each unit: the condition of a share, the value that is added up, what a window is given.
    #[must_use]
    pub fn values(&self) -> &[Expr] {
        match self {
            Self::Count | Self::Figures(_) | Self::Standing(_) => &[],
            Self::Share(e)
            | Self::Sum(e)
            | Self::Mean(e)
            | Self::Percentile(e, _)
            | Self::Min(e)
            | Self::Max(e)
            | Self::Distinct(e) => std::slice::from_ref(e),
            Self::Ratio(both) => both.as_slice(),
            Self::Window(call, _) => &call.arguments,
        }
    }
}

/// For whom a figure is made.
#[derive(Debug, Clone)]
pub struct Per {
    /// `organization`, the name of an entity, or the name of a field.
    pub name: String,
    /// Whose subjects these are.
    pub subject: SubjectKind,
}

/// Whose findings, figures, ladders are made.
#[derive(Debug, Clone)]
pub enum SubjectKind {
    /// The whole organization: one subject.
    Organization,
    /// Entities: the path over scope 0 that leads to their key.
    Entity(UnitId, Expr),
    /// The values of an expression (a channel, a priority); missing is a subject of its own, shown as "(missing)".
    Value(Expr),
}

/// A period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Period {
    /// The whole of the data.
    All,
    /// Half-hours by the clock on the wall; of those that the wall shows twice each is its own.
    HalfHour,
    /// Hours, alike.
    Hour,
    /// Local days.
    Day,
    /// Monday to Sunday.
    Week,
    /// Calendar months.
    Month,
    /// Calendar quarters.
    Quarter,
    /// Calendar years.
    Year,
    /// The last n local dates, as of the run.
    RollingDays(i64),
    /// (as of - d, as of], microseconds.
    Rolling(i64),
    /// The last n units, as of the run.
    LastN(i64),
}

impl Period {
    /// How long a stretch of a day is, in microseconds; none for days and all that is longer.
    #[must_use]
    pub const fn length(&self) -> Option<i64> {
        match self {
            Self::HalfHour => Some(30 * 60 * crate::value::SECOND),
            Self::Hour => Some(60 * 60 * crate::value::SECOND),
            _ => None,
        }
    }
}

/// A bound.
#[derive(Debug, Clone)]
pub struct Target {
    /// For which period; none = all of the metric.
    pub period: Option<Period>,
    /// For which of `per` (index); none = all.
    pub per: Option<usize>,
    /// `>= > <= <`
    pub op: BinaryOp,
    /// The bound, of the type of the metric's value.
    pub bound: Value,
    /// Minimum sample; 1 if not said.
    pub least: i64,
    /// Only a proven miss acts.
    pub proven: bool,
    /// Where.
    pub span: Span,
}
