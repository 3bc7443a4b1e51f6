//! A look answered for everyone who asks, in one go: along each list once.

use super::Cell;
use super::answer::{Answers, Given};
use super::collect::Collected;
use super::following::Following;
use super::groups::Groups;
use super::job::{Job, pieces};
use super::question::{Everyone, Question};
use super::rolling::Rolling;
use crate::evaluate::Pool;
use crate::evaluate::columns::plugin::{Faults, forget};
use crate::evaluate::columns::taint::Taints;
use crate::evaluate::columns::{Bench, Engine, Lane, PENDING, Vector, YES};
use crate::plan::{Look, NodeId, Reach};
use crate::standard::Type;
use std::borrow::Cow;

/// How many parts are answered before their answers are put in place.
const WAVE: usize = 64;

/// The answers to every row of the table that asks; `decides`: and when each was decided, where time decides.
pub(crate) fn answered(
    engine: &Engine<'_>,
    look: &Look,
    ty: &Type,
    (asking, others): (&Groups, &Groups),
    decides: bool,
    pool: &impl Pool,
) -> (Vector<'static>, Faults) {
    let everyone = Everyone(engine);
    let question = Question::new(engine, &everyone, look, ty, others);
    let mut told = Told::new(look, ty, engine.world.table(look.by).rows, decides);
    let pieces = pieces(asking);
    let rolling = Rolling::new(&question, asking);
    let following = Following::new(&question, asking);
    for wave in pieces.chunks(WAVE) {
        let parts = pool.map(wave.len(), |i| {
            if let Some(following) = &following {
                return (&asking.rows()[wave[i].asks.clone()], following.answers(asking, &wave[i]));
            }
            if let Some(ints) = rolling.as_ref().and_then(|rolling| rolling.answers(asking, &wave[i])) {
                return (
                    &asking.rows()[wave[i].asks.clone()],
                    Answers { given: Given::Ints(ints), when: Vec::new(), faults: Faults::new() },
                );
            }
            let job = Job::new(&question, asking, &wave[i]);
            (job.asks, job.answers())
        });
        parts.iter().for_each(|(asks, answers)| told.put(asks, answers));
    }
    let keyless = Job::of(&question, asking.keyless(), None);
    told.put(keyless.asks, &keyless.answers());
    let faults = std::mem::take(&mut told.faults);
    (told.vector(), faults)
}

/// Takes the answers away that rest on what a plugin did not say: of rows that were left out because of it, who would have looked at
/// them? Says of whom, and why.
pub(crate) fn left_open(
    engine: &Engine<'_>,
    look: &Look,
    (asking, others): (&Groups, &Groups),
    answers: &mut Vector<'static>,
    pool: &impl Pool,
) -> Faults {
    let reached = Taints::new(engine).of_look(look);
    let mut open = reached.asking;
    if let Some(why) = reached.others.values().next().filter(|_| !reached.others.is_empty()) {
        let bare = Look { ask: None, only: None, rest: None, value: None, window: None, ..look.clone() };
        let apart = [look.by, look.unit].map(|unit| Groups::new(&[], engine.world.table(unit).rows));
        let bare = if reached.anyone { Look { equal: Vec::new(), ..bare } } else { bare };
        let (asking, others) = if reached.anyone { (&apart[0], &apart[1]) } else { (asking, others) };
        let everyone = Everyone(engine);
        let mut question = Question::new(engine, &everyone, &bare, &Type::YesNo, others);
        let rows = engine.world.table(look.unit).rows;
        let only = (0..).take(rows).map(|row: u32| u8::from(reached.others.contains_key(&row)));
        question.only = Some(Cow::Owned(Vector::truth(Lane::Own(only.collect()))));
        let pieces = pieces(asking);
        let parts = pool.map(pieces.len(), |i| {
            let job = Job::new(&question, asking, &pieces[i]);
            let Given::Cells(cells) = job.answers().given else { return Vec::new() };
            let found = job.asks.iter().zip(cells).filter(|(_, cell)| *cell == Cell::Flag(true));
            found.map(|(ask, _)| *ask).collect::<Vec<u32>>()
        });
        open.extend(parts.into_iter().flatten().map(|ask| (ask, why.clone())));
    }
    // One that is there is there, whatever could not be told of others; and what waits still waits.
    let exists = look.ask.is_none() && look.window.is_none();
    open.retain(|ask, _| !(exists && matches!(answers.flag(*ask as usize), YES | PENDING)));
    open.keys().for_each(|ask| forget(answers, *ask as usize));
    open
}

impl<'a> Bench<'a> {
    /// The answers to a batch of pairs. Whatever asks row by row was answered before.
    pub(crate) fn look(&self, id: NodeId, look: &Look, ty: &Type) -> Vector<'a> {
        let others = self.engine.shared.groups.get(id.index()).and_then(Option::as_deref);
        let Some(others) = others else {
            return Vector::missing(ty);
        };
        let question = Question::new(self.engine, self, look, ty, others);
        let keys = question.keys();
        let asking = Groups::new(&keys.iter().map(|k| &**k).collect::<Vec<_>>(), self.len);
        let mut told = Told::new(look, ty, self.len, true);
        for piece in pieces(&asking) {
            let job = Job::new(&question, &asking, &piece);
            told.put(job.asks, &job.answers());
        }
        let keyless = Job::of(&question, asking.keyless(), None);
        told.put(keyless.asks, &keyless.answers());
        let mut faults = std::mem::take(&mut told.faults);
        let mut vector = told.vector();
        if !Taints::none(self.engine) {
            // Which of these pairs would have looked at what a plugin left open is not worked out: none of them is sure.
            let reached = Taints::new(self.engine).of_look(look);
            if let Some(why) = reached.others.values().chain(reached.asking.values()).next() {
                let exists = look.ask.is_none() && look.window.is_none();
                let unsure = (0..).take(self.len).filter(|i| !(exists && vector.flag(*i as usize) == YES));
                faults.extend(unsure.map(|i: u32| (i, why.clone())));
            }
        }
        if !faults.is_empty() {
            vector = vector.owned(self.len);
            faults.keys().for_each(|i| forget(&mut vector, *i as usize));
            self.failed.borrow_mut().extend(faults);
        }
        vector
    }
}

impl Bench<'_> {
    /// The rows that the first row of the bench looks at, in order; none if its window cannot be told.
    pub(crate) fn looked(&self, id: NodeId, look: &Look) -> Option<Vec<u32>> {
        let others = self.engine.shared.groups.get(id.index())?.as_deref()?;
        let question = Question::new(self.engine, self, look, &Type::YesNo, others);
        let keys = question.keys();
        let list = others.list_of(&keys.iter().map(|k| &**k).collect::<Vec<_>>(), 0);
        Job::of(&question, &[0], list).first()
    }
}

/// The answers, at the places of those who asked.
struct Told {
    values: Collected,
    when: Option<Vec<i64>>,
    /// Who got no answer because a plugin failed, and why.
    faults: Faults,
}

impl Told {
    fn new(look: &Look, ty: &Type, rows: usize, decides: bool) -> Self {
        let timed = decides && look.ask.is_none() && matches!(look.reach, Reach::Within { .. });
        Self { values: Collected::new(ty, rows), when: timed.then(|| vec![0; rows]), faults: Faults::new() }
    }

    fn put(&mut self, asks: &[u32], answers: &Answers) {
        match &answers.given {
            Given::Cells(cells) => asks.iter().zip(cells).for_each(|(ask, cell)| self.values.put(*ask as usize, *cell)),
            Given::Ints(ints) => self.values.put_ints(asks, ints),
            Given::Truth(truth) => self.values.put_truth(asks, truth),
        }
        self.faults.extend(answers.faults.iter().map(|(i, why)| (asks[*i as usize], why.clone())));
        if let Some(when) = &mut self.when {
            for (ask, at) in asks.iter().zip(&answers.when) {
                when[*ask as usize] = *at;
            }
        }
    }

    fn vector(self) -> Vector<'static> {
        Vector { when: self.when, ..self.values.vector() }
    }
}
