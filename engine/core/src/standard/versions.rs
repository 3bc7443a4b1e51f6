//! Versions of a standard: when a rule binds, and which of the forms of one rule that versions say anew does.

use super::{CalendarId, CriterionId, DutyId, Label, LadderId, MetricId, RecognitionId, Standard, StepsId};
use std::collections::BTreeMap;

/// The local dates (days since 1970-01-01) on which a rule begins and ceases to bind, where a version of the standard brings, changes
/// or drops it. None on a side = open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Binds {
    /// The first date on which it binds.
    pub from: Option<i64>,
    /// The first date on which it does not.
    pub until: Option<i64>,
}

impl Binds {
    /// Whether what begins on that date belongs to it.
    #[must_use]
    pub const fn holds(self, date: i64) -> bool {
        let early = matches!(self.from, Some(from) if date < from);
        let late = matches!(self.until, Some(until) if date >= until);
        !early && !late
    }

    /// Whether it binds at all times.
    #[must_use]
    pub const fn is_always(self) -> bool {
        self.from.is_none() && self.until.is_none()
    }
}

/// Rules that stand word for word as they stood and yet mean something else from a version on, because of a param, a define, a calendar
/// or a rule that they rest on: the local dates of these versions, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changed {
    /// Of criteria.
    pub criteria: BTreeMap<CriterionId, Vec<i64>>,
    /// Of ladders: of the events that they count without a criterion.
    pub ladders: BTreeMap<LadderId, Vec<i64>>,
}

/// The name of a rule without the version that says it anew: `quick` of `quick@4`, `qa.greeting` of `qa@4.greeting`.
#[must_use]
pub fn plain(name: &str) -> std::borrow::Cow<'_, str> {
    match name.split_once('@') {
        None => name.into(),
        Some((plain, version)) => match version.split_once('.') {
            None => plain.into(),
            Some((_, item)) => format!("{plain}.{item}").into(),
        },
    }
}

fn newest(days: Option<&Vec<i64>>, date: i64) -> Option<i64> {
    days?.iter().rev().find(|day| **day <= date).copied()
}

/// The places of the forms of a rule in all versions, itself among them, in the order of the versions.
fn forms<'a>(labels: impl Iterator<Item = &'a Label> + Clone, index: usize, several: bool) -> Vec<u16> {
    let Some(own) = labels.clone().nth(index) else { return Vec::new() };
    let name = plain(&own.name);
    let same = labels.enumerate().filter(|(i, label)| *i == index || several && plain(&label.name) == name);
    let mut found: Vec<(Option<i64>, u16)> =
        same.map(|(i, label)| (label.binds.from, u16::try_from(i).unwrap_or(u16::MAX))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, i)| i).collect()
}

impl Standard {
    /// The date of the version from which a criterion means what it means on a local date; none = it always did.
    #[must_use]
    pub fn means_so_since(&self, criterion: CriterionId, date: i64) -> Option<i64> {
        let said = self.criteria.get(criterion.index()).and_then(|c| c.label.binds.from);
        newest(self.changed.criteria.get(&criterion), date).max(said)
    }

    /// The same of the events that a ladder counts without a criterion.
    #[must_use]
    pub fn counts_so_since(&self, ladder: LadderId, date: i64) -> Option<i64> {
        let said = self.ladders.get(ladder.index()).and_then(|l| l.label.binds.from);
        newest(self.changed.ladders.get(&ladder), date).max(said)
    }

    /// A criterion in all versions of the standard, itself among them, in the order of the versions.
    #[must_use]
    pub fn versions_of(&self, criterion: CriterionId) -> Vec<CriterionId> {
        let labels = self.criteria.iter().map(|c| &c.label);
        forms(labels, criterion.index(), !self.versions.is_empty()).into_iter().map(CriterionId).collect()
    }

    /// The same of a ladder.
    #[must_use]
    pub fn versions_of_ladder(&self, ladder: LadderId) -> Vec<LadderId> {
        let labels = self.ladders.iter().map(|l| &l.label);
        forms(labels, ladder.index(), !self.versions.is_empty()).into_iter().map(LadderId).collect()
    }

    /// The same of a figure.
    #[must_use]
    pub fn versions_of_metric(&self, metric: MetricId) -> Vec<MetricId> {
        let labels = self.metrics.iter().map(|m| &m.label);
        forms(labels, metric.index(), !self.versions.is_empty()).into_iter().map(MetricId).collect()
    }

    /// The same of a duty.
    #[must_use]
    pub fn versions_of_duty(&self, duty: DutyId) -> Vec<DutyId> {
        let labels = self.duties.iter().map(|d| &d.label);
        forms(labels, duty.index(), !self.versions.is_empty()).into_iter().map(DutyId).collect()
    }

    /// The same of a recognition.
    #[must_use]
    pub fn versions_of_recognition(&self, recognition: RecognitionId) -> Vec<RecognitionId> {
        let labels = self.recognitions.iter().map(|r| &r.label);
        forms(labels, recognition.index(), !self.versions.is_empty()).into_iter().map(RecognitionId).collect()
    }

    /// The same of the steps of a unit.
    #[must_use]
    pub fn versions_of_steps(&self, steps: StepsId) -> Vec<StepsId> {
        let labels = self.steps.iter().map(|s| &s.label);
        forms(labels, steps.index(), !self.versions.is_empty()).into_iter().map(StepsId).collect()
    }

    /// Of the forms of a calendar the one on which is counted what began at an instant.
    #[must_use]
    pub fn calendar_at(&self, calendar: CalendarId, at: i64) -> CalendarId {
        let later = self.calendars.get(calendar.index()).map(|c| c.later.as_slice()).unwrap_or_default();
        let newest = later.iter().rev().find(|(from, _)| *from <= at);
        newest.map_or(calendar, |(_, later)| *later)
    }
}
