//! Faults: what a ladder counts, and what decides which of them do.

use super::appeals::{Appeals, Change};
use super::binding::Binding;
use super::forms::{Form, Forms};
use crate::evaluate::scene::Scene;
use crate::evaluate::tally::Tallied;
use crate::evaluate::tally::subjects::ORGANIZATION;
use crate::outcome::{Decision, Evidence};
use crate::standard::{CriterionId, Critical, LadderId, UnitId};
use crate::value::Ratio;

/// One fault of one subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fault {
    /// When it counts.
    pub at: i64,
    pub of: Of,
    /// How much it counts.
    pub share: Ratio,
    /// What it is counted once with: the contact, and the critical class or the rule.
    pub once: Option<(Contact, Class)>,
    /// Which form of the ladder counts it: the one in force when what is a fault began.
    pub form: u16,
}

/// What a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Of {
    /// A breach: unit, row, criterion.
    Breach(UnitId, u32, CriterionId),
    /// An event that is a fault in itself: unit, row.
    Event(UnitId, u32),
    /// A missed period: index of the figure.
    Miss(usize),
    /// A step of another ladder that was not held: ladder, step, and the text of whom it was about.
    Unheld(LadderId, u16, u32),
}

/// The contact that faults can have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Contact {
    Row(UnitId, u32),
    Key(u32),
}

/// Faults of one contact and one class count once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Class {
    Critical(Critical),
    Rule(CriterionId),
    /// The number of what is counted ([`super::forms::Form::numbers`]).
    Events(u16),
}

/// One period of a metric that a ladder counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measure {
    /// The number of what is counted ([`super::forms::Form::numbers`]).
    pub counted: u16,
    /// First date of the period, and of the next.
    pub start: i64,
    pub next: i64,
    /// When the period ended.
    pub end: i64,
    /// Missed; kept; none = not measured.
    pub missed: Option<bool>,
    /// Index of the figure.
    pub figure: usize,
}

/// Everything a ladder knows of one subject.
#[derive(Debug, Default)]
pub(crate) struct Record {
    pub faults: Vec<Fault>,
    /// Closed periods, by metric and start.
    pub measures: Vec<Measure>,
    /// What became of the faults, in order of time; then those of one contact are all there.
    pub changes: Vec<Change>,
}

/// What decides which faults count, besides the ladder's own words.
pub(crate) struct Fair<'a> {
    pub binding: Binding<'a>,
    pub appeals: Appeals,
    /// The decisions of the ladders above.
    pub above: &'a [Decision],
}

impl<'a> Fair<'a> {
    /// Looks everything up, for each form of a ladder.
    pub fn all(scene: &'a Scene<'a>, forms: &Forms<'a>, above: &'a [Decision]) -> Vec<Self> {
        let one = |form: &Form<'a>| {
            let (binding, appeals) =
                (Binding::new(scene, form.id, form.ladder), Appeals::new(scene, form.id, form.ladder));
            Self { binding, appeals, above }
        };
        forms.list.iter().map(one).collect()
    }
}

impl Fault {
    /// The event, the rule and the share, for people and programs.
    pub fn evidence(&self, scene: &Scene<'_>, figures: &[Tallied]) -> Evidence {
        let (unit, key, rule) = self.words(scene, figures);
        Evidence { at: self.at, unit, key, rule, share: self.share.to_string() }
    }

    fn words(&self, scene: &Scene<'_>, figures: &[Tallied]) -> (String, String, String) {
        let standard = scene.standard;
        let unit_of = |unit: UnitId| standard.units[unit.index()].label.name.clone();
        match self.of {
            Of::Breach(unit, row, criterion) => {
                let rule = standard.criteria[criterion.index()].label.name.clone();
                (unit_of(unit), scene.world.key(unit, row as usize).into_owned(), rule)
            }
            Of::Event(unit, row) => (unit_of(unit), scene.world.key(unit, row as usize).into_owned(), unit_of(unit)),
            Of::Unheld(ladder, step, whose) => {
                let ladder = &standard.ladders[ladder.index()];
                let step = ladder.steps.get(usize::from(step)).map_or("", |step| step.name.as_str());
                let name = format!("{}.{step}", ladder.label.name);
                let whose = if whose == u32::MAX { ORGANIZATION } else { scene.text(whose) };
                (name.clone(), whose.to_owned(), name)
            }
            Of::Miss(figure) => {
                let figure = &figures[figure].figure;
                let name = standard.metrics[figure.metric.index()].label.name.clone();
                (name.clone(), figure.period.clone(), name)
            }
        }
    }
}
