//! A ladder: each newly counting fault is checked against the next step; steps are proposals, they never skip and never
//! repeat until the ladder starts anew.

use super::fault::Record;
use super::forms::Forms;
use super::talks::Talks;
use crate::evaluate::scene::Scene;
use crate::evaluate::tally::exact::Sum;
use crate::standard::{Ladder, Step, StepCondition, Term, Window};
use crate::value::Ratio;
use std::collections::HashMap;

/// A step that was reached.
#[derive(Debug, Clone)]
pub(crate) struct Reached {
    /// The form of the ladder whose step it is.
    pub form: usize,
    /// Index of the step.
    pub step: usize,
    /// When: the instant of the fault that reached it.
    pub at: i64,
    pub due: Option<i64>,
    /// The fault that opened the episode (index).
    pub opened_by: usize,
    /// The faults it rests on (indices), in order.
    pub rests_on: Vec<usize>,
    /// Where a ladder is counted anew: the step that stands already (index among those kept).
    pub kept: Option<usize>,
}

/// A step that stands when a ladder is counted anew.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kept {
    pub form: usize,
    pub step: usize,
    /// The number of the fault that opened its episode.
    pub episode: usize,
    pub at: i64,
    pub due: Option<i64>,
}

/// What is known when a ladder is counted anew.
#[derive(Clone, Copy)]
pub(crate) struct Standing<'a> {
    /// Nothing is proposed before this instant.
    pub floor: i64,
    /// How many steps may be proposed at that instant, for faults before it.
    pub again: usize,
    pub kept: &'a [Kept],
    /// For each fault (by number) that counted last the one that opened its episode.
    pub opened: &'a HashMap<usize, usize>,
    /// The number of each fault of the record.
    pub ids: &'a [usize],
}

/// A step on which somebody stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stood {
    /// Which step of which form it was.
    pub form: usize,
    pub step: usize,
    at: i64,
    due: Option<i64>,
}

/// Where one subject stands on a ladder. Only what the steps above can still ask for is kept.
pub(super) struct Climb<'a> {
    scene: &'a Scene<'a>,
    pub(super) forms: &'a Forms<'a>,
    /// The form that the episode goes by.
    pub(super) form: usize,
    pub(super) record: &'a Record,
    talks: &'a [Talks],
    subject: &'a str,
    /// Index of the fault that opened the episode.
    pub(super) opened_by: Option<usize>,
    /// Faults that may still matter (indices).
    pub(super) faults: Vec<usize>,
    /// When the last fault counted.
    last: Option<i64>,
    /// The steps reached in this episode.
    pub(super) reached: Vec<Stood>,
    standing: Option<&'a Standing<'a>>,
    /// The faults of this episode (indices); only where the ladder is counted anew.
    episode: Vec<usize>,
    /// The kept steps that were reached again.
    taken: Vec<usize>,
    /// How many steps were proposed at the floor.
    again: usize,
}

/// Climbs a ladder with everything that is known of one subject. `talks`: by form.
pub(crate) fn climb(
    scene: &Scene<'_>,
    forms: &Forms<'_>,
    subject: &str,
    record: &Record,
    talks: &[Talks],
) -> Vec<Reached> {
    climbed(scene, forms, subject, record, talks).0
}

/// The same, and for each fault the one that opened its episode.
pub(crate) fn climbed(
    scene: &Scene<'_>,
    forms: &Forms<'_>,
    subject: &str,
    record: &Record,
    talks: &[Talks],
) -> (Vec<Reached>, Vec<usize>) {
    climbed_again(scene, forms, subject, record, talks, None)
}

/// The same, where steps stand already.
pub(crate) fn climbed_again(
    scene: &Scene<'_>,
    forms: &Forms<'_>,
    subject: &str,
    record: &Record,
    talks: &[Talks],
    standing: Option<&Standing<'_>>,
) -> (Vec<Reached>, Vec<usize>) {
    let mut climb = Climb {
        scene,
        forms,
        form: 0,
        record,
        talks,
        subject,
        opened_by: None,
        faults: Vec::new(),
        last: None,
        reached: Vec::new(),
        standing,
        episode: Vec::new(),
        taken: Vec::new(),
        again: 0,
    };
    let mut opened = Vec::with_capacity(record.faults.len());
    let reached = (0..record.faults.len()).filter_map(|fault| {
        let reached = climb.take(fault);
        opened.push(climb.opened_by.unwrap_or(fault));
        reached
    });
    (reached.collect(), opened)
}

impl<'a> Climb<'a> {
    /// The form that the episode goes by.
    pub(super) fn ladder(&self) -> &'a Ladder {
        self.forms.list[self.form].ladder
    }

    /// Whether so much time went by that it begins anew.
    fn is_forgiven(&self, at: i64) -> bool {
        let over = |since: Option<i64>, term: Option<Term>| {
            since.zip(term).is_some_and(|(since, term)| self.scene.has_passed(since, term, at))
        };
        let last_step = self.reached.last().map(|stood| stood.at);
        over(self.last, self.ladder().forgive) || over(last_step, self.ladder().settled)
    }

    fn begin_anew(&mut self) {
        self.opened_by = None;
        self.faults.clear();
        self.reached.clear();
        self.episode.clear();
    }

    /// Takes in the next fault, and says which step it reaches.
    fn take(&mut self, index: usize) -> Option<Reached> {
        let fault = &self.record.faults[index];
        if self.is_forgiven(fault.at) {
            self.begin_anew();
        }
        let before = self.form;
        if self.hand_over(fault) || self.form != before && self.is_forgiven(fault.at) {
            self.begin_anew();
        }
        self.last = Some(fault.at);
        let opened_by = *self.opened_by.get_or_insert(index);
        self.faults.push(index);
        if self.standing.is_some() {
            self.episode.push(index);
        }
        let step = self.reached.len();
        let next = self.ladder().steps.get(step)?;
        let rests_on = self.holds(step, next, index);
        if rests_on.is_none() {
            self.forget(fault.at);
        }
        let rests_on = rests_on?;
        let Some((at, kept)) = self.proposed(step, index) else {
            self.forget(fault.at);
            return None;
        };
        let due = match kept.and_then(|kept| self.standing?.kept.get(kept)) {
            Some(kept) => kept.due,
            None => next.within.and_then(|term| self.scene.due(at, term)),
        };
        let form = self.form;
        self.reached.push(Stood { form, step, at, due });
        self.forget(fault.at);
        Some(Reached { form, step, at, due, opened_by, rests_on, kept })
    }

    /// When a step is proposed, and whether it stands already. None: it is too late for what happened before the ladder is
    /// counted anew.
    fn proposed(&mut self, step: usize, index: usize) -> Option<(i64, Option<usize>)> {
        let at = self.record.faults[index].at;
        let Some(standing) = self.standing else { return Some((at, None)) };
        // Of the episode are those to come too: one that counts again may come before those that the step rested on meanwhile.
        let same = |episode: usize| {
            let mut faults = self.episode.iter().copied().chain(self.to_come(index));
            faults.any(|i| standing.opened.get(&standing.ids[i]).is_some_and(|opened| *opened == episode))
        };
        let is_kept = |(index, kept): &(usize, &Kept)| {
            (kept.form, kept.step) == (self.form, step) && !self.taken.contains(index) && same(kept.episode)
        };
        if let Some((index, kept)) = standing.kept.iter().enumerate().find(is_kept) {
            self.taken.push(index);
            return Some((kept.at, Some(index)));
        }
        if at >= standing.floor {
            return Some((at, None));
        }
        self.again += 1;
        (self.again <= standing.again).then_some((standing.floor, None))
    }

    /// The faults behind one that belong to its episode, as far as their instants tell.
    fn to_come(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let (faults, ladder) = (&self.record.faults, self.ladder());
        let over = move |since: i64, term: Option<Term>, at: i64| {
            term.is_some_and(|term| self.scene.has_passed(since, term, at))
        };
        (index + 1..faults.len()).take_while(move |next| {
            let at = faults[*next].at;
            !over(faults[next - 1].at, ladder.forgive, at) && !over(faults[index].at, ladder.settled, at)
        })
    }

    /// The faults on which a step rests, if all its conditions hold.
    fn holds(&self, index: usize, step: &Step, newest: usize) -> Option<Vec<usize>> {
        let mut rests_on = Vec::new();
        for condition in &step.when {
            match condition {
                StepCondition::Faults { count, within, after } => {
                    rests_on.extend(self.enough(index, *count, *within, *after, newest)?);
                }
                StepCondition::InARow { count, measured } => rests_on.extend(self.row(*count, *measured, newest)?),
                StepCondition::OfLast { count, of } => rests_on.extend(self.of_last(*count, *of, newest)?),
                StepCondition::Held(earlier) => {
                    let stood = *self.reached.get(*earlier)?;
                    let now = self.record.faults[newest].at;
                    let latest = stood.due.map_or(now, |due| due.min(now));
                    self.talks[stood.form].first(stood.step, self.subject, stood.at, latest)?;
                }
            }
        }
        rests_on.push(newest);
        rests_on.sort_unstable();
        rests_on.dedup();
        Some(rests_on)
    }

    fn enough(
        &self,
        step: usize,
        count: i64,
        within: Option<Window>,
        after: Option<usize>,
        newest: usize,
    ) -> Option<Vec<usize>> {
        let after = match after {
            Some(earlier) => Some(self.reached.get(earlier)?.at),
            None => None,
        };
        let fault = &self.record.faults[newest];
        let counts = |i: &usize| {
            let at = self.record.faults[*i].at;
            after.is_none_or(|after| at > after) && self.is_within(at, fault.at, within)
        };
        // A first step may be reached by one fault with a share of at least one half.
        let half = Ratio::new(1, 2).unwrap_or(Ratio::ONE);
        let is_first =
            step == 0 && count == 1 && fault.share >= half && self.faults.contains(&newest) && counts(&newest);
        let found = || self.faults.iter().filter(|i| counts(i));
        let mut sum = Sum::default();
        found().for_each(|i| sum.add(self.record.faults[*i].share));
        (is_first || sum.reaches(count)).then(|| found().copied().collect())
    }

    /// Whether an earlier instant lies in a window that ends with the newest fault.
    fn is_within(&self, at: i64, now: i64, within: Option<Window>) -> bool {
        match within {
            None => true,
            Some(Window::Elapsed(micros)) => at > now.saturating_sub(micros),
            Some(Window::Days(days)) => match (self.scene.local.date(at), self.scene.local.date(now)) {
                (Some(date), Some(today)) => date > today.saturating_sub(days),
                _ => false,
            },
        }
    }

    /// Lets go of faults that no step above can ask for any more.
    pub(super) fn forget(&mut self, now: i64) {
        let above = self.ladder().steps.get(self.reached.len()..).unwrap_or_default();
        let windows = || {
            above.iter().flat_map(|step| &step.when).filter_map(|condition| match condition {
                StepCondition::Faults { within, .. } => Some(*within),
                _ => None,
            })
        };
        let mut faults = std::mem::take(&mut self.faults);
        faults.retain(|i| windows().any(|w| self.is_within(self.record.faults[*i].at, now, w)));
        self.faults = faults;
    }
}
