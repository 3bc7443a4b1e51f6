//! Since when a standard binds each person, and whom a ladder spares: what happened before is for learning only.

use super::fault::{Fault, Of, Record};
use super::story::Because;
use crate::evaluate::Use;
use crate::evaluate::scene::Scene;
use crate::evaluate::tally::subjects::{NOBODY, is_yes};
use crate::outcome::Unreached;
use crate::standard::{CriterionId, Ladder, LadderId, Notice, NoticeId, Shown, Spares, UnitId};
use crate::table::Data;
use std::collections::{BTreeSet, HashMap};

/// What is known of notices and probation, for the people of one ladder.
pub(crate) struct Binding<'a> {
    scene: &'a Scene<'a>,
    notices: Vec<Told<'a>>,
    /// Whose ladder's faults these are.
    ladder: LadderId,
    spares: Option<(UnitId, &'a Spares)>,
}

/// A notice: when each person got it first, and acknowledged it first.
struct Told<'a> {
    notice: &'a Notice,
    /// It binds nobody before this instant.
    from: Option<i64>,
    given: HashMap<String, i64>,
    known: HashMap<String, i64>,
}

impl<'a> Binding<'a> {
    /// Looks them up.
    pub fn new(scene: &'a Scene<'a>, id: LadderId, ladder: &'a Ladder) -> Self {
        let standard = scene.standard;
        let mine = |(_, notice): &(u16, &Notice)| Some(notice.subject) == ladder.subject;
        let told = |(index, notice): (u16, &'a Notice)| {
            let id = NoticeId(index);
            // The date of the version that says it, if it says none itself.
            let oldest = standard.versions.first().map(|(_, day)| *day).or(standard.from);
            let from = notice.from.or(notice.label.binds.from).or(oldest).and_then(|day| scene.local.start(day));
            let given = first(scene, &notice.given, Use::NoticeFilter(id), Use::NoticeAbout(id));
            let known = notice.acknowledged.as_ref();
            let known = known.map(|known| first(scene, known, Use::KnownFilter(id), Use::KnownAbout(id)));
            Told { notice, from, given, known: known.unwrap_or_default() }
        };
        let notices = (0..).zip(&standard.notices).filter(mine).map(told).collect();
        Self { scene, notices, ladder: id, spares: ladder.subject.zip(ladder.spares.as_ref()) }
    }

    /// Takes out what does not bind its subject, and says why.
    pub fn sift(&self, subject: &str, record: &mut Record) -> Vec<(Fault, Because)> {
        let mut left_out = Vec::new();
        if self.notices.is_empty() && self.spares.is_none() {
            return left_out;
        }
        let measures = &mut record.measures;
        record.faults.retain(|fault| {
            let (at, criterion) = match fault.of {
                Of::Breach(unit, row, criterion) => (self.scene.at(unit, row as usize), Some(criterion)),
                Of::Event(unit, row) => (self.scene.at(unit, row as usize), None),
                Of::Miss(figure) => {
                    let start = measures.iter().find(|m| m.figure == figure).map(|m| m.start);
                    (start.and_then(|day| self.scene.local.start(day)), None)
                }
                Of::Unheld(..) => (Some(fault.at), None),
            };
            let because = self.learning(subject, criterion, at.unwrap_or(fault.at));
            if let (Some(_), Of::Miss(figure)) = (because, fault.of) {
                measures.iter_mut().filter(|m| m.figure == figure).for_each(|m| m.missed = None);
            }
            left_out.extend(because.map(|because| (*fault, because)));
            because.is_none()
        });
        left_out
    }

    /// Why something that happened at an instant is for learning only; none if it counts.
    fn learning(&self, subject: &str, criterion: Option<CriterionId>, at: i64) -> Option<Because> {
        // A rule that a version brings or says anew is a matter of that version's notice, and so is one that means something else
        // because of what it rests on; one that means what it meant, of the notice that was given then.
        let date = self.scene.local.date(at).unwrap_or(i64::MAX);
        let rule = match criterion {
            Some(criterion) => self.scene.standard.means_so_since(criterion, date),
            None => self.scene.standard.counts_so_since(self.ladder, date),
        };
        let of_version = |told: &&Told<'_>| told.notice.label.binds.holds(rule.unwrap_or(i64::MIN));
        let about = |told: &&Told<'_>| match (&told.notice.covers, criterion) {
            (None, _) => true,
            (Some(covers), Some(criterion)) => covers.contains(&criterion),
            (Some(_), None) => false,
        };
        for told in self.notices.iter().filter(of_version).filter(about) {
            let from = self.binds(told, subject);
            if from.is_none_or(|from| at < from) {
                return Some(Because::NotBound(from));
            }
        }
        let (unit, spares) = self.spares?;
        let until = self.spared(unit, spares, subject, at);
        until.is_none_or(|until| at < until).then_some(Because::Probation(until))
    }

    /// The later of its own date and of acknowledgement or the end of the term after notice, whichever is earlier.
    fn binds(&self, told: &Told<'_>, subject: &str) -> Option<i64> {
        let given = told.given.get(subject).and_then(|at| self.scene.due(*at, told.notice.after));
        let known = told.known.get(subject).copied();
        let binds = given.into_iter().chain(known).min()?;
        Some(told.from.map_or(binds, |from| from.max(binds)))
    }

    /// Until when a person is spared; none if it is not known since when.
    fn spared(&self, unit: UnitId, spares: &Spares, subject: &str, at: i64) -> Option<i64> {
        let row = self.scene.world.row_of(unit, subject, at)?;
        let column = self.scene.world.table(unit).columns.get(spares.since.index())?;
        let Data::Ints(values) = &column.data else { return None };
        let value = values.get(row).copied().filter(|_| column.has(row))?;
        let since = match self.scene.standard.units[unit.index()].fields[spares.since.index()].ty {
            crate::standard::Type::Date => self.scene.local.start(value)?,
            _ => value,
        };
        self.scene.due(since, spares.term)
    }
}

/// So many are named of those whom a notice did not reach.
const NAMED: usize = 5;

/// The notices that did not reach everybody.
pub(crate) fn unreached(scene: &Scene<'_>) -> Vec<Unreached> {
    let notices = (0_u16..).map(NoticeId).zip(&scene.standard.notices);
    let one = |(id, notice): (NoticeId, &Notice)| {
        let given = first(scene, &notice.given, Use::NoticeFilter(id), Use::NoticeAbout(id));
        let known = notice.acknowledged.as_ref();
        let known = known.map(|known| first(scene, known, Use::KnownFilter(id), Use::KnownAbout(id)));
        let known = known.unwrap_or_default();
        let people = (0..scene.rows(notice.subject)).map(|row| scene.world.key(notice.subject, row).into_owned());
        // One person may stand in several rows, each with the days for which it holds.
        let missed: BTreeSet<String> =
            people.filter(|key| !given.contains_key(key) && !known.contains_key(key)).collect();
        let count = missed.len() as u64;
        (count > 0).then(|| Unreached { notice: id, people: count, first: missed.into_iter().take(NAMED).collect() })
    };
    notices.filter_map(one).collect()
}

/// By subject the first of such events.
fn first(scene: &Scene<'_>, shown: &Shown, filter: Use, about: Use) -> HashMap<String, i64> {
    let column = shown.filter.as_ref().map(|_| scene.column(filter));
    let subjects = scene.entities(true, about);
    let mut found: HashMap<String, i64> = HashMap::new();
    for row in 0..scene.rows(shown.unit) {
        let holds = column.is_none_or(|c| c.is_some() && is_yes(c, row));
        let subject = subjects.of(row);
        if let (true, Some(at)) = (holds && subject != NOBODY, scene.at(shown.unit, row)) {
            let first = found.entry(subjects.names[subject as usize].clone()).or_insert(at);
            *first = at.min(*first);
        }
    }
    found
}
