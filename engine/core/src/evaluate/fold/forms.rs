//! A ladder in all versions of the standard that say it. What a person has on it is one and the same throughout: the faults that count,
//! the level, the episode. What is a fault is said by the form in force when its unit began; which steps follow is said by the form that
//! the episode goes by (`handover.rs`).

use super::fault::{Fault, Of, Record};
use crate::Standard;
use crate::evaluate::scene::Scene;
use crate::outcome::{Decision, DecisionKind};
use crate::standard::{Counted, Ladder, LadderId, Step};

/// The forms of one ladder, in the order of the versions.
pub(crate) struct Forms<'a> {
    pub list: Vec<Form<'a>>,
}

/// What one version says of it.
pub(crate) struct Form<'a> {
    pub id: LadderId,
    pub ladder: &'a Ladder,
    /// The numbers of what it counts: the same figures have the same number in all forms, so that a row of periods goes on.
    pub numbers: Vec<u16>,
}

impl<'a> Forms<'a> {
    /// All forms of a ladder, whichever of them is named.
    pub fn of(standard: &'a Standard, id: LadderId) -> Self {
        let ids = standard.versions_of_ladder(id);
        let mut known: Vec<&Counted> = Vec::new();
        let mut list = Vec::with_capacity(ids.len());
        for id in ids {
            let ladder = &standard.ladders[id.index()];
            let before = known.len();
            let mut numbers = Vec::with_capacity(ladder.counts.len());
            for counted in &ladder.counts {
                let same = |(place, other): &(usize, &&Counted)| {
                    is_same(standard, counted, other) && (*place < before || is_form(counted, other))
                };
                let number = known.iter().enumerate().find(same).map(|(place, _)| place).unwrap_or_else(|| {
                    known.push(counted);
                    known.len() - 1
                });
                numbers.push(u16::try_from(number).unwrap_or(u16::MAX));
            }
            list.push(Form { id, ladder, numbers });
        }
        Self { list }
    }

    /// Whether that ladder is the first form of its name: the others are told with it.
    pub fn is_first(standard: &Standard, id: LadderId) -> bool {
        standard.versions_of_ladder(id).first() == Some(&id)
    }

    /// The first form: what all have in common.
    pub fn first(&self) -> &'a Ladder {
        self.list[0].ladder
    }

    /// A step of a form.
    pub fn step(&self, form: usize, step: usize) -> Option<&'a Step> {
        self.list.get(form)?.ladder.steps.get(step)
    }

    /// Its name; steps of one name are one and the same step.
    pub fn name(&self, form: usize, step: usize) -> &'a str {
        self.step(form, step).map_or("", |step| step.name.as_str())
    }

    /// The form that counts what begins at an instant.
    pub fn newest(&self, scene: &Scene<'_>, at: i64) -> usize {
        let day = scene.local.date(at).unwrap_or_default();
        self.list.iter().rposition(|form| form.ladder.label.binds.holds(day)).unwrap_or(0)
    }
}

/// Whether two forms count the same figures (in whichever version), or the same events.
fn is_same(standard: &Standard, a: &Counted, b: &Counted) -> bool {
    match (a, b) {
        (Counted::Misses { metric: a, each: of_a, .. }, Counted::Misses { metric: b, each: of_b, .. }) => {
            of_a == of_b && (a == b || standard.versions_of_metric(*a).contains(b))
        }
        (Counted::Events { unit: a, .. }, Counted::Events { unit: b, .. }) => a == b,
        _ => false,
    }
}

/// Whether two are figures of several versions: then they are counted as one even in one form.
fn is_form(a: &Counted, b: &Counted) -> bool {
    matches!((a, b), (Counted::Misses { metric: a, .. }, Counted::Misses { metric: b, .. }) if a != b)
}

impl Form<'_> {
    /// Leaves out what began while another form was in force.
    pub fn keep_own(&self, scene: &Scene<'_>, above: &[Decision], record: &mut Record) {
        let binds = self.ladder.label.binds;
        if binds.is_always() {
            return;
        }
        let Record { faults, measures, .. } = record;
        faults.retain(|fault| {
            let start = || match fault.of {
                Of::Miss(figure) => measures.iter().find(|m| m.figure == figure).map(|m| m.start),
                _ => None,
            };
            self.is_own(scene, above, fault, start)
        });
        measures.retain(|measure| binds.holds(measure.start));
    }

    /// Whether what is a fault began while this form was in force. `start`: the first day of a missed period.
    pub fn is_own(
        &self,
        scene: &Scene<'_>,
        above: &[Decision],
        fault: &Fault,
        start: impl FnOnce() -> Option<i64>,
    ) -> bool {
        let binds = self.ladder.label.binds;
        if binds.is_always() {
            return true;
        }
        let at = match fault.of {
            Of::Miss(_) => return start().is_some_and(|day| binds.holds(day)),
            Of::Breach(unit, row, _) | Of::Event(unit, row) => scene.at(unit, row as usize),
            // A step that somebody owed began when it was proposed.
            Of::Unheld(ladder, step, whose) => {
                let kind = DecisionKind::Step(ladder, usize::from(step));
                let is_of = |d: &&Decision| {
                    d.kind == kind
                        && d.due == Some(fault.at)
                        && scene.world.texts.find(&d.subject).unwrap_or(u32::MAX) == whose
                };
                above.iter().find(is_of).map(|d| d.at)
            }
        };
        at.and_then(|at| scene.local.date(at)).is_some_and(|day| binds.holds(day))
    }
}
