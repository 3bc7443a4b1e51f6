//! Steps of ladders as decisions.

use super::fault::{Record, records};
use super::ladder::{Reached, climb};
use super::owed::owed_by;
use super::stable_id;
use super::talks::Talks;
use crate::evaluate::Pool;
use crate::evaluate::scene::Scene;
use crate::evaluate::tally::Tallied;
use crate::evaluate::tally::subjects::ORGANIZATION;
use crate::outcome::{Decision, DecisionKind};
use crate::standard::{Label, Ladder, LadderId};

/// The steps that every subject of a ladder reached.
pub(crate) fn steps(
    scene: &Scene<'_>,
    id: LadderId,
    ladder: &Ladder,
    figures: &[Tallied],
    pool: &impl Pool,
) -> Vec<Decision> {
    let records = records(scene, id, ladder, figures);
    let talks = Talks::new(scene, id, ladder);
    // Subjects are many and small: a few dozen to a job.
    let jobs = records.chunks(64).collect::<Vec<_>>();
    let decided = pool.map(jobs.len(), |job| {
        let of = |(subject, record): &(String, Record)| {
            let known = Known { scene, id, ladder, figures, talks: &talks, subject, record };
            known.decisions()
        };
        jobs[job].iter().flat_map(of).collect::<Vec<Decision>>()
    });
    decided.into_iter().flatten().collect()
}

/// Everything known of one subject of a ladder.
struct Known<'a> {
    scene: &'a Scene<'a>,
    id: LadderId,
    ladder: &'a Ladder,
    figures: &'a [Tallied],
    talks: &'a Talks,
    subject: &'a str,
    record: &'a Record,
}

impl Known<'_> {
    fn decisions(&self) -> Vec<Decision> {
        let reached = climb(self.scene, self.ladder, self.subject, self.record, self.talks);
        let again =
            |i: usize| reached[i + 1..].iter().find(|later| later.step == reached[i].step).map(|later| later.at);
        (0..reached.len()).map(|i| self.decision(&reached[i], again(i))).collect()
    }

    /// `again`: when the same step was reached the next time; what was held after that belongs to it.
    fn decision(&self, reached: &Reached, again: Option<i64>) -> Decision {
        let (scene, ladder) = (self.scene, self.ladder);
        let step = &ladder.steps[reached.step];
        let kind = ladder.subject.map(|unit| scene.standard.units[unit.index()].label.name.as_str());
        let kind = kind.unwrap_or(ORGANIZATION);
        let evidence = |i: &usize| self.record.faults[*i].evidence(scene, self.figures);
        let opening = evidence(&reached.opened_by);
        let episode = format!("{} {}", opening.unit, opening.key);
        let until = again.unwrap_or(scene.world.as_of).min(scene.world.as_of);
        let name = first_name(&ladder.label);
        Decision {
            id: stable_id(&[name, kind, self.subject, &episode, &opening.rule, &step.name]),
            kind: DecisionKind::Step(self.id, reached.step),
            subject_kind: kind.to_owned(),
            subject: self.subject.to_owned(),
            at: reached.at,
            due: reached.due,
            held: self.talks.first(reached.step, self.subject, reached.at, until),
            done_by_other: None,
            owed_by: owed_by(scene, ladder.subject, self.subject, step.owed_by.as_ref(), reached.at),
            evidence: reached.rests_on.iter().map(evidence).collect(),
            episode,
            span: step.span,
        }
    }
}

/// What a rule is known by, whatever it is called now.
pub(crate) fn first_name(label: &Label) -> &str {
    label.was.as_deref().unwrap_or(&label.name)
}
