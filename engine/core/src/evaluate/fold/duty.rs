//! Duties as decisions: what is owed after each cause, by whom and until when, whether it was done, and the warnings before it is due.

use super::stable_id;
use super::step::first_name;
use crate::evaluate::Use;
use crate::evaluate::scene::{Scene, code, int};
use crate::evaluate::tally::subjects::ORGANIZATION;
use crate::outcome::{Decision, DecisionKind, Evidence, Verdict};
use crate::standard::{Duty, DutyId, Ower, Term};
use crate::time::{is_over, is_working_day};

/// What is owed, and the warnings, in order of the causes.
pub(super) fn duties(scene: &Scene<'_>, id: DutyId, duty: &Duty) -> Vec<Decision> {
    let Some(findings) = scene.findings(duty.criterion) else { return Vec::new() };
    let arisen = |verdict: &Verdict| matches!(verdict, Verdict::Met | Verdict::Breached | Verdict::Pending);
    let causes = findings.verdicts.iter().enumerate().filter(|(_, verdict)| arisen(verdict));
    causes.flat_map(|(row, _)| Cause { scene, id, duty, row }.decisions()).collect()
}

/// One thing that a duty arises from.
struct Cause<'a> {
    scene: &'a Scene<'a>,
    id: DutyId,
    duty: &'a Duty,
    row: usize,
}

impl Cause<'_> {
    fn decisions(&self) -> Vec<Decision> {
        let Some(at) = self.scene.at(self.duty.unit, self.row) else { return Vec::new() };
        let due = self.scene.due(at, self.duty.within);
        let done = self.instant(Use::DutyDone(self.id));
        let mut owed = self.decision(DecisionKind::Duty(self.id), at, due);
        owed.held = done;
        owed.done_by_other = self.other(done, due);
        let mut all = vec![owed];
        for (index, before) in self.duty.warnings.iter().enumerate() {
            let Some(when) = due.and_then(|due| self.before(at, due, *before)) else { continue };
            // Never early, never after the deed, and not before there is anything to be done.
            let in_time = when > at && when <= self.scene.world.as_of;
            if in_time && done.is_none_or(|done| done > when) {
                all.push(self.decision(DecisionKind::DutyWarning(self.id, index), when, due));
            }
        }
        all
    }

    fn instant(&self, uses: Use) -> Option<i64> {
        int(self.scene.column(uses)?, self.row)
    }

    /// Who did it in the place of whoever owes it: in time, where that one did not.
    fn other(&self, done: Option<i64>, due: Option<i64>) -> Option<String> {
        let late = |at: i64| due.is_some_and(|due| is_over(due, at));
        if done.is_some_and(|done| !late(done)) {
            return None;
        }
        self.instant(Use::DutyAnybody(self.id)).filter(|at| !late(*at))?;
        let who = code(self.scene.column(Use::DutyDoer(self.id))?, self.row)?;
        Some(self.scene.text(who).to_owned())
    }

    /// So long before it is due. Days end at 24:00, as the term itself does.
    fn before(&self, since: i64, due: i64, term: Term) -> Option<i64> {
        let calendar = match self.duty.within {
            Term::On(on) => self.scene.calendar(on.calendar, since),
            _ => None,
        };
        let local = calendar.map_or(&self.scene.local, |line| line.local());
        let (days, working) = match term {
            Term::Elapsed(micros) => return due.checked_sub(micros),
            Term::Days(days) => (days, false),
            Term::WorkingDays(days) => (days, true),
            Term::Months(_) | Term::On(_) => return None,
        };
        let counts = |date: i64| match calendar {
            _ if !working => true,
            Some(line) => line.calendar().is_working_day(date),
            None => is_working_day(date),
        };
        // The last day of the term: what is due at 24:00 is due at the first instant of the next.
        let mut date = local.date(due.checked_sub(1)?)?;
        let mut left = days;
        for _ in 0..4_000 {
            if left == 0 {
                break;
            }
            date -= 1;
            left -= i64::from(counts(date));
        }
        if left > 0 { None } else { local.start(date.checked_add(1)?) }
    }

    fn decision(&self, kind: DecisionKind, at: i64, due: Option<i64>) -> Decision {
        let (scene, duty) = (self.scene, self.duty);
        let name = |unit: crate::standard::UnitId| scene.standard.units[unit.index()].label.name.as_str();
        let (subject_kind, subject, owed_by) = match &duty.owed_by {
            Ower::Role(role) => (ORGANIZATION, ORGANIZATION.to_owned(), Some(role.clone())),
            Ower::Entity(entity, _) => {
                let key = scene.column(Use::DutyOwer(self.id)).and_then(|column| code(column, self.row));
                let key = key.map(|key| scene.text(key).to_owned());
                (name(*entity), key.clone().unwrap_or_default(), key)
            }
        };
        let key = scene.world.key(duty.unit, self.row).into_owned();
        let cause = name(duty.unit);
        let episode = format!("{cause} {key}");
        let warning = match kind {
            DecisionKind::DutyWarning(_, index) => format!("warning {index}"),
            _ => String::new(),
        };
        let since = scene.at(duty.unit, self.row).unwrap_or(at);
        let rule = duty.label.name.clone();
        Decision {
            id: stable_id(&[first_name(&duty.label), subject_kind, &subject, &episode, &warning]),
            kind,
            subject_kind: subject_kind.to_owned(),
            subject,
            at,
            episode,
            owed_by,
            due,
            due_in: scene.due_zone(since, duty.within),
            held: None,
            done_by_other: None,
            withdrawn: None,
            evidence: vec![Evidence { at: since, unit: cause.to_owned(), key, rule, share: "1".to_owned() }],
            span: duty.label.span,
        }
    }
}
