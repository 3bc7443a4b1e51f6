//! What fold and tally look at: the standard, the events, and what the judge said of them.

use super::tally::subjects::{Subjects, Whose};
use super::{Judged, Run, Use, World};
use crate::Standard;
use crate::outcome::{CriterionFindings, FormFindings};
use crate::standard::{CalendarId, CriterionId, MetricId, SubjectKind, Term, Type, UnitId};
use crate::table::{Column, Data};
use crate::time::{LocalTime, OpenTime, is_over};
use jiff::tz::TimeZone;
use std::sync::OnceLock;

/// Everything that is known once the judge is done.
#[derive(Debug)]
pub(crate) struct Scene<'a> {
    pub standard: &'a Standard,
    pub world: &'a World,
    pub judged: &'a Judged,
    pub local: LocalTime,
    findings: &'a [CriterionFindings],
    forms: &'a [FormFindings],
    subjects: Known,
}

/// The subjects that were asked for, each made once.
#[derive(Debug)]
struct Known {
    organization: Subjects,
    nobody: Subjects,
    /// By the place of the column.
    entities: Vec<OnceLock<Subjects>>,
    values: Vec<OnceLock<Subjects>>,
}

impl<'a> Scene<'a> {
    pub fn new(standard: &'a Standard, world: &'a World, judged: &'a Judged) -> Self {
        Self::with(standard, world, judged, (&judged.findings, &judged.forms))
    }

    /// Of a run that is over: its findings have moved to the outcome.
    pub fn of(standard: &'a Standard, run: &'a Run) -> Self {
        Self::with(standard, &run.world, &run.judged, (&run.outcome.findings, &run.outcome.forms))
    }

    fn with(
        standard: &'a Standard,
        world: &'a World,
        judged: &'a Judged,
        (findings, forms): (&'a [CriterionFindings], &'a [FormFindings]),
    ) -> Self {
        let instants = || world.tables.iter().flat_map(|t| t.at.first().into_iter().chain(t.at.last()));
        let first = instants().min().copied().unwrap_or(world.as_of);
        let last = instants().max().copied().unwrap_or(world.as_of).max(world.as_of);
        let unknown = || (0..judged.places()).map(|_| OnceLock::new()).collect();
        let subjects = Known {
            organization: Subjects::organization(),
            nobody: Subjects::nobody(),
            entities: unknown(),
            values: unknown(),
        };
        Self { standard, world, judged, local: LocalTime::new(&standard.zone, first, last), findings, forms, subjects }
    }

    /// The instant at which a term that begins at an instant ends.
    pub fn due(&self, at: i64, term: Term) -> Option<i64> {
        match term {
            Term::On(on) => self.calendar(on.calendar, at)?.due(at, on.term),
            term => self.local.due(at, term),
        }
    }

    /// The zone of the calendar that such a term is counted on, where that is another than the standard's.
    pub fn due_zone(&self, at: i64, term: Term) -> Option<TimeZone> {
        let Term::On(on) = term else { return None };
        let zone = &self.calendar(on.calendar, at)?.calendar().zone;
        (*zone != self.standard.zone).then(|| zone.clone())
    }

    /// Whether a stretch without anything (`forgive after 90 days without fault`) has passed. That is no term in which something has to
    /// be done, but a window: its days are half-open as those of all windows, so that a fault on the day after comes after it even at
    /// 00:00.
    pub fn has_passed(&self, since: i64, term: Term, at: i64) -> bool {
        match (self.due(since, term), term) {
            (None, _) => false,
            (Some(due), Term::Elapsed(_)) => is_over(due, at),
            (Some(due), _) => at >= due,
        }
    }

    /// Whether a term that begins at one instant is over at another. One that never ends is not.
    pub fn is_over(&self, since: i64, term: Term, at: i64) -> bool {
        self.due(since, term).is_some_and(|due| is_over(due, at))
    }

    /// The calendar on which what began at an instant is counted.
    pub fn calendar(&self, calendar: CalendarId, at: i64) -> Option<&'a OpenTime> {
        self.world.calendars.get(self.standard.calendar_at(calendar, at).index())
    }

    pub fn rows(&self, unit: UnitId) -> usize {
        self.world.table(unit).rows
    }

    /// The instant of a row; entities have none.
    pub fn at(&self, unit: UnitId, row: usize) -> Option<i64> {
        self.world.table(unit).at.get(row).copied()
    }

    pub fn column(&self, place: Use) -> Option<&'a Column> {
        self.judged.column(place)
    }

    pub fn findings(&self, criterion: CriterionId) -> Option<&'a CriterionFindings> {
        self.findings.get(criterion.index())
    }

    /// The results of forms, in the standard's order.
    pub fn forms(&self) -> &'a [FormFindings] {
        self.forms
    }

    /// Whose rows are, by a use that leads to entities; without a path they are the organization's.
    pub fn whose(&self, is_path: bool, path: Use) -> Whose {
        match (is_path, self.judged.place(path)) {
            (false, _) => Whose::Organization,
            (true, Some(place)) => Whose::Entities(place),
            (true, None) => Whose::Nobody,
        }
    }

    /// The same, of a metric's `per`.
    pub fn whose_per(&self, metric: MetricId, per: usize) -> Whose {
        let place = u16::try_from(per).ok().and_then(|i| self.judged.place(Use::MetricSubject(metric, i)));
        match (&self.standard.metrics[metric.index()].per[per].subject, place) {
            (SubjectKind::Organization, _) => Whose::Organization,
            // Rows that lead to no such entity are nobody's; the organization's figures hold them.
            (SubjectKind::Entity(..), Some(place)) => Whose::Entities(place),
            (SubjectKind::Value(_), Some(place)) => Whose::Values(place),
            (_, None) => Whose::Nobody,
        }
    }

    /// The subjects themselves. `ty`: of the values, where they are values.
    pub fn subjects(&self, whose: Whose, ty: &Type) -> &Subjects {
        match whose {
            Whose::Organization => &self.subjects.organization,
            Whose::Nobody => &self.subjects.nobody,
            Whose::Entities(place) => {
                self.subjects.entities[place].get_or_init(|| Subjects::entities(self, self.judged.at_place(place)))
            }
            Whose::Values(place) => {
                self.subjects.values[place].get_or_init(|| Subjects::values(self, self.judged.at_place(place), ty))
            }
        }
    }

    /// The subjects of a metric's `per`.
    pub fn subjects_per(&self, metric: MetricId, per: usize) -> &Subjects {
        let ty = match &self.standard.metrics[metric.index()].per[per].subject {
            SubjectKind::Value(value) => &value.ty,
            _ => &Type::Text,
        };
        self.subjects(self.whose_per(metric, per), ty)
    }

    /// The entities that a use leads to.
    pub fn entities(&self, is_path: bool, path: Use) -> &Subjects {
        self.subjects(self.whose(is_path, path), &Type::Text)
    }

    pub fn text(&self, code: u32) -> &'a str {
        self.judged.text(self.world, code)
    }
}

/// A condition's answer: yes, no, or none for unknown.
pub(crate) fn flag(column: &Column, row: usize) -> Option<bool> {
    match &column.data {
        Data::Flags(flags) if column.has(row) => flags.get(row).copied(),
        _ => None,
    }
}

/// A condition that the standard leaves out holds for every row.
pub(crate) fn holds(column: Option<&Column>, row: usize) -> Option<bool> {
    column.map_or(Some(true), |c| flag(c, row))
}

/// A text's or a reference's code.
pub(crate) fn code(column: &Column, row: usize) -> Option<u32> {
    match &column.data {
        Data::Codes(codes) if column.has(row) => codes.get(row).copied(),
        _ => None,
    }
}

/// A whole number, an amount, an instant or a date.
pub(crate) fn int(column: &Column, row: usize) -> Option<i64> {
    match &column.data {
        Data::Ints(ints) if column.has(row) => ints.get(row).copied(),
        _ => None,
    }
}
