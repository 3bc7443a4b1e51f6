//! Figures then and now.

use super::Seen;
use super::when::Due;
use crate::evaluate::Run;
use crate::outcome::{Because, Figure, Restated};
use crate::standard::Period;
use std::collections::{BTreeMap, BTreeSet};

/// Which figure: metric, `per`, subject. The period is one and the same.
type Place<'a> = (u16, usize, &'a str);

impl Seen<'_> {
    /// The figures of a period that are not what they were.
    pub(super) fn restated(&self, each: &Period, due: &Due) -> Vec<Restated> {
        let (then, now) = (figures(self.then, each, due), figures(self.present, each, due));
        let informed = self.informed.map(|informed| figures(informed, each, due));
        let places: BTreeSet<Place<'_>> = then.keys().chain(now.keys()).copied().collect();
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
                because = self.kinds_for(place.0);
            }
            if !is_same(knowing, present) {
                because.push(Because::Decided);
            }
            restated.push(Restated { closed: closed.cloned(), now: index, because });
        }
        restated
    }

    /// What kinds of things were recorded later of what a metric counts; if none of that was, of all.
    fn kinds_for(&self, metric: u16) -> Vec<Because> {
        let unit = self.standard.metrics[usize::from(metric)].unit;
        let name = self.standard.units[unit.index()].label.name.as_str();
        let kinds = self.later.kinds_of(name);
        if kinds.is_empty() { self.kinds() } else { kinds.into_iter().collect() }
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
                && (a.fair, &a.fault, &a.targets, a.hidden) == (b.fair, &b.fault, &b.targets, b.hidden)
        }
        _ => false,
    }
}
