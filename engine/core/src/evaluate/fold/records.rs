//! What a ladder counts, brought together by subject, in order.

use super::appeals::Change;
use super::fault::{Class, Contact, Fair, Fault, Measure, Of, Record};
use super::forms::{Form, Forms};
use super::unheld::unheld;
use crate::evaluate::Use;
use crate::evaluate::scene::{Scene, code};
use crate::evaluate::tally::subjects::{NOBODY, Subjects, is_yes};
use crate::evaluate::tally::target::acts;
use crate::evaluate::tally::{Tallied, is_measured};
use crate::standard::{Counted, CountedCriterion, CriterionId, Ladder, LadderId};
use crate::time::next_start;
use crate::value::Ratio;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Brings together what a ladder counts in all its forms: by key of the subject.
pub(crate) fn records<'a>(
    scene: &'a Scene<'_>,
    forms: &Forms<'_>,
    figures: &'a [Tallied],
    fairs: &'a [Fair<'_>],
) -> Vec<(String, Record)> {
    let mut parts: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    let mut records: Vec<(String, Record)> = Vec::new();
    for ((number, form), fair) in (0_u16..).zip(&forms.list).zip(fairs) {
        let gathered = of_form(scene, number, form, figures, fair);
        match forms.list.len() {
            1 => records = gathered,
            _ => gathered.into_iter().for_each(|(name, record)| parts.entry(name).or_default().push(record)),
        }
    }
    records.extend(parts.into_iter().map(|(name, parts)| (name, merged(parts))));
    let is_twice = forms.list.len() > 1 || can_be_twice(forms.first());
    for (_, record) in &mut records {
        // Where something becomes of a fault, another of the same contact may take its place.
        if record.changes.is_empty() {
            count_once(&mut record.faults, is_twice);
        }
    }
    records.retain(|(_, record)| !record.faults.is_empty());
    records.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    records
}

/// What several forms of a ladder know of one subject, as one.
pub(super) fn merged(parts: Vec<Record>) -> Record {
    let mut whole = Record::default();
    let mut faults: Vec<(Fault, usize)> = Vec::new();
    let mut changes = Vec::new();
    for part in parts {
        let first = faults.len();
        faults.extend(part.faults.into_iter().zip(first..));
        changes.extend(part.changes.into_iter().map(|change| Change { fault: change.fault + first, ..change }));
        whole.measures.extend(part.measures);
    }
    faults.sort_unstable_by_key(|(f, _)| (f.at, f.of));
    let mut places = vec![0; faults.len()];
    faults.iter().enumerate().for_each(|(place, (_, was))| places[*was] = place);
    changes.iter_mut().for_each(|change: &mut Change| change.fault = places[change.fault]);
    changes.sort_unstable();
    whole.measures.sort_by_key(|m| (m.counted, m.start));
    whole.faults = faults.into_iter().map(|(fault, _)| fault).collect();
    whole.changes = changes;
    whole
}

/// What one form of a ladder counts.
fn of_form<'a>(
    scene: &'a Scene<'_>,
    number: u16,
    form: &Form<'_>,
    figures: &'a [Tallied],
    fair: &'a Fair<'_>,
) -> Vec<(String, Record)> {
    let (id, ladder) = (form.id, form.ladder);
    let mut gathered = Gathered::default();
    let is_personal = ladder.subject.is_some_and(|unit| scene.standard.units[unit.index()].person);
    for ((index, counted), own) in (0_u16..).zip(&ladder.counts).zip(&form.numbers) {
        match counted {
            Counted::Faults(criteria) => {
                for (which, counted) in criteria.iter().enumerate() {
                    let which = u16::try_from(which).unwrap_or(u16::MAX);
                    breaches(scene, (id, index, which), counted, (is_personal, number), &mut gathered);
                }
            }
            Counted::Events { unit, filter, subject, once } => {
                let subjects = scene.entities(subject.is_some(), Use::LadderSubject(id, index, 0));
                let mut whose = gathered.whose(subjects);
                let filter = filter.as_ref().map(|_| scene.column(Use::LadderFilter(id, index)));
                let contacts = once.as_ref().and_then(|_| scene.column(Use::LadderOnce(id, index, 0)));
                for row in 0..scene.rows(*unit) {
                    let holds = filter.is_none_or(|column| column.is_some() && is_yes(column, row));
                    let (true, Some(at)) = (holds && subjects.of(row) != NOBODY, scene.at(*unit, row)) else {
                        continue;
                    };
                    let place = u32::try_from(row).unwrap_or(u32::MAX);
                    let contact = contacts.and_then(|c| code(c, row)).map_or(Contact::Row(*unit, place), Contact::Key);
                    let once = Some((contact, Class::Events(*own)));
                    let fault = Fault { at, of: Of::Event(*unit, place), share: Ratio::ONE, once, form: number };
                    whose.record(row).faults.push(fault);
                }
            }
            Counted::Unheld { ladder, step } => {
                for (who, fault) in unheld(scene, fair.above, *ladder, *step) {
                    gathered.record(who).faults.push(Fault { form: number, ..fault });
                }
            }
            Counted::Misses { metric, per, each } => {
                let start = figures.partition_point(|t| (t.figure.metric, t.figure.per) < (*metric, *per));
                let known = figures[start..].iter().enumerate();
                let known = known.take_while(|(_, t)| (t.figure.metric, t.figure.per) == (*metric, *per));
                for (offset, tallied) in known.filter(|(_, t)| t.figure.each == *each && t.figure.closed) {
                    measure(scene, (*own, number), start + offset, tallied, &mut gathered);
                }
            }
        }
    }
    for (name, record) in gathered.names.iter().zip(&mut gathered.records) {
        fair.binding.sift(name, record);
        form.keep_own(scene, fair.above, record);
        record.faults.sort_unstable_by_key(|f| (f.at, f.of));
        record.changes = fair.appeals.changes(scene, &record.faults);
        record.measures.sort_by_key(|m| (m.counted, m.start));
    }
    gathered.names.into_iter().map(str::to_owned).zip(gathered.records).collect()
}

/// Whether one and the same contact can be counted more than once. The breaches of one criterion have a row each.
fn can_be_twice(ladder: &Ladder) -> bool {
    match ladder.counts.as_slice() {
        [Counted::Faults(criteria)] => criteria.len() > 1 || criteria.iter().any(|c| c.once.is_some()),
        _ => true,
    }
}

fn breaches<'a>(
    scene: &'a Scene<'_>,
    (id, index, which): (LadderId, u16, u16),
    counted: &CountedCriterion,
    (is_personal, form): (bool, u16),
    gathered: &mut Gathered<'a>,
) {
    let Some(findings) = scene.findings(counted.criterion) else {
        return;
    };
    if findings.breaches.is_empty() {
        return;
    }
    let place = Use::LadderSubject(id, index, which);
    let subjects = scene.entities(counted.subject.is_some(), place);
    let mut whose = gathered.whose(subjects);
    let contacts = counted.once.as_ref().and_then(|_| scene.column(Use::LadderOnce(id, index, which)));
    let class = class_of(scene, counted.criterion);
    for breach in findings.breaches.iter() {
        let row = breach.row as usize;
        // People answer for their own part; a team, a shop or the organization for what the customer saw.
        let share = if is_personal { breach.cause.shares[0] } else { Ratio::ONE };
        if share <= Ratio::ZERO || subjects.of(row) == NOBODY {
            continue;
        }
        let contact = contacts.and_then(|c| code(c, row)).map_or(Contact::Row(findings.unit, breach.row), Contact::Key);
        let of = Of::Breach(findings.unit, breach.row, counted.criterion);
        whose.record(row).faults.push(Fault { at: breach.at, of, share, once: Some((contact, class)), form });
    }
}

/// What faults of a criterion are counted once with: a rule is one and the same in all its versions.
pub(super) fn class_of(scene: &Scene<'_>, criterion: CriterionId) -> Class {
    let class = scene.standard.criteria[criterion.index()].critical;
    let first = || scene.standard.versions_of(criterion).first().copied().unwrap_or(criterion);
    class.map_or_else(|| Class::Rule(first()), Class::Critical)
}

fn measure<'a>(
    scene: &Scene<'_>,
    (counted, form): (u16, u16),
    figure: usize,
    tallied: &'a Tallied,
    gathered: &mut Gathered<'a>,
) {
    let end = match tallied.figure.span {
        Some((_, end)) => end,
        None if next_start(&tallied.figure.each, 0).is_none() => scene.world.as_of,
        // Units without an instant make no period.
        None => return,
    };
    let targets = &scene.standard.metrics[tallied.figure.metric.index()].targets;
    let verdicts = &tallied.figure.targets;
    let is_missed = verdicts.iter().any(|(i, v)| acts(&targets[*i], *v));
    let missed = verdicts.iter().any(|(_, v)| is_measured(*v)).then_some(is_missed);
    let next = next_start(&tallied.figure.each, tallied.start).unwrap_or(tallied.start);
    let record = gathered.record(&tallied.figure.subject);
    record.measures.push(Measure { counted, start: tallied.start, next, end, missed, figure });
    if is_missed {
        record.faults.push(Fault { at: end, of: Of::Miss(figure), share: Ratio::ONE, once: None, form });
    }
}

/// Of the faults of one contact and class the first counts; of those at one instant the greatest.
pub(super) fn count_once(faults: &mut Vec<Fault>, is_twice: bool) {
    if is_twice {
        faults.sort_unstable_by_key(|f| (f.at, std::cmp::Reverse(f.share), f.of));
        let mut seen = HashSet::new();
        faults.retain(|f| f.once.is_none_or(|once| seen.insert(once)));
    }
    faults.sort_unstable_by_key(|f| (f.at, f.of));
}

/// Records by subject, numbered as they are met.
#[derive(Default)]
struct Gathered<'a> {
    known: HashMap<&'a str, usize>,
    names: Vec<&'a str>,
    records: Vec<Record>,
}

impl<'a> Gathered<'a> {
    fn number(&mut self, name: &'a str) -> usize {
        *self.known.entry(name).or_insert_with(|| {
            self.names.push(name);
            self.records.push(Record::default());
            self.records.len() - 1
        })
    }

    fn record(&mut self, name: &'a str) -> &mut Record {
        let number = self.number(name);
        &mut self.records[number]
    }

    fn whose<'g>(&'g mut self, subjects: &'a Subjects) -> ByRow<'g, 'a> {
        ByRow { numbers: vec![None; subjects.names.len()], subjects, gathered: self }
    }
}

/// Records by the rows of one unit: a name is looked up once.
struct ByRow<'g, 'a> {
    subjects: &'a Subjects,
    numbers: Vec<Option<usize>>,
    gathered: &'g mut Gathered<'a>,
}

impl ByRow<'_, '_> {
    fn record(&mut self, row: usize) -> &mut Record {
        let subject = self.subjects.of(row) as usize;
        let number = *self.numbers[subject].get_or_insert_with(|| self.gathered.number(&self.subjects.names[subject]));
        &mut self.gathered.records[number]
    }
}
