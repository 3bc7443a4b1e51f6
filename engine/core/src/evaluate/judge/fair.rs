//! How forms come out as people answer for them: with the items that mitigations cover taken as not applicable.

use crate::evaluate::Use;
use crate::evaluate::columns::{Answer, Bench, FormRows, YES, form_result};
use crate::outcome::FairForm;
use crate::standard::{FormId, Mitigation, MitigationId, Party};

/// The rows of a batch that come out otherwise than they are. A mitigation that covers the whole form moves the cause of a fault and says
/// nothing of the answers; one that leads to the employee excuses nothing.
pub(super) fn fair(bench: &Bench<'_>, id: FormId, rows: &FormRows, start: usize) -> Vec<(u32, FairForm)> {
    let (standard, plan) = (bench.engine.standard, bench.engine.plan);
    let form = &standard.forms[id.index()];
    let excuses = |id: &MitigationId| {
        let mitigation: &Mitigation = &standard.mitigations[id.index()];
        let part = mitigation.part(form.criterion).filter(|_| mitigation.party != Party::Employee)?;
        let when = plan.roots.get(&Use::MitigationWhen(*id)).map(|(_, node)| bench.get(*node));
        // One without a condition holds always.
        (when.is_some() || mitigation.when.is_none()).then_some((part, when))
    };
    let excuses: Vec<_> = plan.mitigations[form.criterion.index()].iter().filter_map(excuses).collect();
    if excuses.is_empty() {
        return Vec::new();
    }
    let mut fair = Vec::new();
    for row in 0..rows.verdicts.len() {
        let given = rows.of(row);
        let holding = excuses.iter().filter(|(_, when)| when.as_ref().is_none_or(|when| when.flag(row) == YES));
        let mut without: Vec<usize> = holding.flat_map(|(part, _)| part.items.iter().copied()).collect();
        without.retain(|item| given.get(*item).is_some_and(|answer| *answer != Answer::NotApplicable));
        without.sort_unstable();
        without.dedup();
        if without.is_empty() {
            continue;
        }
        let mut left = given.to_vec();
        without.iter().for_each(|item| left[*item] = Answer::NotApplicable);
        let (score, verdict, band) = form_result(form, &left);
        let row = u32::try_from(start + row).expect("rows are numbered in 32 bits");
        fair.push((row, FairForm { score, verdict, band, without }));
    }
    fair
}
