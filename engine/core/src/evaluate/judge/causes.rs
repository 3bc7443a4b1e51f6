//! Causes: the strongest mitigation that leads away from the employee wins; nothing is added up; all that match are listed.

use crate::evaluate::Use;
use crate::evaluate::columns::{Bench, YES};
use crate::standard::{CriterionId, MitigationId, Party};
use crate::value::Ratio;

/// The shares of a breach (employee, company, customer, unknown) and what moved them.
pub(super) fn causes(bench: &Bench<'_>, id: CriterionId, i: usize) -> ([Ratio; 4], Vec<MitigationId>) {
    let (standard, plan) = (bench.engine.standard, bench.engine.plan);
    let holds = |m: &&MitigationId| match plan.roots.get(&Use::MitigationWhen(**m)) {
        None => standard.mitigations[m.index()].when.is_none(),
        Some((_, node)) => bench.get(*node).flag(i) == YES,
    };
    let matched: Vec<MitigationId> = plan.mitigations[id.index()].iter().filter(holds).copied().collect();
    let mut shares = [Ratio::ZERO; 4];
    let mut rest = Ratio::ONE;
    let moving = matched.first().map(|m| &standard.mitigations[m.index()]).filter(|m| m.party != Party::Employee);
    if let Some(mitigation) = moving {
        let place = match mitigation.party {
            Party::Company => 1,
            Party::Customer => 2,
            Party::Employee | Party::Unknown => 3,
        };
        shares[place] = mitigation.share;
        rest = Ratio::ONE.minus(mitigation.share).unwrap_or(Ratio::ZERO);
    }
    let place = if standard.criteria[id.index()].employee_controls { 0 } else { 3 };
    shares[place] = shares[place].plus(rest).unwrap_or(Ratio::ONE);
    (shares, matched)
}
