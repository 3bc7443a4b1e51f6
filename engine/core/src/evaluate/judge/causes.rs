//! Causes: the strongest mitigation that leads away from the employee wins; nothing is added up; all that match are listed.

use crate::Standard;
use crate::evaluate::Use;
use crate::evaluate::columns::{Bench, YES};
use crate::outcome::Cause;
use crate::standard::{CriterionId, MitigationId, Party};
use crate::value::Ratio;

/// What the breaches of a batch are due to: of each an index into the mitigations that matched.
pub(super) struct Matched {
    pub(super) codes: Vec<u32>,
    pub(super) lists: Vec<Vec<MitigationId>>,
}

/// No such list yet.
const NEW: u32 = u32::MAX;

/// Which mitigations match these breaches (places in the batch). Mitigation by mitigation, the breaches that were alike so
/// far are told apart by whether it holds: there are never more lists than breaches, and they are numbered as they come.
pub(super) fn matched(bench: &Bench<'_>, id: CriterionId, places: &[usize]) -> Matched {
    let (standard, plan) = (bench.engine.standard, bench.engine.plan);
    let mut all = Matched { codes: vec![0; places.len()], lists: vec![Vec::new()] };
    if places.is_empty() {
        all.lists.clear();
        return all;
    }
    for mitigation in &plan.mitigations[id.index()] {
        let declared = &standard.mitigations[mitigation.index()];
        let when = plan.roots.get(&Use::MitigationWhen(*mitigation)).map(|(_, node)| bench.get(*node));
        let rests = plan.roots.get(&Use::MitigationRests(*mitigation, id)).map(|(_, node)| bench.get(*node));
        if when.is_none() && rests.is_none() {
            if declared.when.is_none() && declared.part(id).is_none() {
                all.lists.iter_mut().for_each(|list| list.push(*mitigation));
            }
            continue;
        }
        let holds = |place: usize| [&when, &rests].into_iter().flatten().all(|part| part.flag(place) == YES);
        let mut split = vec![[NEW; 2]; all.lists.len()];
        let mut lists: Vec<Vec<MitigationId>> = Vec::new();
        for (code, place) in all.codes.iter_mut().zip(places) {
            let yes = holds(*place);
            let before = *code as usize;
            let now = &mut split[before][usize::from(yes)];
            if *now == NEW {
                *now = u32::try_from(lists.len()).expect("no more lists than rows, which are numbered in 32 bits");
                let mut list = all.lists[before].clone();
                list.extend(yes.then_some(*mitigation));
                lists.push(list);
            }
            *code = *now;
        }
        all.lists = lists;
    }
    all
}

/// The shares of a breach that these mitigations match.
pub(super) fn cause(standard: &Standard, id: CriterionId, matched: Vec<MitigationId>) -> Cause {
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
    Cause { shares, matched }
}
