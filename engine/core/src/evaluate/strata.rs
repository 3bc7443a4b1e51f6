//! Figures and steps may be made of each other: figures first, then ladders that count their misses, figures of where people stand on
//! these, ladders that count misses of those … The checker has put them in order, so that each is made after what it is made of.

use super::Pool;
use super::fold::{self, forms::Forms, standing::Stands};
use super::scene::Scene;
use super::tally::{Tallied, Tally};
use crate::outcome::Decision;
use crate::standard::{Counted, Formula, LadderId, MetricId};

/// All figures, and the steps of all ladders, each in its order.
pub(crate) fn made(scene: &Scene<'_>, pool: &impl Pool) -> (Vec<Tallied>, Vec<Decision>) {
    let (metrics, ladders) = (&scene.standard.metrics, &scene.standard.ladders);
    let mut tally = Tally::new(scene, pool);
    let (mut figures, mut steps) = (Vec::new(), Vec::new());
    // A ladder is told with its first form, in all versions.
    let ids = (0..).map(LadderId).take(ladders.len()).filter(|id| Forms::is_first(scene.standard, *id));
    let mut next = ids.map(|id| Forms::of(scene.standard, id)).peekable();
    for (index, metric) in metrics.iter().enumerate() {
        while let Some(forms) = next.next_if(|forms| counts_before(forms, index)) {
            let made = fold::steps(scene, &forms, &figures, &steps, pool);
            steps.extend(made);
        }
        let id = MetricId(u16::try_from(index).unwrap_or(u16::MAX));
        let stands = match &metric.formula {
            Formula::Standing(standing) => Some(Stands::new(scene, standing, &figures, &steps)),
            _ => None,
        };
        let made = tally.figures(id, &figures, stands.as_ref(), pool);
        figures.extend(made);
    }
    for forms in next {
        let made = fold::steps(scene, &forms, &figures, &steps, pool);
        steps.extend(made);
    }
    tally.grade(&mut figures);
    (figures, steps)
}

/// All figures; ladders are climbed only where one is made of them.
pub(crate) fn figures(scene: &Scene<'_>, pool: &impl Pool) -> Vec<Tallied> {
    made(scene, pool).0
}

/// Whether a ladder counts nothing of that metric or those after it.
fn counts_before(forms: &Forms<'_>, index: usize) -> bool {
    forms.list.iter().flat_map(|form| &form.ladder.counts).all(|counted| match counted {
        Counted::Misses { metric, .. } => metric.index() < index,
        _ => true,
    })
}
