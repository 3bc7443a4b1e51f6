//! Figures made of other figures, and of where people stand on a ladder.

use super::Tallied;
use super::cut::UNDATED;
use super::exact::{Exact, Number};
use super::finish::{Finished, typed};
use super::subjects::{NOBODY, ORGANIZATION};
use crate::evaluate::Use;
use crate::evaluate::fold::standing::Stands;
use crate::evaluate::scene::{Scene, holds};
use crate::outcome::Figure;
use crate::standard::{MetricId, OfFigures, OverFigures, Period, Standing, SubjectKind, UnitId};
use crate::time::{next_start, start_of};
use crate::value::{Ratio, Value};
use std::collections::BTreeMap;

/// A figure before it is put against its targets.
pub(super) struct Row {
    pub subject: String,
    /// First date of its period; 0 for those that are not of the calendar.
    pub start: i64,
    pub n: u64,
    pub unjudged: u64,
    pub found: Finished,
}

/// The figures of figures, sorted by period and subject. `before`: all figures that are made already.
pub(super) fn of_figures(
    scene: &Scene<'_>,
    (id, per, each): (MetricId, usize, usize),
    of: &OfFigures,
    before: &[Tallied],
) -> Vec<Row> {
    let metric = &scene.standard.metrics[id.index()];
    let period = &metric.each[each];
    // Of a metric that versions say anew each form has the periods of its own time.
    let own = scene.standard.versions_of_metric(of.metric).into_iter().flat_map(|form| {
        let known = (form, of.per[per]);
        let first = before.partition_point(|t| (t.figure.metric, t.figure.per) < known);
        before[first..].iter().take_while(move |t| (t.figure.metric, t.figure.per) == known)
    });
    let own: Vec<&Tallied> = own.filter(|t| t.figure.each == *period && t.start != UNDATED).collect();
    if of.how == OverFigures::Rise {
        return rises(of, period, &own);
    }
    let mut groups: BTreeMap<(i64, String), Group> = BTreeMap::new();
    let whose = Whose::new(scene, id, per, of);
    for tallied in own {
        let Some(subject) = whose.of(scene, tallied) else { continue };
        let group = groups.entry((tallied.start, subject)).or_default();
        match taken(of, tallied) {
            Some(value) => group.values.push(value),
            None => group.left += 1,
        }
    }
    groups.into_iter().map(|((start, subject), group)| group.row(of, start, subject)).collect()
}

/// Which figures (indices) one of figures is made of, each with whether it was taken.
pub(crate) fn parts(scene: &Scene<'_>, of: &OfFigures, figures: &[Tallied], made: &Tallied) -> Vec<(usize, bool)> {
    let (id, per) = (made.figure.metric, made.figure.per);
    let whose = Whose::new(scene, id, per, of);
    let is_rise = of.how == OverFigures::Rise;
    let forms = scene.standard.versions_of_metric(of.metric);
    let is_part = |t: &Tallied| {
        let is_of =
            forms.contains(&t.figure.metric) && t.figure.per == of.per[per] && t.figure.each == made.figure.each;
        let same = t.start == made.start || is_rise && next_start(&t.figure.each, t.start) == Some(made.start);
        let own = || if is_rise { Some(t.figure.subject.clone()) } else { whose.of(scene, t) };
        is_of && t.start != UNDATED && same && own().as_deref() == Some(made.figure.subject.as_str())
    };
    let parts = figures.iter().enumerate().filter(|(_, t)| is_part(t));
    parts.map(|(index, t)| (index, taken(of, t).is_some())).collect()
}

/// Who counts for a figure of standing (rows of the entity), with whether they stand there; none = it cannot be told whether they count.
pub(crate) fn people(scene: &Scene<'_>, stands: &Stands<'_>, made: &Figure) -> Vec<(usize, Option<bool>)> {
    let unit = scene.standard.metrics[made.metric.index()].unit;
    let Some((_, end)) = made.span else { return Vec::new() };
    let (subjects, filter) = (scene.subjects_per(made.metric, made.per), scene.column(Use::MetricFilter(made.metric)));
    let day = end.saturating_sub(1).min(scene.world.as_of);
    let is_of = |row: &usize| {
        subjects.names.get(subjects.of(*row) as usize) == Some(&made.subject)
            && scene.world.table(unit).holds_at(*row, day)
            && holds(filter, *row) != Some(false)
    };
    let stands = |row: usize| {
        let stands = || stands.is_there(&scene.world.key(unit, row), end);
        (row, holds(filter, row).map(|_| stands()))
    };
    (0..scene.rows(unit)).filter(is_of).map(stands).collect()
}

/// The value of a figure that rests on enough cases.
fn taken(of: &OfFigures, tallied: &Tallied) -> Option<Exact> {
    let is_enough = u64::try_from(of.least).map_or(true, |least| tallied.figure.n >= least);
    tallied.exact.as_ref().filter(|_| is_enough && tallied.figure.n > 0).map(Number::exact)
}

/// To whom a figure counts.
enum Whose {
    Organization,
    /// Through its subject: a row of that entity.
    Entity(UnitId, MetricId, usize),
}

impl Whose {
    fn new(scene: &Scene<'_>, id: MetricId, per: usize, of: &OfFigures) -> Self {
        let base = &scene.standard.metrics[of.metric.index()].per[of.per[per]];
        let own = &scene.standard.metrics[id.index()].per[per].subject;
        match (own, &base.subject) {
            (SubjectKind::Organization, _) => Self::Organization,
            (_, SubjectKind::Entity(unit, _)) => Self::Entity(*unit, id, per),
            _ => Self::Organization,
        }
    }

    fn of(&self, scene: &Scene<'_>, tallied: &Tallied) -> Option<String> {
        let Self::Entity(unit, id, per) = self else { return Some(ORGANIZATION.to_owned()) };
        // As things were on the last day of the period.
        let as_of = scene.world.as_of;
        let at = tallied.figure.span.map_or(as_of, |(_, end)| end.saturating_sub(1).min(as_of));
        let row = scene.world.row_of(*unit, &tallied.figure.subject, at)?;
        let subjects = scene.subjects_per(*id, *per);
        subjects.names.get(subjects.of(row) as usize).cloned()
    }
}

/// The figures of one group and period.
#[derive(Default)]
struct Group {
    values: Vec<Exact>,
    /// How many were left out.
    left: u64,
}

impl Group {
    fn row(mut self, of: &OfFigures, start: i64, subject: String) -> Row {
        self.values.sort_unstable();
        let n = self.values.len() as u64;
        let (least, most) = (self.values.first(), self.values.last());
        let made = match (of.how, least, most) {
            (OverFigures::Spread, Some(least), Some(most)) if n > 1 => Some(most - least),
            (OverFigures::Min, Some(least), _) => Some(least.clone()),
            (OverFigures::Max, _, Some(most)) => Some(most.clone()),
            (OverFigures::Mean, Some(_), _) => Some(self.values.iter().sum::<Exact>() / Exact::from_integer(n.into())),
            (OverFigures::Median, Some(_), _) => {
                let (low, high) = (&self.values[(self.values.len() - 1) / 2], &self.values[self.values.len() / 2]);
                Some((low + high) / Exact::from_integer(2.into()))
            }
            _ => None,
        };
        Row { subject, start, n, unjudged: self.left, found: made.map(|made| finished(of, made)).unwrap_or_default() }
    }
}

fn finished(of: &OfFigures, made: Exact) -> Finished {
    let as_fraction = matches!(of.how, OverFigures::Mean | OverFigures::Median);
    let (value, text) = typed(&made, &of.ty, as_fraction);
    Finished { value: Some(value), text, exact: Some(Number::new(made)), ..Finished::default() }
}

/// Each figure less the one of the period before; it rests on as many cases as the smaller of the two.
fn rises(of: &OfFigures, period: &Period, own: &[&Tallied]) -> Vec<Row> {
    let by_place: BTreeMap<(i64, &str), &Tallied> =
        own.iter().map(|t| ((t.start, t.figure.subject.as_str()), *t)).collect();
    let mut rows: Vec<Row> = Vec::new();
    for before in own {
        let Some(next) = next_start(period, before.start) else { continue };
        let subject = before.figure.subject.as_str();
        let Some(after) = by_place.get(&(next, subject)) else { continue };
        let (n, found) = match (taken(of, before), taken(of, after)) {
            (Some(first), Some(second)) => (before.figure.n.min(after.figure.n), Some(finished(of, second - first))),
            _ => (0, None),
        };
        let unjudged = u64::from(found.is_none());
        rows.push(Row { subject: subject.to_owned(), start: next, n, unjudged, found: found.unwrap_or_default() });
    }
    rows.sort_by(|a, b| (a.start, &a.subject).cmp(&(b.start, &b.subject)));
    rows
}

/// Who stands on a step at the end of each period, from that of the first fault to the one that runs.
pub(super) fn of_standing(
    scene: &Scene<'_>,
    (id, per, each): (MetricId, usize, usize),
    standing: &Standing,
    stands: &Stands<'_>,
) -> Vec<Row> {
    let metric = &scene.standard.metrics[id.index()];
    let (unit, period) = (metric.unit, &metric.each[each]);
    let (subjects, filter) = (scene.subjects_per(id, per), scene.column(Use::MetricFilter(id)));
    let as_of = scene.world.as_of;
    let date = |at: i64| scene.local.date(at).and_then(|date| start_of(period, date));
    let (Some(mut start), Some(last)) = (date(stands.first().unwrap_or(as_of).min(as_of)), date(as_of)) else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    while start <= last {
        let Some(next) = next_start(period, start) else { break };
        let Some(end) = scene.local.start(next) else { break };
        let day = end.saturating_sub(1).min(as_of);
        let mut groups: BTreeMap<&str, [u64; 3]> = BTreeMap::new();
        for row in 0..scene.rows(unit) {
            let whose = subjects.of(row);
            if whose == NOBODY || !scene.world.table(unit).holds_at(row, day) {
                continue;
            }
            let place = match holds(filter, row) {
                Some(false) => continue,
                None => 2,
                Some(true) => usize::from(stands.is_there(&scene.world.key(unit, row), end)),
            };
            groups.entry(&subjects.names[whose as usize]).or_default()[place] += 1;
        }
        for (subject, [below, there, unclear]) in groups {
            let n = below + there;
            let found = counted(standing, there, n);
            rows.push(Row { subject: subject.to_owned(), start, n, unjudged: unclear, found });
        }
        start = next;
    }
    rows
}

fn counted(standing: &Standing, there: u64, n: u64) -> Finished {
    let many = |n: u64| Value::Whole(i64::try_from(n).unwrap_or(i64::MAX));
    if !standing.share {
        return Finished { value: Some(many(there)), exact: Some(Number::whole(there)), ..Finished::default() };
    }
    let share = Ratio::new(there.into(), n.into());
    Finished {
        numerator: Some(many(there)),
        value: share.map(Value::Ratio),
        exact: share.map(Number::Small),
        hits: there,
        ..Finished::default()
    }
}
