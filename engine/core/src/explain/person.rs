//! Everything that a run says of one person, team or other subject.

use super::{Ask, Thing};
use crate::evaluate::Use;
use crate::evaluate::scene::Scene;
use crate::outcome::Verdict;
use crate::standard::UnitId;

/// What is said of one subject; strengths come first in its scorecard.
#[derive(Debug, Clone)]
pub struct PersonProof {
    /// The kind: an entity's name.
    pub kind: String,
    /// The key.
    pub key: String,
    /// Its scorecard in the outcome (index), if there is one.
    pub card: Option<usize>,
    /// The things that breached, by the lines of the scorecard, in order.
    pub breaches: Vec<Vec<Thing>>,
    /// Its figures in the outcome (indices).
    pub figures: Vec<usize>,
    /// Its decisions in the outcome (indices), in order of time.
    pub decisions: Vec<usize>,
}

impl Ask<'_> {
    /// Everything said of the subject of a kind with that key.
    #[must_use]
    pub fn person(&self, kind: UnitId, key: &str) -> PersonProof {
        let scene = Scene::of(self.standard, self.run);
        let outcome = &self.run.outcome;
        let name = &self.standard.units[kind.index()].label.name;
        let card = outcome.scorecards.iter().position(|c| c.kind == *name && c.subject == key);
        let lines = card.map(|c| outcome.scorecards[c].lines.as_slice()).unwrap_or_default();
        let breaches = lines.iter().map(|line| {
            let Some(findings) = scene.findings(line.criterion) else { return Vec::new() };
            let subjects = scene.entities(true, Use::CriterionSubject(line.criterion, kind));
            let rows = (0_u32..).zip(&findings.verdicts).filter(|(row, verdict)| {
                let whose = subjects.names.get(subjects.of(*row as usize) as usize);
                **verdict == Verdict::Breached && whose.is_some_and(|n| n == key)
            });
            rows.map(|(row, _)| self.thing(findings.unit, row)).collect()
        });
        let breaches = breaches.collect();
        let is_of =
            |metric: usize, per: usize| self.standard.metrics[metric].per.get(per).is_some_and(|p| p.name == *name);
        let figures = outcome.figures.iter().enumerate();
        let figures = figures.filter(|(_, f)| f.subject == key && is_of(f.metric.index(), f.per)).map(|(i, _)| i);
        let decisions = outcome.decisions.iter().enumerate();
        let decisions = decisions.filter(|(_, d)| d.subject_kind == *name && d.subject == key).map(|(i, _)| i);
        PersonProof {
            kind: name.clone(),
            key: key.to_owned(),
            card,
            breaches,
            figures: figures.collect(),
            decisions: decisions.collect(),
        }
    }
}
