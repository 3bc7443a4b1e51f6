//! What becomes of a fault once it has arisen: disputed (suspended), rejected (it counts again), granted or overturned (gone for
//! good). Each happens at an instant of its own.

use super::fault::{Fault, Of};
use crate::evaluate::Use;
use crate::evaluate::scene::{Scene, code, holds};
use crate::standard::{Ladder, LadderId, Term, UnitId};
use std::collections::HashMap;

/// Something that becomes of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Change {
    pub at: i64,
    /// Index of the fault.
    pub fault: usize,
    pub what: What,
    /// The event: unit and row.
    pub by: (UnitId, u32),
}

/// What becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    /// Suspended until somebody decides.
    Disputed,
    /// It counts again, from its own date.
    Rejected,
    /// Gone for good.
    Granted,
    /// Gone for good, without an appeal.
    Overturned,
}

impl What {
    /// Whether the fault counts then.
    pub const fn counts(self) -> bool {
        matches!(self, Self::Rejected)
    }
}

/// An event that is about a unit, in the order of instants and rows.
type Events = HashMap<(UnitId, u32), Vec<(i64, u32)>>;

/// The disputes, decisions and corrections that a ladder knows.
#[derive(Default)]
pub(crate) struct Appeals {
    disputes: Events,
    /// By dispute: when it was decided, by which event, and whether it was granted. Only decisions that count.
    rulings: HashMap<u32, Vec<(i64, u32, bool)>>,
    overturned: Events,
    opened: Option<UnitId>,
    decided: Option<UnitId>,
    overturns: Option<UnitId>,
    within: Option<Term>,
    rounds: i64,
}

impl Appeals {
    /// Looks them up.
    pub fn new(scene: &Scene<'_>, id: LadderId, ladder: &Ladder) -> Self {
        let mut known = Self { overturns: ladder.overturned.first().map(|one| one.unit), ..Self::default() };
        for (n, one) in (0..).zip(&ladder.overturned) {
            let uses = (one.filter.is_some().then_some(Use::OverturnedFilter(id)), Use::OverturnedAbout(id, n));
            gather(scene, one.unit, uses, target(scene, &one.about.ty), &mut known.overturned);
        }
        let Some(appeal) = &ladder.appeal else { return known };
        (known.within, known.rounds) = (appeal.within, appeal.rounds);
        known.opened = appeal.opened.first().map(|one| one.unit);
        known.decided = Some(appeal.decided.unit);
        for (n, one) in (0..).zip(&appeal.opened) {
            let uses = (one.filter.is_some().then_some(Use::AppealFilter(id)), Use::AppealAbout(id, n));
            gather(scene, one.unit, uses, target(scene, &one.about.ty), &mut known.disputes);
        }
        let mut decisions = Events::new();
        let uses = (appeal.decided.filter.is_some().then_some(Use::RulingFilter(id)), Use::RulingAbout(id));
        gather(scene, appeal.decided.unit, uses, target(scene, &appeal.decided.about.ty), &mut decisions);
        let (granted, barred) = (scene.column(Use::RulingGranted(id)), scene.column(Use::RulingBarred(id)));
        for ((_, dispute), events) in decisions {
            for (at, row) in events {
                // Who may not decide, or is not known to be somebody who may, decides nothing.
                let counts = appeal.barred.is_none() || holds(barred, row as usize) == Some(false);
                if let (true, Some(granted)) = (counts, granted.and_then(|_| holds(granted, row as usize))) {
                    known.rulings.entry(dispute).or_default().push((at, row, granted));
                }
            }
        }
        known.rulings.values_mut().for_each(|list| list.sort_unstable());
        known
    }

    /// What becomes of these faults, in order of time.
    pub fn changes(&self, scene: &Scene<'_>, faults: &[Fault]) -> Vec<Change> {
        let mut changes = Vec::new();
        if self.disputes.is_empty() && self.overturned.is_empty() {
            return changes;
        }
        for (index, fault) in faults.iter().enumerate() {
            let (Of::Breach(unit, row, _) | Of::Event(unit, row)) = fault.of else { continue };
            self.life(scene, index, fault.at, (unit, row), &mut changes);
        }
        changes.sort_unstable();
        changes
    }

    fn life(&self, scene: &Scene<'_>, fault: usize, arose: i64, of: (UnitId, u32), changes: &mut Vec<Change>) {
        let gone = self.overturned.get(&of).and_then(|events| events.first()).copied();
        let over = |at: i64| gone.is_some_and(|(gone, _)| gone <= at);
        let mut rounds = 0;
        let mut visible = arose;
        let mut decided = i64::MIN;
        for (at, row) in self.disputes.get(&of).into_iter().flatten() {
            let late = self.within.is_some_and(|term| scene.is_over(visible, term, *at));
            if *at < decided || late || rounds >= self.rounds || over(*at) {
                continue;
            }
            rounds += 1;
            let by = (self.opened.unwrap_or(of.0), *row);
            changes.push(Change { at: *at, fault, what: What::Disputed, by });
            let ruling = self.rulings.get(row).and_then(|list| list.iter().find(|(ruled, ..)| ruled >= at));
            // Undecided, it stays suspended.
            let Some((ruled, ruling, granted)) = ruling.copied().filter(|(ruled, ..)| !over(*ruled)) else { break };
            let what = if granted { What::Granted } else { What::Rejected };
            changes.push(Change { at: ruled, fault, what, by: (self.decided.unwrap_or(of.0), ruling) });
            if granted {
                break;
            }
            (visible, decided) = (ruled, ruled);
        }
        if let Some((at, row)) = gone {
            changes.push(Change { at, fault, what: What::Overturned, by: (self.overturns.unwrap_or(of.0), row) });
        }
    }
}

/// The unit that a way leads to.
fn target(scene: &Scene<'_>, ty: &crate::standard::Type) -> Option<UnitId> {
    match ty {
        crate::standard::Type::Ref(unit) if unit.index() < scene.standard.units.len() => Some(*unit),
        _ => None,
    }
}

/// Brings events together by what they are about.
fn gather(scene: &Scene<'_>, unit: UnitId, (filter, about): (Option<Use>, Use), to: Option<UnitId>, into: &mut Events) {
    let (Some(to), Some(keys)) = (to, scene.column(about)) else { return };
    let filter = filter.map(|uses| scene.column(uses));
    for row in 0..scene.rows(unit) {
        let is_meant = filter.is_none_or(|column| column.is_some() && holds(column, row) == Some(true));
        let (true, Some(at), Some(key)) = (is_meant, scene.at(unit, row), code(keys, row)) else { continue };
        let found = scene.world.row_of(to, scene.text(key), at).and_then(|row| u32::try_from(row).ok());
        if let (Some(found), Ok(row)) = (found, u32::try_from(row)) {
            into.entry((to, found)).or_default().push((at, row));
        }
    }
    into.values_mut().for_each(|events| events.sort_unstable());
}
