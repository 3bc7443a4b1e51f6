//! The story of one subject on one ladder, for a proof: what counted and what did not, in order of time. It is gathered
//! apart from the fold and then climbed by the fold's own rules: a proof that said something else would not lead to the
//! same steps.

use super::appeals::Change;
use super::fault::{Class, Contact, Fair, Fault, Measure, Of, Record};
use super::forms::{Form, Forms};
use super::ladder::{Reached, climb};
use super::records;
use super::replay::Replay;
use super::talks::Talks;
use super::unheld::unheld;
use crate::evaluate::Use;
use crate::evaluate::scene::{Scene, code};
use crate::evaluate::tally::subjects::{NOBODY, Subjects, is_yes};
use crate::evaluate::tally::target::acts;
use crate::evaluate::tally::{Tallied, is_measured};
use crate::outcome::{Decision, TargetVerdict};
use crate::standard::{Counted, CountedCriterion, LadderId, UnitId};
use crate::time::next_start;
use crate::value::Ratio;
use std::cmp::Reverse;

/// Why something that looks like a fault is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Because {
    /// Nothing of it is the person's.
    Excused,
    /// The contact is counted already, with this fault.
    Once(Of),
    /// The target was missed, but chance is not ruled out.
    NotProven,
    /// The standard does not bind the person yet: from then on; none = no notice is on record.
    NotBound(Option<i64>),
    /// The person is spared until then; none = it is not known since when.
    Probation(Option<i64>),
    /// Disputed, granted or overturned.
    Changed(Change),
}

/// Everything about one subject.
pub(crate) struct Story {
    pub record: Record,
    /// What was left out, in order of time.
    pub left_out: Vec<(Fault, Because)>,
    /// By form of the ladder.
    pub talks: Vec<Talks>,
    /// The steps that stand, and for each fault the one that opened its episode.
    climbed: (Vec<Reached>, Vec<usize>),
}

impl Story {
    /// Gathers it, as things stood at an instant. `above`: the decisions of the ladders above.
    pub fn new(
        scene: &Scene<'_>,
        forms: &Forms<'_>,
        figures: &[Tallied],
        subject: &str,
        above: &[Decision],
        until: i64,
    ) -> Self {
        let fairs = Fair::all(scene, forms, above);
        let (mut parts, mut left_out) = (Vec::new(), Vec::new());
        for ((number, form), fair) in (0_u16..).zip(&forms.list).zip(&fairs) {
            let mut told = Telling {
                scene,
                subject,
                form: number,
                faults: Vec::new(),
                measures: Vec::new(),
                left_out: Vec::new(),
            };
            told.gather(form, figures, above);
            let (record, out) = told.sifted(form, fair);
            parts.push(record);
            left_out.extend(out);
        }
        finish((scene, forms, subject), records::merged(parts), left_out, Talks::all(scene, forms), until)
    }

    /// The steps that are reached with these faults, and for each fault the one that opened its episode.
    pub fn climb(&self) -> (Vec<Reached>, Vec<usize>) {
        self.climbed.clone()
    }

    /// The steps that would be reached without some of them (indices).
    pub fn climb_without(
        &self,
        scene: &Scene<'_>,
        forms: &Forms<'_>,
        subject: &str,
        gone: &[usize],
    ) -> (Vec<Reached>, Vec<Fault>) {
        let faults = self.record.faults.iter().enumerate().filter(|(i, _)| !gone.contains(i)).map(|(_, f)| *f);
        let is_gone = |figure: usize| gone.iter().any(|i| self.record.faults[*i].of == Of::Miss(figure));
        let measures = self
            .record
            .measures
            .iter()
            .map(|m| Measure { missed: if is_gone(m.figure) { Some(false) } else { m.missed }, ..*m });
        // Where a contact counts once, the next fault of it takes the place of one that is gone.
        let heirs = self.left_out.iter().filter_map(|(fault, because)| match because {
            Because::Once(first) if gone.iter().any(|i| self.record.faults[*i].of == *first) => Some(*fault),
            _ => None,
        });
        let mut heirs: Vec<Fault> = heirs.collect();
        heirs.sort_unstable_by_key(|f| (f.at, Reverse(f.share), f.of));
        let mut taken = Vec::new();
        heirs.retain(|f| {
            !taken.contains(&f.once) && {
                taken.push(f.once);
                true
            }
        });
        let mut faults: Vec<Fault> = faults.chain(heirs).collect();
        faults.sort_unstable_by_key(|f| (f.at, f.of));
        let record = Record { faults, measures: measures.collect(), changes: Vec::new() };
        let reached = climb(scene, forms, subject, &record, &self.talks);
        (reached, record.faults)
    }

    /// The steps that would be reached if so many whole faults came at an instant.
    pub fn climb_with(
        &self,
        scene: &Scene<'_>,
        forms: &Forms<'_>,
        subject: &str,
        more: usize,
        at: i64,
    ) -> Vec<Reached> {
        let (faults, measures) = (self.record.faults.clone(), self.record.measures.clone());
        let mut record = Record { faults, measures, changes: Vec::new() };
        // A unit that does not exist tells these faults from all others.
        let form = u16::try_from(forms.newest(scene, at)).unwrap_or(0);
        let made = |i: u32| Fault { at, of: Of::Event(UnitId(u16::MAX), i), share: Ratio::ONE, once: None, form };
        record.faults.extend((0..).take(more).map(made));
        record.faults.sort_by_key(|f| f.at);
        climb(scene, forms, subject, &record, &self.talks)
    }

    /// The same if the next so many periods of the first metric that is counted were missed. Gives also when the last
    /// of them ends.
    pub fn climb_with_misses(
        &self,
        scene: &Scene<'_>,
        forms: &Forms<'_>,
        subject: &str,
        more: usize,
    ) -> Option<(Vec<Reached>, i64)> {
        let form = u16::try_from(forms.newest(scene, scene.world.as_of)).unwrap_or(0);
        let Form { ladder, numbers, .. } = forms.list.get(usize::from(form))?;
        let (counted, each) = numbers.iter().zip(&ladder.counts).find_map(|(number, counted)| match counted {
            Counted::Misses { each, .. } => Some((*number, each)),
            _ => None,
        })?;
        let (faults, measures) = (self.record.faults.clone(), self.record.measures.clone());
        let mut record = Record { faults, measures, changes: Vec::new() };
        let last = record.measures.iter().rfind(|m| m.counted == counted)?;
        let (mut start, mut end) = (last.next, last.end);
        for figure in (usize::MAX - more)..usize::MAX {
            let next = next_start(each, start)?;
            end = scene.local.start(next)?;
            record.measures.push(Measure { counted, start, next, end, missed: Some(true), figure });
            record.faults.push(Fault { at: end, of: Of::Miss(figure), share: Ratio::ONE, once: None, form });
            start = next;
        }
        record.measures.sort_by_key(|m| (m.counted, m.start));
        record.faults.sort_by_key(|f| f.at);
        Some((climb(scene, forms, subject, &record, &self.talks), end))
    }
}

struct Telling<'a> {
    scene: &'a Scene<'a>,
    subject: &'a str,
    /// Which form of the ladder.
    form: u16,
    faults: Vec<Fault>,
    measures: Vec<Measure>,
    left_out: Vec<(Fault, Because)>,
}

impl Telling<'_> {
    /// What one form of the ladder counts.
    fn gather(&mut self, form: &Form<'_>, figures: &[Tallied], above: &[Decision]) {
        let (scene, subject, id, ladder) = (self.scene, self.subject, form.id, form.ladder);
        let personal = ladder.subject.is_some_and(|unit| scene.standard.units[unit.index()].person);
        for ((index, counted), number) in (0_u16..).zip(&ladder.counts).zip(&form.numbers) {
            match counted {
                Counted::Faults(criteria) => {
                    for (which, counted) in (0_u16..).zip(criteria) {
                        self.breaches((id, index, which), counted, personal);
                    }
                }
                Counted::Events { unit, filter, subject, once } => {
                    let is_said = (filter.is_some(), subject.is_some(), once.is_some());
                    self.events((id, index, *number), *unit, is_said);
                }
                Counted::Unheld { ladder, step } => {
                    let mine = unheld(scene, above, *ladder, *step).into_iter().filter(|(who, _)| *who == subject);
                    self.faults.extend(mine.map(|(_, fault)| Fault { form: self.form, ..fault }));
                }
                Counted::Misses { metric, per, each } => {
                    let is_of =
                        |f: &Tallied| (f.figure.metric, f.figure.per) == (*metric, *per) && f.figure.each == *each;
                    for (figure, tallied) in figures.iter().enumerate() {
                        if is_of(tallied) && tallied.figure.closed && tallied.figure.subject == subject {
                            self.measure(*number, figure, tallied);
                        }
                    }
                }
            }
        }
    }

    fn is_whose(&self, subjects: &Subjects, row: usize) -> bool {
        let subject = subjects.of(row);
        subject != NOBODY && subjects.names[subject as usize] == self.subject
    }

    fn breaches(&mut self, (id, index, which): (LadderId, u16, u16), counted: &CountedCriterion, personal: bool) {
        let scene = self.scene;
        let Some(findings) = scene.findings(counted.criterion) else { return };
        let place = Use::LadderSubject(id, index, which);
        let subjects = scene.entities(counted.subject.is_some(), place);
        let contacts = counted.once.as_ref().and_then(|_| scene.column(Use::LadderOnce(id, index, which)));
        let class = records::class_of(scene, counted.criterion);
        for breach in findings.breaches.iter() {
            let row = breach.row as usize;
            if !self.is_whose(subjects, row) {
                continue;
            }
            let share = if personal { breach.cause.shares[0] } else { Ratio::ONE };
            let contact =
                contacts.and_then(|c| code(c, row)).map_or(Contact::Row(findings.unit, breach.row), Contact::Key);
            let of = Of::Breach(findings.unit, breach.row, counted.criterion);
            let fault = Fault { at: breach.at, of, share, once: Some((contact, class)), form: self.form };
            if share > Ratio::ZERO {
                self.faults.push(fault);
            } else {
                self.left_out.push((fault, Because::Excused));
            }
        }
    }

    fn events(
        &mut self,
        (id, index, number): (LadderId, u16, u16),
        unit: UnitId,
        (filter, subject, once): (bool, bool, bool),
    ) {
        let scene = self.scene;
        let subjects = scene.entities(subject, Use::LadderSubject(id, index, 0));
        let column = scene.column(Use::LadderFilter(id, index));
        let contacts = scene.column(Use::LadderOnce(id, index, 0)).filter(|_| once);
        for row in 0..scene.rows(unit) {
            let holds = !filter || (column.is_some() && is_yes(column, row));
            let (true, Some(at)) = (holds && self.is_whose(subjects, row), scene.at(unit, row)) else { continue };
            let place = u32::try_from(row).unwrap_or(u32::MAX);
            let contact = contacts.and_then(|c| code(c, row)).map_or(Contact::Row(unit, place), Contact::Key);
            let once = Some((contact, Class::Events(number)));
            self.faults.push(Fault { at, of: Of::Event(unit, place), share: Ratio::ONE, once, form: self.form });
        }
    }

    fn measure(&mut self, counted: u16, figure: usize, tallied: &Tallied) {
        let end = match tallied.figure.span {
            Some((_, end)) => end,
            None if next_start(&tallied.figure.each, 0).is_none() => self.scene.world.as_of,
            None => return,
        };
        let targets = &self.scene.standard.metrics[tallied.figure.metric.index()].targets;
        let verdicts = &tallied.figure.targets;
        let missed = verdicts.iter().any(|(i, v)| acts(&targets[*i], *v));
        let measured = verdicts.iter().any(|(_, v)| is_measured(*v));
        let next = next_start(&tallied.figure.each, tallied.start).unwrap_or(tallied.start);
        let missed_at_all = verdicts.iter().any(|(_, v)| *v == TargetVerdict::MissedNotProven);
        self.measures.push(Measure {
            counted,
            start: tallied.start,
            next,
            end,
            missed: measured.then_some(missed),
            figure,
        });
        let fault = Fault { at: end, of: Of::Miss(figure), share: Ratio::ONE, once: None, form: self.form };
        match (missed, missed_at_all) {
            (true, _) => self.faults.push(fault),
            (false, true) => self.left_out.push((fault, Because::NotProven)),
            (false, false) => {}
        }
    }

    /// Without what does not bind the person, what began under another form; with what becomes of the rest.
    fn sifted(mut self, form: &Form<'_>, fair: &Fair<'_>) -> (Record, Vec<(Fault, Because)>) {
        let mut record = Record { faults: self.faults, measures: self.measures, changes: Vec::new() };
        self.left_out.extend(fair.binding.sift(self.subject, &mut record));
        let start = |fault: &Fault| match fault.of {
            Of::Miss(figure) => record.measures.iter().find(|m| m.figure == figure).map(|m| m.start),
            _ => None,
        };
        self.left_out.retain(|(fault, _)| form.is_own(self.scene, fair.above, fault, || start(fault)));
        form.keep_own(self.scene, fair.above, &mut record);
        record.faults.sort_unstable_by_key(|f| (f.at, f.of));
        record.measures.sort_by_key(|m| (m.counted, m.start));
        record.changes = fair.appeals.changes(self.scene, &record.faults);
        (record, self.left_out)
    }
}

/// Of the faults of one contact and class the first counts; of those at one instant the greatest.
fn finish(
    (scene, forms, subject): (&Scene<'_>, &Forms<'_>, &str),
    record: Record,
    mut left_out: Vec<(Fault, Because)>,
    talks: Vec<Talks>,
    until: i64,
) -> Story {
    let replay = Replay { scene, forms, subject, all: &record, changes: &record.changes, talks: &talks };
    let told = replay.until(until);
    left_out.extend(told.out.into_iter().map(|(fault, change)| (fault, Because::Changed(change))));
    for fault in told.repeated {
        let first = told.record.faults.iter().find(|f| f.once.is_some() && f.once == fault.once);
        left_out.extend(first.map(|first| (fault, Because::Once(first.of))));
    }
    left_out.sort_unstable_by_key(|(f, _)| (f.at, f.of));
    Story { record: told.record, left_out, climbed: (told.reached, told.opened), talks }
}
