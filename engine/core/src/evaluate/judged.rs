//! What the judge hands to fold and tally: columns, one value a row of a unit's table.

use super::World;
use crate::outcome::{CriterionFindings, FormFindings, StepsFindings};
use crate::plan::NodeId;
use crate::standard::{
    CriterionId, DutyId, FormId, LadderId, MetricId, MitigationId, NoticeId, RecognitionId, StepsId, UnitId,
};
use crate::table::Column;
use crate::value::Texts;
use std::collections::BTreeMap;

/// Where the standard uses an expression. The judge computes every use over every row of its unit in one pass; equal
/// parts are computed once. Conditions come as flags with `valid` (none = unknown), paths to subjects as codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Use {
    /// Which units a criterion is for.
    CriterionFilter(CriterionId),
    /// What it requires.
    CriterionRequire(CriterionId),
    /// Whose it is, by kind of entity.
    CriterionSubject(CriterionId, UnitId),
    /// When a mitigation holds.
    MitigationWhen(MitigationId),
    /// That a breach of this criterion rests on the parts alone that a mitigation covers.
    MitigationRests(MitigationId, CriterionId),
    /// When a form is a fault.
    FormFault(FormId),
    /// An item's answer.
    ItemAnswer(FormId, u16),
    /// When it does not apply.
    ItemNa(FormId, u16),
    /// What may be wrong with the steps of a unit, at that index of [`crate::standard::Steps::parts`].
    StepsPart(StepsId, u16),
    /// Which units a metric counts.
    MetricFilter(MetricId),
    /// The numerator's condition, or the value.
    MetricValue(MetricId),
    /// What a plugin's window is given, at that index of its arguments.
    MetricWindow(MetricId, u16),
    /// The instant that decides the period.
    MetricDated(MetricId),
    /// What a ratio is held against.
    MetricBase(MetricId),
    /// What tells kinds of cases apart, at that index of `expected by`.
    MetricStratum(MetricId, u16),
    /// The subject of `per` at that index (organization: no column).
    MetricSubject(MetricId, u16),
    /// `counts` at that index: which events.
    LadderFilter(LadderId, u16),
    /// `counts` at that index, criterion at that index (events: 0): whose.
    LadderSubject(LadderId, u16, u16),
    /// The same: the unit of `once`.
    LadderOnce(LadderId, u16, u16),
    /// `held by` of the step at that index: which events.
    HeldFilter(LadderId, u16),
    /// The same: whose.
    HeldSubject(LadderId, u16),
    /// Who owes a duty.
    DutyOwer(DutyId),
    /// When whoever owes it did it.
    DutyDone(DutyId),
    /// When anybody did it.
    DutyAnybody(DutyId),
    /// Who that was.
    DutyDoer(DutyId),
    /// Which events give a notice, and to whom.
    NoticeFilter(NoticeId),
    /// See [`Use::NoticeFilter`].
    NoticeAbout(NoticeId),
    /// Which events acknowledge a notice, and whose they are.
    KnownFilter(NoticeId),
    /// See [`Use::KnownFilter`].
    KnownAbout(NoticeId),
    /// Which events open an appeal; the same for all that it may be about.
    AppealFilter(LadderId),
    /// What it is about: of the appeal's ways the one at that index.
    AppealAbout(LadderId, u16),
    /// Which events decide an appeal.
    RulingFilter(LadderId),
    /// Which dispute is decided.
    RulingAbout(LadderId),
    /// Who decided.
    RulingBy(LadderId),
    /// Whether it is granted.
    RulingGranted(LadderId),
    /// Whether the decision does not count.
    RulingBarred(LadderId),
    /// Which events overturn a fault.
    OverturnedFilter(LadderId),
    /// Which fault: of the ways the one at that index.
    OverturnedAbout(LadderId, u16),
    /// Which units are celebrated.
    RecognitionFilter(RecognitionId),
    /// Whose they are.
    RecognitionSubject(RecognitionId),
}

impl Use {
    /// Whether somebody asks for its column once the judge is done: findings and forms say all about the others.
    #[must_use]
    pub const fn outlasts_the_judge(&self) -> bool {
        !matches!(
            self,
            Self::CriterionFilter(_)
                | Self::CriterionRequire(_)
                | Self::MitigationWhen(_)
                | Self::MitigationRests(..)
                | Self::FormFault(_)
                | Self::ItemAnswer(..)
                | Self::ItemNa(..)
                | Self::StepsPart(..)
        )
    }
}

/// The result of judging.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// Each column that is needed further, once, however many uses it has.
    columns: Vec<Column>,
    /// Which column a node has become.
    of_node: BTreeMap<NodeId, usize>,
    /// Which column a use has (uses that the standard leaves out have none).
    of_use: BTreeMap<Use, usize>,
    /// Findings by criterion, in the standard's order.
    pub findings: Vec<CriterionFindings>,
    /// Results of forms, in the standard's order.
    pub forms: Vec<FormFindings>,
    /// What is wrong with steps, in the standard's order.
    pub steps: Vec<StepsFindings>,
    /// Texts that the standard's own expressions made (`lower(x)`, `a & "/" & b`): their codes follow those of the world.
    pub made: Texts,
    /// Where plugins failed.
    pub(crate) failures: super::failures::Failures,
}

impl Judged {
    /// The column of a use that fold and tally ask for.
    #[must_use]
    pub fn column(&self, uses: Use) -> Option<&Column> {
        self.columns.get(self.place(uses)?)
    }

    /// All of them.
    pub fn columns(&self) -> impl Iterator<Item = (Use, &Column)> {
        self.of_use.iter().map(|(uses, place)| (*uses, &self.columns[*place]))
    }

    /// The place of a use's column: uses of one place have the same column.
    pub(crate) fn place(&self, uses: Use) -> Option<usize> {
        self.of_use.get(&uses).copied()
    }

    /// How many different columns there are.
    pub(crate) fn places(&self) -> usize {
        self.columns.len()
    }

    /// The column of a place.
    pub(crate) fn at_place(&self, place: usize) -> &Column {
        &self.columns[place]
    }

    /// Gives a use the column of its node.
    pub(super) fn put(&mut self, uses: Use, node: NodeId, column: impl FnOnce() -> Column) {
        let place = *self.of_node.entry(node).or_insert_with(|| {
            self.columns.push(column());
            self.columns.len() - 1
        });
        self.of_use.insert(uses, place);
    }

    /// The text of a code in one of the columns.
    #[must_use]
    pub fn text<'a>(&'a self, world: &'a World, code: u32) -> &'a str {
        let known = world.texts.len();
        if (code as usize) < known { world.texts.get(code) } else { self.made.get(code - known as u32) }
    }
}
