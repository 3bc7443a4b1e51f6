//! What the verdicts of a criterion rest on, for many rows at once: whoever asks why something came out otherwise names what can have done it.

use super::closure;
use crate::Standard;
use crate::evaluate::{Lens, World};
use crate::explain::prove::Sketcher;
use crate::standard::{CriterionId, UnitId};
use std::collections::BTreeSet;

/// For each of these rows of a criterion's unit: the rows that its verdict and its causes rest on, itself among them. Of looks at others
/// those that belong to it by what must be equal and lie in the window.
pub(crate) fn reached(
    standard: &Standard,
    world: &World,
    criterion: CriterionId,
    rows: &[u32],
) -> Vec<BTreeSet<(UnitId, u32)>> {
    let unit = standard.criteria[criterion.index()].unit;
    let mut sketcher = Sketcher::new(standard);
    let rule = sketcher.rule(criterion);
    let covering = standard.mitigations.iter().filter(|m| m.covers.contains(&criterion));
    let when: Vec<_> = covering.filter_map(|m| Some(sketcher.sketch(m.when.as_ref()?, &[m.unit]))).collect();
    let bare = sketcher.bare_looks();
    let (plan, _) = sketcher.finish();
    let mut roots = plan.parts_of(rule.criterion);
    roots.extend(when.iter().map(|sketch| sketch.asked.node));
    let looks = bare.values().flat_map(|bare| [bare.inside.node, bare.ever.node]);
    let by = plan.cases.iter().flat_map(|case| case.by.iter().copied());
    Lens::with(standard, &plan, world, looks.chain(by), |lens| {
        let of = |row: &u32| closure(standard, &plan, lens, (&bare, true), roots.iter().copied(), (unit, *row)).rows;
        rows.iter().map(of).collect()
    })
}
