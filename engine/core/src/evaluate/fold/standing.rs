//! Where everybody stands on a ladder at an instant: which step of the open episode is the highest, as things were known then.

use super::appeals::Change;
use super::fault::{Fair, Fault, Of, Record};
use super::forms::Forms;
use super::ladder::{Reached, climbed};
use super::records::records;
use super::replay::Replay;
use super::talks::Talks;
use crate::evaluate::scene::Scene;
use crate::evaluate::tally::Tallied;
use crate::outcome::Decision;
use crate::standard::{Standing, Term};
use std::collections::BTreeMap;

/// A ladder with everything that is known of its subjects.
pub(crate) struct Stands<'a> {
    scene: &'a Scene<'a>,
    forms: Forms<'a>,
    talks: Vec<Talks>,
    records: BTreeMap<String, Record>,
    /// The name of the step that is asked for.
    step: &'a str,
}

impl<'a> Stands<'a> {
    /// Gathers it. `above`: the steps of the ladders above.
    pub fn new(scene: &'a Scene<'a>, at: &Standing, figures: &[Tallied], above: &[Decision]) -> Self {
        let forms = Forms::of(scene.standard, at.ladder);
        let fairs = Fair::all(scene, &forms, above);
        let records = records(scene, &forms, figures, &fairs).into_iter().collect();
        let talks = Talks::all(scene, &forms);
        let step = &scene.standard.ladders[at.ladder.index()].steps[at.step].name;
        Self { scene, forms, talks, records, step }
    }

    /// An instant of the period of the first fault of all.
    pub fn first(&self) -> Option<i64> {
        let at = |fault: &Fault| fault.at - i64::from(ends_with(fault, fault.at));
        self.records.values().filter_map(|record| record.faults.iter().map(at).min()).min()
    }

    /// Whether somebody stands on the step or above when a period ends, at `end`; while it runs, at the instant of the run.
    pub fn is_there(&self, subject: &str, end: i64) -> bool {
        let Some(record) = self.records.get(subject) else { return false };
        let as_of = self.scene.world.as_of;
        let is_known = |fault: &Fault| fault.at <= as_of && (fault.at < end || ends_with(fault, end));
        let kept: Vec<usize> = (0..record.faults.len()).filter(|i| is_known(&record.faults[*i])).collect();
        let faults: Vec<Fault> = kept.iter().map(|i| record.faults[*i]).collect();
        let change = |change: &Change| {
            let fault = kept.binary_search(&change.fault).ok()?;
            (change.at < end && change.at <= as_of).then_some(Change { fault, ..*change })
        };
        let changes: Vec<Change> = record.changes.iter().filter_map(change).collect();
        let known = Record { faults, measures: record.measures.clone(), changes: Vec::new() };
        let now = end.saturating_sub(1).min(as_of);
        if record.changes.is_empty() {
            let (reached, opened) = climbed(self.scene, &self.forms, subject, &known, &self.talks);
            return self.is_high(&known, &reached, &opened, now);
        }
        let (scene, forms) = (self.scene, &self.forms);
        let replay = Replay { scene, forms, subject, all: &known, changes: &changes, talks: &self.talks };
        let replayed = replay.until(i64::MAX);
        self.is_high(&replayed.record, &replayed.reached, &replayed.opened, now)
    }

    /// Whether the open episode has led to the step, or above it in the form of the ladder that the episode goes by.
    fn is_high(&self, record: &Record, reached: &[Reached], opened: &[usize], now: i64) -> bool {
        let (Some(last), Some(episode)) = (record.faults.last(), opened.last()) else { return false };
        let Some(newest) = reached.iter().rfind(|reached| reached.opened_by == *episode) else { return false };
        let ladder = self.forms.list[newest.form].ladder;
        let over = |since: i64, term: Option<Term>| term.is_some_and(|term| self.scene.has_passed(since, term, now));
        if over(last.at, ladder.forgive) || over(newest.at, ladder.settled) {
            return false;
        }
        ladder.steps.iter().position(|step| step.name == self.step).is_some_and(|step| step <= newest.step)
    }
}

/// What happens at 24:00 belongs to the next day; a period that was missed, or a step that was not held, to the one that ends.
fn ends_with(fault: &Fault, end: i64) -> bool {
    fault.at == end && matches!(fault.of, Of::Miss(_) | Of::Unheld(..))
}
