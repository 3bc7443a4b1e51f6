//! Which events show that a step was held.

use super::forms::Forms;
use crate::evaluate::Use;
use crate::evaluate::scene::Scene;
use crate::evaluate::tally::subjects::{NOBODY, is_yes};
use crate::standard::{Ladder, LadderId};
use std::collections::HashMap;

/// The instants, by step and subject, at which something was held; in order.
#[derive(Debug, Default)]
pub(crate) struct Talks {
    steps: Vec<HashMap<String, Vec<i64>>>,
}

impl Talks {
    /// Looks them up.
    fn new(scene: &Scene<'_>, id: LadderId, ladder: &Ladder) -> Self {
        let steps = ladder.steps.iter().enumerate().map(|(index, step)| {
            let mut talks: HashMap<String, Vec<i64>> = HashMap::new();
            let Some(held) = &step.held else { return talks };
            let index = u16::try_from(index).unwrap_or(u16::MAX);
            let filter = held.filter.as_ref().map(|_| scene.column(Use::HeldFilter(id, index)));
            let subjects = scene.entities(held.subject.is_some(), Use::HeldSubject(id, index));
            for row in 0..scene.rows(held.unit) {
                let holds = filter.is_none_or(|column| column.is_some() && is_yes(column, row));
                let subject = subjects.of(row);
                if let (true, Some(at)) = (holds && subject != NOBODY, scene.at(held.unit, row)) {
                    talks.entry(subjects.names[subject as usize].clone()).or_default().push(at);
                }
            }
            talks.values_mut().for_each(|at| at.sort_unstable());
            talks
        });
        Self { steps: steps.collect() }
    }

    /// The same of all forms of a ladder.
    pub fn all(scene: &Scene<'_>, forms: &Forms<'_>) -> Vec<Self> {
        forms.list.iter().map(|form| Self::new(scene, form.id, form.ladder)).collect()
    }

    /// The first after an instant, and not after another.
    pub fn first(&self, step: usize, subject: &str, after: i64, until: i64) -> Option<i64> {
        let talks = self.steps.get(step)?.get(subject)?;
        let at = *talks.get(talks.partition_point(|at| *at <= after))?;
        (at <= until).then_some(at)
    }
}
