//! The proof of a recognition: what was celebrated, or how much was short of it.

use super::{Ask, FigureChange, Quote, Thing};
use crate::evaluate::fold::streak::{Asked, taken};
use crate::evaluate::scene::Scene;
use crate::evaluate::strata::figures;
use crate::evaluate::tally::subjects::{NOBODY, ORGANIZATION};
use crate::evaluate::{Pool, Use};
use crate::outcome::{DecisionKind, Figure, Verdict};
use crate::standard::{Celebrate, CriterionId, MetricCondition, RecognitionId};
use crate::value::Value;

/// Why somebody was recognized, or why not.
#[derive(Debug, Clone)]
pub struct RecognitionProof {
    /// Which.
    pub recognition: RecognitionId,
    /// The declaration.
    pub quote: Quote,
    /// The kind of subject.
    pub subject_kind: String,
    /// Whom it is about.
    pub subject: String,
    /// The decision in the outcome (index), if it was given.
    pub decision: Option<usize>,
    /// What it rests on, or lacks.
    pub rests_on: Praised,
}

/// What a recognition rests on.
#[derive(Debug, Clone)]
pub enum Praised {
    /// Single things: the one that was celebrated; none if it was not.
    Thing(Option<Thing>, String),
    /// Figures, one a condition: those of the decision's period, or else of the period that came nearest.
    Figures(Vec<FigureCheck>),
    /// A row of units that met.
    Streak(StreakProof),
}

/// A figure beside what is asked of it.
#[derive(Debug, Clone)]
pub struct FigureCheck {
    /// The condition (index).
    pub condition: usize,
    /// The figure in the outcome (index); none if there is none.
    pub figure: Option<usize>,
    /// Whether it keeps to the bound and there are enough units.
    pub keeps: bool,
    /// The smallest change that would have turned that.
    pub change: Option<FigureChange>,
}

/// A row of units that met a criterion.
#[derive(Debug, Clone)]
pub struct StreakProof {
    /// Of what.
    pub criterion: CriterionId,
    /// How many are asked for.
    pub of: i64,
    /// Those that met: of the row that was full, or of the row that stands now.
    pub met: Vec<Thing>,
    /// The breach that ended the row before.
    pub ended_by: Option<Thing>,
}

impl Ask<'_> {
    /// Why that decision (index into the outcome's) was made; none if it is no recognition.
    #[must_use]
    pub fn recognition(&self, decision: usize, pool: &impl Pool) -> Option<RecognitionProof> {
        let found = self.run.outcome.decisions.get(decision)?;
        let DecisionKind::Recognition(id, _) = found.kind else { return None };
        Some(self.praise(id, &found.subject, Some(decision), pool))
    }

    /// Why that recognition is not given to a subject as things stand.
    #[must_use]
    pub fn no_recognition(&self, id: RecognitionId, subject: &str, pool: &impl Pool) -> RecognitionProof {
        self.praise(id, subject, None, pool)
    }

    fn praise(&self, id: RecognitionId, subject: &str, decision: Option<usize>, pool: &impl Pool) -> RecognitionProof {
        let rule = &self.standard.recognitions[id.index()];
        let kind = rule.subject.map(|unit| self.standard.units[unit.index()].label.name.clone());
        let rests_on = match &rule.when {
            Celebrate::Unit { unit, .. } => {
                let given = decision.and_then(|d| self.run.outcome.decisions[d].evidence.first());
                let row = given.and_then(|e| self.run.world.row_of(*unit, &e.key, e.at));
                let thing = row.and_then(|row| u32::try_from(row).ok()).map(|row| self.thing(*unit, row));
                Praised::Thing(thing, self.standard.units[unit.index()].label.name.clone())
            }
            Celebrate::Metrics(conditions) => {
                let mut checks = self.figures_of(conditions, subject, decision);
                self.changes(conditions, &mut checks, pool);
                Praised::Figures(checks)
            }
            Celebrate::Streak { count, criterion, subject: path } => {
                Praised::Streak(self.streak(id, *criterion, *count, path.is_some(), subject, decision))
            }
        };
        RecognitionProof {
            recognition: id,
            quote: self.quote(rule.label.span),
            subject_kind: kind.unwrap_or_else(|| ORGANIZATION.to_owned()),
            subject: subject.to_owned(),
            decision,
            rests_on,
        }
    }

    /// The figures of the period that was celebrated, or of the one in which most conditions held (of equal ones the last).
    fn figures_of(&self, conditions: &[MetricCondition], subject: &str, decision: Option<usize>) -> Vec<FigureCheck> {
        let outcome = &self.run.outcome;
        let is_of = |c: &MetricCondition, f: &Figure| {
            let forms = self.standard.versions_of_metric(c.metric);
            forms.contains(&f.metric) && f.per == c.per && f.each == c.each && f.subject == subject
        };
        let mut periods: Vec<&str> = Vec::new();
        for figure in outcome.figures.iter().filter(|f| conditions.iter().any(|c| is_of(c, f))) {
            if !periods.contains(&figure.period.as_str()) {
                periods.push(&figure.period);
            }
        }
        let given = decision.and_then(|d| outcome.decisions[d].evidence.first()).map(|e| e.key.as_str());
        let checked = |period: &str| -> Vec<FigureCheck> {
            let checks = conditions.iter().enumerate().map(|(condition, c)| {
                let figure = outcome.figures.iter().position(|f| is_of(c, f) && f.period == period);
                let keeps = figure.is_some_and(|f| keeps(c, &outcome.figures[f]));
                FigureCheck { condition, figure, keeps, change: None }
            });
            checks.collect()
        };
        let nothing = |condition| FigureCheck { condition, figure: None, keeps: false, change: None };
        match given {
            Some(period) => checked(period),
            None => {
                let all = periods.into_iter().map(checked);
                let closed = |c: &FigureCheck| c.figure.is_none_or(|f| outcome.figures[f].closed);
                let best =
                    all.max_by_key(|checks| (checks.iter().all(closed), checks.iter().filter(|c| c.keeps).count()));
                best.unwrap_or_else(|| (0..conditions.len()).map(nothing).collect())
            }
        }
    }

    /// How little would have turned each of the checks.
    fn changes(&self, conditions: &[MetricCondition], checks: &mut [FigureCheck], pool: &impl Pool) {
        let scene = Scene::of(self.standard, self.run);
        let tallied = figures(&scene, pool);
        for check in checks {
            let condition = &conditions[check.condition];
            let turner = super::turn::Turner { ask: self, scene: &scene, figures: &tallied };
            check.change = check.figure.and_then(|figure| {
                let metric = &self.standard.metrics[tallied.get(figure)?.figure.metric.index()];
                turner.target(figure, &condition.target(metric))
            });
        }
    }

    fn streak(
        &self,
        id: RecognitionId,
        criterion: CriterionId,
        of: i64,
        is_path: bool,
        subject: &str,
        decision: Option<usize>,
    ) -> StreakProof {
        let scene = Scene::of(self.standard, self.run);
        let mut proof = StreakProof { criterion, of, met: Vec::new(), ended_by: None };
        let binds = self.standard.recognitions[id.index()].label.binds;
        let Some(asked) = Asked::new(&scene, criterion, binds) else { return proof };
        let taken = taken(&scene, id);
        let subjects = scene.entities(is_path, Use::RecognitionSubject(id));
        let last = decision.and_then(|d| self.run.outcome.decisions[d].evidence.last()).map(|e| e.key.as_str());
        for (row, place) in (0_u32..).zip(0..asked.rows) {
            let whose = subjects.of(place);
            if whose == NOBODY || subjects.names[whose as usize] != subject {
                continue;
            }
            // What counts in a row of an earlier version, or begins while another is in force, is no part of this one.
            if taken.get(place) == Some(&true) || proof.met.is_empty() && !asked.begins(place) {
                continue;
            }
            match asked.verdict(place) {
                Some(Verdict::Met) => proof.met.push(self.thing(asked.unit, row)),
                Some(Verdict::Breached) => {
                    proof.met.clear();
                    proof.ended_by = Some(self.thing(asked.unit, row));
                }
                _ => {}
            }
            if i64::try_from(proof.met.len()).is_ok_and(|n| n >= of.max(1)) {
                if last.is_some_and(|key| proof.met.last().is_some_and(|t| t.key == key)) {
                    return proof;
                }
                proof.met.clear();
                proof.ended_by = None;
            }
        }
        proof
    }
}

/// Whether a figure keeps to what is asked of it: over, with enough units, on the right side of the bound.
fn keeps(condition: &MetricCondition, figure: &Figure) -> bool {
    use crate::evaluate::tally::exact::{Number, number_of};
    use crate::evaluate::tally::target::keeps_with;
    let value = match &figure.value {
        Value::Missing => None,
        value => number_of(value).map(Number::Small),
    };
    figure.closed && keeps_with(value.as_ref(), figure.n, condition.op, &condition.bound, condition.least)
}
