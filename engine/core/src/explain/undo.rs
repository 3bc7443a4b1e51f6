//! The nearest change of a step: the fewest faults without which it would not have been proposed, or the fewest more with
//! which it would. Every one is tried by climbing the ladder again.

use super::Nearest;
use super::step::{Counting, StepChange, Undoing, Undone};
use super::story::Teller;
use crate::evaluate::fold::fault::Of;
use crate::evaluate::fold::ladder::Reached;
use crate::standard::Counted;

/// No more faults than this are looked at one by one, nor so many together.
const MOST: usize = 12;
/// No more days ahead are tried.
const DAYS: i64 = 800;

impl Teller<'_> {
    /// The fewest faults without which this very step would not have been proposed.
    pub(super) fn without(&self, reached: &Reached, all: &[Reached]) -> StepChange {
        let mut rests_on = reached.rests_on.clone();
        let newest = rests_on.len().saturating_sub(MOST);
        rests_on.drain(..newest);
        for size in 1..=rests_on.len().min(3) {
            let mut found: Vec<(Option<i64>, Vec<usize>)> = Vec::new();
            for gone in sets(&rests_on, size) {
                let (then, _) = self.story.climb_without(&self.scene, &self.forms, self.subject, &gone);
                if then.iter().any(|r| (r.form, r.step, r.at) == (reached.form, reached.step, reached.at)) {
                    continue;
                }
                // Was it only put off? A time at which the step was proposed anyway does not count.
                let known = |at: i64| all.iter().any(|r| (r.form, r.step, r.at) == (reached.form, reached.step, at));
                let instead = then
                    .iter()
                    .filter(|r| (r.form, r.step) == (reached.form, reached.step) && !known(r.at))
                    .map(|r| r.at)
                    .min();
                found.push((instead, gone));
            }
            if let Some((instead, gone)) = self.nearest(found) {
                let faults = gone.iter().map(|i| self.undone(*i)).collect();
                return StepChange::Without { faults, instead };
            }
        }
        let faults = rests_on.iter().map(|i| self.undone(*i)).collect();
        StepChange::Without { faults, instead: None }
    }

    /// Of several: the one after which the step is not proposed at all, then the one whose faults are nearest to being
    /// none, then the newest.
    fn nearest(&self, mut found: Vec<(Option<i64>, Vec<usize>)>) -> Option<(Option<i64>, Vec<usize>)> {
        if found.iter().any(|(instead, _)| instead.is_none()) {
            found.retain(|(instead, _)| instead.is_none());
        }
        let far = |gone: &[usize]| gone.iter().map(|i| self.distance(*i)).max();
        found.into_iter().rev().min_by_key(|(_, gone)| far(gone))
    }

    /// How far a fault is from being none: by edits of the data, an event that had to be absent last.
    fn distance(&self, fault: usize) -> usize {
        match self.undone(fault).how {
            Undoing::Change(Nearest::Found(change)) => change.edits.len(),
            Undoing::Figure(_, Some(change)) => usize::try_from(change.units).unwrap_or(usize::MAX),
            Undoing::Absent => 100,
            _ => usize::MAX,
        }
    }

    fn undone(&self, fault: usize) -> Undone {
        let fault = &self.story.record.faults[fault];
        let how = match fault.of {
            Of::Breach(_, row, criterion) => Undoing::Change(self.finding_change(criterion, row)),
            Of::Event(..) | Of::Unheld(..) => Undoing::Absent,
            Of::Miss(figure) => Undoing::Figure(figure, self.figure_change(figure)),
        };
        Undone { fault: self.fault(fault, Counting::Counts), how }
    }

    fn finding_change(&self, criterion: crate::standard::CriterionId, row: u32) -> Nearest {
        self.ask.finding(criterion, row).nearest
    }

    fn figure_change(&self, figure: usize) -> Option<super::FigureChange> {
        let tallied = &self.figures[figure];
        let metric = &self.scene.standard.metrics[tallied.figure.metric.index()];
        let counted = self.ladder.counts.iter().any(|c| matches!(c, Counted::Misses { .. }));
        let (target, _) = tallied.figure.targets.first().filter(|_| counted)?;
        let turner = super::turn::Turner { ask: self.ask, scene: &self.scene, figures: &self.figures };
        turner.target(figure, &metric.targets[*target])
    }

    /// So many more faults, now, with which the step would be proposed.
    pub(super) fn more(&self, step: usize, all: &[Reached]) -> StepChange {
        let now = self.scene.world.as_of.saturating_add(1);
        let old = |r: &Reached| all.iter().any(|a| (a.form, a.step, a.at) == (r.form, r.step, r.at));
        let leads = |then: &[Reached]| then.iter().any(|r| self.is_it(r, step) && !old(r));
        let over_figures = self.ladder.counts.iter().all(|c| matches!(c, Counted::Misses { .. }));
        for faults in 1..=MOST {
            if over_figures {
                let then = self.story.climb_with_misses(&self.scene, &self.forms, self.subject, faults);
                if let Some((_, end)) = then.filter(|(then, _)| leads(then)) {
                    return StepChange::More { faults, until: Some(end) };
                }
                continue;
            }
            let with = |at: i64| leads(&self.story.climb_with(&self.scene, &self.forms, self.subject, faults, at));
            if !with(now) {
                continue;
            }
            let today = self.scene.local.date(now);
            let day = |n: i64| today.and_then(|today| self.scene.local.start(today + n));
            // The first day on which so many would not do any more: the day before it is the last.
            let first_not = (1..DAYS).find(|n| day(*n).is_some_and(|at| !with(at)));
            return StepChange::More { faults, until: first_not.and_then(|n| day(n - 1)) };
        }
        StepChange::NotByFaults
    }
}

/// All sets of so many.
fn sets(of: &[usize], size: usize) -> Vec<Vec<usize>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (index, last) in of.iter().enumerate() {
        for mut set in sets(&of[..index], size - 1) {
            set.push(*last);
            all.push(set);
        }
    }
    all
}
