//! A ladder as time passes: faults are disputed, restored and overturned, each at an instant of its own. At each of these the ladder
//! is counted anew with the faults that count then. A step that counting anew still reaches in its episode stays as it was proposed;
//! one that it does not reach is withdrawn, visibly; one that it reaches again once a fault counts again is proposed again, then.

use super::appeals::{Change, What};
use super::fault::{Fault, Record};
use super::forms::Forms;
use super::ladder::{Kept, Reached, Standing, climbed, climbed_again};
use super::records::count_once;
use super::talks::Talks;
use crate::evaluate::scene::Scene;
use std::collections::HashMap;

/// A step that was proposed.
#[derive(Debug, Clone)]
pub(crate) struct Proposal {
    /// The form of the ladder whose step it is.
    pub form: usize,
    pub step: usize,
    pub at: i64,
    pub due: Option<i64>,
    /// The fault that opened the episode.
    pub opened_by: Fault,
    /// What it rests on; of one that stands, as counted last.
    pub rests_on: Vec<Fault>,
    /// The change that took it back.
    pub withdrawn: Option<Change>,
}

/// A ladder as it stands, and how it came to stand so.
pub(crate) struct Replayed {
    pub proposals: Vec<Proposal>,
    /// The faults that count now.
    pub record: Record,
    /// Those that do not, with what became of them last.
    pub out: Vec<(Fault, Change)>,
    /// Those of a contact that is counted already with another.
    pub repeated: Vec<Fault>,
    /// The steps that stand, over the record.
    pub reached: Vec<Reached>,
    /// For each fault of the record the one that opened its episode.
    pub opened: Vec<usize>,
}

/// Everything that is needed to count anew.
pub(crate) struct Replay<'a> {
    pub scene: &'a Scene<'a>,
    pub forms: &'a Forms<'a>,
    pub subject: &'a str,
    /// All faults, in order; where something became of one, those of one contact too.
    pub all: &'a Record,
    /// What became of them, in order.
    pub changes: &'a [Change],
    pub talks: &'a [Talks],
}

/// Where things stand between two changes.
#[derive(Default)]
struct State {
    proposals: Vec<Proposal>,
    /// The proposals that stand: index, and index of the fault that opened the episode.
    standing: Vec<(usize, usize)>,
    /// For each fault that counted last the one that opened its episode.
    opened: HashMap<usize, usize>,
}

impl Replay<'_> {
    /// Everything that becomes of it up to an instant; faults after it are taken in as they stand then.
    pub fn until(&self, until: i64) -> Replayed {
        let faults = &self.all.faults;
        let mut last: Vec<Option<Change>> = vec![None; faults.len()];
        let changes = &self.changes[..self.changes.partition_point(|change| change.at <= until)];
        let mut state = State::default();
        let mut rest = changes;
        let mut from = i64::MIN;
        loop {
            let next = rest.first().map_or(i64::MAX, |change| change.at);
            let open_end = rest.is_empty();
            let now = |fault: &Fault| open_end || fault.at < next;
            let counted = self.climb(&state, &last, from, 0, now);
            self.take(&mut state, &counted, from, None);
            if open_end {
                return self.replayed(state, counted, &last);
            }
            let here = rest.partition_point(|change| change.at == next);
            let (these, later) = rest.split_at(here);
            for change in these {
                last[change.fault] = Some(*change);
            }
            // A fault that counts again may lead to one step at most, as a new one may.
            let again = these.iter().any(|change| change.what.counts() && faults[change.fault].at < next);
            let before = |fault: &Fault| fault.at < next;
            let counted = self.climb(&state, &last, next, usize::from(again), before);
            let blame = these.iter().find(|change| !change.what.counts()).or(these.first()).copied();
            self.take(&mut state, &counted, next, blame);
            (rest, from) = (later, next);
        }
    }

    fn climb(
        &self,
        state: &State,
        last: &[Option<Change>],
        floor: i64,
        again: usize,
        now: impl Fn(&Fault) -> bool,
    ) -> Counted {
        let counts = |i: &usize| last[*i].is_none_or(|change| change.what.counts()) && now(&self.all.faults[*i]);
        let ids: Vec<usize> = (0..self.all.faults.len()).filter(counts).collect();
        let mut faults: Vec<Fault> = ids.iter().map(|i| self.all.faults[*i]).collect();
        let before = faults.clone();
        count_once(&mut faults, true);
        // The numbers of what is left, by what each is: that tells faults of one ladder apart, with how it is counted.
        let mut number: HashMap<_, usize> = HashMap::new();
        for id in &ids {
            let fault = &self.all.faults[*id];
            number.insert((fault.of, fault.once), *id);
        }
        let ids: Vec<usize> = faults.iter().filter_map(|f| number.get(&(f.of, f.once)).copied()).collect();
        let repeated = before.into_iter().filter(|f| !faults.contains(f)).collect();
        let record = Record { faults, measures: self.all.measures.clone(), changes: Vec::new() };
        let kept: Vec<Kept> = (state.standing.iter())
            .map(|(index, episode)| {
                let proposal = &state.proposals[*index];
                Kept { form: proposal.form, step: proposal.step, episode: *episode, at: proposal.at, due: proposal.due }
            })
            .collect();
        let standing = Standing { floor, again, kept: &kept, opened: &state.opened, ids: &ids };
        let (reached, opened) =
            climbed_again(self.scene, self.forms, self.subject, &record, self.talks, Some(&standing));
        Counted { record, ids, repeated, reached, opened }
    }

    /// Takes in what counting anew says. `blame`: what changed, if it is because something did.
    fn take(&self, state: &mut State, counted: &Counted, from: i64, blame: Option<Change>) {
        let mut standing = Vec::new();
        for reached in &counted.reached {
            let rests_on = reached.rests_on.iter().map(|i| counted.record.faults[*i]).collect();
            let index = match reached.kept {
                Some(kept) => {
                    let index = state.standing[kept].0;
                    state.proposals[index].rests_on = rests_on;
                    index
                }
                None => {
                    state.proposals.push(Proposal {
                        form: reached.form,
                        step: reached.step,
                        at: reached.at.max(from),
                        due: reached.due,
                        opened_by: counted.record.faults[reached.opened_by],
                        rests_on,
                        withdrawn: None,
                    });
                    state.proposals.len() - 1
                }
            };
            standing.push((index, counted.ids[reached.opened_by]));
        }
        if let Some(blame) = blame {
            for (index, _) in &state.standing {
                if !standing.iter().any(|(stands, _)| stands == index) {
                    state.proposals[*index].withdrawn = Some(blame);
                }
            }
        }
        state.standing = standing;
        state.opened = counted.ids.iter().copied().zip(counted.opened.iter().map(|i| counted.ids[*i])).collect();
    }

    fn replayed(&self, state: State, counted: Counted, last: &[Option<Change>]) -> Replayed {
        let out = last.iter().zip(&self.all.faults);
        let out = out.filter_map(|(change, fault)| change.filter(|c| !c.what.counts()).map(|c| (*fault, c)));
        Replayed {
            proposals: state.proposals,
            out: out.collect(),
            repeated: counted.repeated,
            record: counted.record,
            reached: counted.reached,
            opened: counted.opened,
        }
    }
}

/// What one counting says.
struct Counted {
    record: Record,
    /// The number of each fault of the record among all.
    ids: Vec<usize>,
    repeated: Vec<Fault>,
    reached: Vec<Reached>,
    opened: Vec<usize>,
}

/// Without changes: the steps as they were reached.
pub(crate) fn plain(
    scene: &Scene<'_>,
    forms: &Forms<'_>,
    subject: &str,
    record: &Record,
    talks: &[Talks],
) -> Vec<Proposal> {
    let (reached, _) = climbed(scene, forms, subject, record, talks);
    let proposal = |reached: Reached| Proposal {
        form: reached.form,
        step: reached.step,
        at: reached.at,
        due: reached.due,
        opened_by: record.faults[reached.opened_by],
        rests_on: reached.rests_on.iter().map(|i| record.faults[*i]).collect(),
        withdrawn: None,
    };
    reached.into_iter().map(proposal).collect()
}

impl Change {
    /// Whether it took something back because of a dispute that may yet be decided.
    pub const fn is_open(&self) -> bool {
        matches!(self.what, What::Disputed)
    }
}
