//! Figures then and now.

use super::Seen;
use super::since::rows_of;
use super::when::Due;
use crate::evaluate::scene::{Scene, int};
use crate::evaluate::{Run, Use};
use crate::outcome::{Because, Figure, Restated};
use crate::standard::{MetricId, Period, UnitId};
use std::collections::{BTreeMap, BTreeSet};

/// Which figure: metric, `per`, subject. The period is one and the same.
type Place<'a> = (u16, usize, &'a str);

impl Seen<'_> {
    /// The figures of a period that are not what they were.
    pub(super) fn restated(&self, each: &Period, due: &Due) -> Vec<Restated> {
        let (then, now) = (figures(self.then, each, due), figures(self.present, each, due));
        let informed = self.informed.map(|informed| figures(informed, each, due));
        let places: BTreeSet<Place<'_>> = then.keys().chain(now.keys()).copied().collect();
        let mut blame = Blame::new(self);
        let mut restated = Vec::new();
        for place in places {
            let (closed, index) = (then.get(&place).map(|f| f.1), now.get(&place).map(|f| f.0));
            let present = now.get(&place).map(|f| f.1);
            if is_same(closed, present) {
                continue;
            }
            let knowing = informed.as_ref().map_or(closed, |informed| informed.get(&place).map(|f| f.1));
            let mut because = Vec::new();
            if !is_same(closed, knowing) {
                because = blame.kinds(place, due);
            }
            if !is_same(knowing, present) {
                because.push(Because::Decided);
            }
            restated.push(Restated { closed: closed.cloned(), now: index, because });
        }
        restated
    }
}

/// What was recorded later, with the row of the unit in the run of the closing and in the one that knows all.
type Change = (Because, [Option<usize>; 2]);

/// Says which of what was recorded later reaches a figure.
struct Blame<'a> {
    seen: &'a Seen<'a>,
    /// The run of the closing, and the one that knows all.
    scenes: [Scene<'a>; 2],
    /// By unit: what was recorded later of it, with its rows in both.
    changes: BTreeMap<UnitId, Vec<Change>>,
}

impl<'a> Blame<'a> {
    fn new(seen: &'a Seen<'a>) -> Self {
        let scenes = [seen.then, seen.informed()].map(|run| Scene::of(seen.standard, run));
        Self { seen, scenes, changes: BTreeMap::new() }
    }

    /// The kinds of what is of its subject and period; if nothing is, as a metric may look at other units, of all.
    fn kinds(&mut self, (metric, per, subject): Place<'_>, due: &Due) -> Vec<Because> {
        let (id, seen) = (MetricId(metric), self.seen);
        let declared = &seen.standard.metrics[id.index()];
        let unit = declared.unit;
        let changes = self.changes.entry(unit).or_insert_with(|| seen.changes(unit));
        let reaches = |scene: &Scene<'_>, row: usize| {
            let at = scene.column(Use::MetricDated(id)).and_then(|column| int(column, row));
            let subjects = scene.subjects_per(id, per);
            let whose = subjects.names.get(subjects.of(row) as usize);
            at.is_none_or(|at| (due.span.0..due.span.1).contains(&at)) && whose.is_some_and(|name| name == subject)
        };
        let of_figure = changes.iter().filter(|(_, rows)| {
            self.scenes.iter().zip(rows).any(|(scene, row)| row.is_some_and(|row| reaches(scene, row)))
        });
        let kinds: BTreeSet<Because> = of_figure.map(|(because, _)| *because).collect();
        if kinds.is_empty() { seen.kinds() } else { kinds.into_iter().collect() }
    }
}

impl Seen<'_> {
    /// What was recorded later of a unit, with its rows in the run of the closing and in the one that knows all.
    fn changes(&self, unit: UnitId) -> Vec<Change> {
        let name = self.standard.units[unit.index()].label.name.as_str();
        let found = self.later.of_unit(name);
        if found.is_empty() {
            return Vec::new();
        }
        let keys: BTreeSet<&str> = found.iter().map(|(key, _)| *key).collect();
        let rows = [self.then, self.informed()].map(|run| rows_of(&run.world, unit, &keys));
        let both = |key: &str| rows.each_ref().map(|rows| rows.get(key).and_then(|rows| rows.first().copied()));
        found.into_iter().map(|(key, because)| (because, both(key))).collect()
    }
}

/// The figures of a period, each with its index.
fn figures<'a>(run: &'a Run, each: &Period, due: &Due) -> BTreeMap<Place<'a>, (usize, &'a Figure)> {
    let all = run.outcome.figures.iter().enumerate();
    let of_period = all.filter(|(_, f)| f.each == *each && f.period == due.name);
    of_period.map(|(index, f)| ((f.metric.0, f.per, f.subject.as_str()), (index, f))).collect()
}

/// Whether two figures say the same: how many were counted and left out, what came of it, and the verdicts. How many periods
/// before it were missed, and where it stands on a chart, is not said of this period.
fn is_same(a: Option<&Figure>, b: Option<&Figure>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => {
            (a.n, a.unjudged, &a.value, &a.exact, &a.numerator) == (b.n, b.unjudged, &b.value, &b.exact, &b.numerator)
                && (a.fair, &a.fault, &a.targets, a.hidden, &a.graded)
                    == (b.fair, &b.fault, &b.targets, b.hidden, &b.graded)
        }
        _ => false,
    }
}
