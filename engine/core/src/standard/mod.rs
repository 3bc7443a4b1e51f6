//! A checked standard: every name resolved, every expression typed and in known units, every rule with its place in the text.

mod calendars;
mod clock;
mod closing;
mod duties;
mod expr;
mod fairness;
mod grades;
mod ladders;
mod metrics;
mod opening;
mod plugins;
mod recognitions;
mod rests;
mod rules;
mod steps;
mod tests;
mod units;
mod versions;
mod weights;

pub use calendars::*;
pub use clock::*;
pub use closing::*;
pub use duties::*;
pub use expr::*;
pub use fairness::*;
pub use grades::*;
pub use ladders::*;
pub use metrics::*;
pub use plugins::*;
pub use recognitions::*;
pub use rests::RestsOn;
pub use rules::*;
pub use steps::*;
pub use tests::*;
pub use units::*;
pub use versions::*;
pub use weights::*;

use crate::value::Value;
use etalon_grammar::ast::Span;

/// A title, meaning or guidance: per language, in the order of the text. `""` = every language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words(pub Vec<(String, String)>);

impl Words {
    /// The text in a language; else the one for every language; else the first.
    #[must_use]
    pub fn get(&self, language: &str) -> Option<&str> {
        let find = |l: &str| self.0.iter().find(|(k, _)| k == l).map(|(_, t)| t.as_str());
        find(language).or_else(|| find("")).or_else(|| self.0.first().map(|(_, t)| t.as_str()))
    }
}

/// What every rule has: a name that identifies it, words for people, a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Identifies the rule (a rename says `was`).
    pub name: String,
    /// For people; the name if none was given.
    pub title: Words,
    /// The name before, if the rule was renamed.
    pub was: Option<String>,
    /// The declaration.
    pub span: Span,
    /// Its name in the text.
    pub name_span: Span,
    /// Hash of what the rule means, hex: not of its comments, order, layout or file.
    pub hash: String,
    /// In which versions of the standard it is said.
    pub binds: Binds,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u16);
        impl $name {
            /// As an index.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// Index into [`Standard::units`].
    UnitId;
    /// Index into [`Unit::fields`].
    FieldId;
    /// Index into [`Standard::params`].
    ParamId;
    /// Index into [`Standard::calendars`].
    CalendarId;
    /// Index into [`Standard::sources`].
    SourceId;
    /// Index into [`Standard::defines`].
    DefineId;
    /// Index into [`Standard::principles`].
    PrincipleId;
    /// Index into [`Standard::criteria`].
    CriterionId;
    /// Index into [`Standard::forms`].
    FormId;
    /// Index into [`Standard::steps`].
    StepsId;
    /// Index into [`Standard::mitigations`].
    MitigationId;
    /// Index into [`Standard::duties`].
    DutyId;
    /// Index into [`Standard::metrics`].
    MetricId;
    /// Index into [`Standard::notices`].
    NoticeId;
    /// Index into [`Standard::ladders`].
    LadderId;
    /// Index into [`Standard::recognitions`].
    RecognitionId;
    /// Index into [`Standard::plugins`].
    PluginId;
}

/// The whole standard, in the order of the text (used standards first).
#[derive(Debug, Clone)]
pub struct Standard {
    /// Its name.
    pub name: String,
    /// For people.
    pub title: Words,
    /// As written; empty if not given.
    pub version: String,
    /// From which local date it binds (days since 1970-01-01).
    pub from: Option<i64>,
    /// The versions that bind one after the other, with the local date from which each does; empty where there is one only.
    /// Units that began before the first date are judged by the first.
    pub versions: Vec<(String, i64)>,
    /// Rules that mean something else from a version on although it does not say them anew.
    pub changed: Changed,
    /// The IANA zone in which days, weeks and months are cut.
    pub zone: jiff::tz::TimeZone,
    /// Its name.
    pub zone_name: String,
    /// The languages of its texts; the first is the default. May be empty.
    pub languages: Vec<String>,
    /// When the figures of a kind of period are closed, in the order of the text; of each kind once.
    pub closings: Vec<Closing>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Hash of what the standard means, hex: comments, order, layout and files do not matter; params as set do.
    pub hash: String,
    /// The plugins it uses.
    pub plugins: Vec<UsedPlugin>,
    /// The named numbers.
    pub params: Vec<Param>,
    /// When it is open.
    pub calendars: Vec<NamedCalendar>,
    /// The files of days that they name: who checks the text anew needs them.
    pub day_files: crate::DayFiles,
    /// Events, entities and cases.
    pub units: Vec<Unit>,
    /// Where events come from.
    pub sources: Vec<Source>,
    /// Named conditions.
    pub defines: Vec<Define>,
    /// Values the organization holds.
    pub principles: Vec<Principle>,
    /// Requirements.
    pub criteria: Vec<Criterion>,
    /// Scored evaluations.
    pub forms: Vec<Form>,
    /// What must be done with a unit, and in which order.
    pub steps: Vec<Steps>,
    /// What moves a cause.
    pub mitigations: Vec<Mitigation>,
    /// What the company or a manager owes after something happened.
    pub duties: Vec<Duty>,
    /// Figures.
    pub metrics: Vec<Metric>,
    /// Who is bound, and from when.
    pub notices: Vec<Notice>,
    /// What happens when faults repeat.
    pub ladders: Vec<Ladder>,
    /// What is celebrated.
    pub recognitions: Vec<Recognition>,
    /// The consultant's own tests.
    pub tests: Vec<Test>,
}

/// `param quick = 20 s between 5 s and 120 s`
#[derive(Debug, Clone)]
pub struct Param {
    /// Name and place.
    pub label: Label,
    /// Its type.
    pub ty: Type,
    /// Its value, as set for this run.
    pub value: Value,
    /// The least and greatest it may be tuned to.
    pub bounds: Option<(Value, Value)>,
}

impl Standard {
    /// The unit of that name.
    #[must_use]
    pub fn unit(&self, name: &str) -> Option<UnitId> {
        let index = self.units.iter().position(|u| u.label.name == name)?;
        u16::try_from(index).ok().map(UnitId)
    }
}
