//! `every shop`: periods in which one of them was not measured have a row too.

use super::cell::Cell;
use super::finish::finish;
use super::{Place, Tallied, UNDATED};
use crate::evaluate::scene::Scene;
use crate::standard::{MetricId, SubjectKind};
use crate::time::next_start;
use std::collections::{BTreeMap, BTreeSet};

/// Adds the rows that are not there: of each subject from its own first period on (of one that was never measured, from the first of all) to
/// the last period of all that has begun, on whose last day the subject was there.
pub(super) fn fill(scene: &Scene<'_>, (id, per, each): (MetricId, usize, usize), made: &mut Vec<Tallied>) {
    let metric = &scene.standard.metrics[id.index()];
    let period = &metric.each[each];
    let (true, SubjectKind::Entity(unit, _)) = (metric.every == Some(per), &metric.per[per].subject) else { return };
    let as_of = scene.world.as_of;
    let has_begun = |start: i64| scene.local.start(start).is_some_and(|at| at <= as_of);
    let dated = || made.iter().map(|t| t.start).filter(|start| *start != UNDATED && has_begun(*start));
    let (Some(first), Some(last)) = (dated().min(), dated().max()) else { return };
    let mut begun: BTreeMap<&str, i64> = BTreeMap::new();
    let mut known: BTreeSet<(i64, &str)> = BTreeSet::new();
    for tallied in made.iter().filter(|t| t.start != UNDATED) {
        let subject = tallied.figure.subject.as_str();
        let start = begun.entry(subject).or_insert(tallied.start);
        *start = tallied.start.min(*start);
        known.insert((tallied.start, subject));
    }
    let mut lacking: BTreeSet<(i64, String)> = BTreeSet::new();
    for row in 0..scene.rows(*unit) {
        let key = scene.world.key(*unit, row);
        let mut start = Some(begun.get(&*key).copied().unwrap_or(first));
        while let Some(this) = start.filter(|start| *start <= last) {
            start = next_start(period, this);
            let end = start.and_then(|next| scene.local.start(next)).unwrap_or(as_of);
            let was_there = scene.world.table(*unit).holds_at(row, end.saturating_sub(1).min(as_of));
            if was_there && !known.contains(&(this, &*key)) {
                lacking.insert((this, key.clone().into_owned()));
            }
        }
    }
    let mut place = Place::new(scene, id, per, each, false);
    let empty = Cell::new(&metric.formula);
    let nothing = |(start, subject): (i64, String)| place.made(start, &subject, (0, 0), finish(metric, &empty, false));
    let added: Vec<Tallied> = lacking.into_iter().map(nothing).collect();
    made.extend(added);
    made.sort_by(|a, b| (a.start, &a.figure.subject).cmp(&(b.start, &b.figure.subject)));
}
