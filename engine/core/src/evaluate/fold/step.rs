//! Steps of ladders as decisions.

use super::appeals::Change;
use super::fault::{Fair, Fault, Record};
use super::forms::Forms;
use super::owed::owed_by;
use super::records::records;
use super::replay::{Proposal, Replay, plain};
use super::stable_id;
use super::talks::Talks;
use crate::evaluate::Pool;
use crate::evaluate::scene::Scene;
use crate::evaluate::tally::Tallied;
use crate::evaluate::tally::subjects::ORGANIZATION;
use crate::outcome::{Decision, DecisionKind, Withdrawn};
use crate::standard::Label;

/// The steps that every subject of a ladder reached.
pub(crate) fn steps(
    scene: &Scene<'_>,
    forms: &Forms<'_>,
    figures: &[Tallied],
    above: &[Decision],
    pool: &impl Pool,
) -> Vec<Decision> {
    let fairs = Fair::all(scene, forms, above);
    let records = records(scene, forms, figures, &fairs);
    let talks = Talks::all(scene, forms);
    // Subjects are many and small: a few dozen to a job.
    let jobs = records.chunks(64).collect::<Vec<_>>();
    let decided = pool.map(jobs.len(), |job| {
        let of = |(subject, record): &(String, Record)| {
            let known = Known { scene, forms, figures, talks: &talks, subject, record };
            known.decisions()
        };
        jobs[job].iter().flat_map(of).collect::<Vec<Decision>>()
    });
    decided.into_iter().flatten().collect()
}

/// Everything known of one subject of a ladder.
struct Known<'a> {
    scene: &'a Scene<'a>,
    forms: &'a Forms<'a>,
    figures: &'a [Tallied],
    talks: &'a [Talks],
    subject: &'a str,
    record: &'a Record,
}

impl Known<'_> {
    fn decisions(&self) -> Vec<Decision> {
        let (scene, forms, subject, record, talks) = (self.scene, self.forms, self.subject, self.record, self.talks);
        let changes = record.changes.as_slice();
        let proposals = if changes.is_empty() {
            plain(scene, forms, subject, record, talks)
        } else {
            Replay { scene, forms, subject, all: record, changes, talks }.until(i64::MAX).proposals
        };
        let name = |proposal: &Proposal| forms.name(proposal.form, proposal.step);
        let again = |i: usize| {
            let same = |later: &&Proposal| name(later) == name(&proposals[i]);
            proposals[i + 1..].iter().find(same).map(|later| later.at)
        };
        // One and the same step may be proposed anew in an episode, once it was withdrawn.
        let times = |i: usize| {
            let key = |p: &Proposal| (name(p), p.opened_by.of);
            proposals[..i].iter().filter(|p| key(p) == key(&proposals[i])).count()
        };
        (0..proposals.len()).map(|i| self.decision(&proposals[i], again(i), times(i))).collect()
    }

    /// `again`: when the same step was reached the next time; what was held after that belongs to it.
    fn decision(&self, proposal: &Proposal, again: Option<i64>, times: usize) -> Decision {
        let scene = self.scene;
        let form = &self.forms.list[proposal.form];
        let (ladder, step) = (form.ladder, &form.ladder.steps[proposal.step]);
        let kind = ladder.subject.map(|unit| scene.standard.units[unit.index()].label.name.as_str());
        let kind = kind.unwrap_or(ORGANIZATION);
        let evidence = |fault: &Fault| fault.evidence(scene, self.figures);
        let opening = evidence(&proposal.opened_by);
        let episode = format!("{} {}", opening.unit, opening.key);
        let until = again.unwrap_or(scene.world.as_of).min(scene.world.as_of);
        let name = first_name(&ladder.label);
        let rule = crate::standard::plain(&opening.rule);
        let mut id = vec![name, kind, self.subject, &episode, &rule, &step.name];
        let times = times.to_string();
        if times != "0" {
            id.push(&times);
        }
        Decision {
            id: stable_id(&id),
            kind: DecisionKind::Step(form.id, proposal.step),
            subject_kind: kind.to_owned(),
            subject: self.subject.to_owned(),
            at: proposal.at,
            due: proposal.due,
            due_in: step.within.and_then(|term| scene.due_zone(proposal.at, term)),
            held: self.talks[proposal.form].first(proposal.step, self.subject, proposal.at, until),
            done_by_other: None,
            withdrawn: proposal.withdrawn.map(|change| self.withdrawn(&change)),
            owed_by: owed_by(scene, ladder.subject, self.subject, step.owed_by.as_ref(), proposal.at),
            evidence: proposal.rests_on.iter().map(evidence).collect(),
            episode,
            span: step.span,
        }
    }

    fn withdrawn(&self, change: &Change) -> Withdrawn {
        let (scene, (unit, row)) = (self.scene, change.by);
        let fault = self.record.faults[change.fault].evidence(scene, self.figures);
        Withdrawn {
            at: change.at,
            disputed: change.is_open(),
            fault,
            by: (
                scene.standard.units[unit.index()].label.name.clone(),
                scene.world.key(unit, row as usize).into_owned(),
            ),
        }
    }
}

/// What a rule is known by, whatever it is called now, and in whichever version of the standard.
pub(crate) fn first_name(label: &Label) -> &str {
    let name = label.was.as_deref().unwrap_or(&label.name);
    name.split('@').next().unwrap_or(name)
}
