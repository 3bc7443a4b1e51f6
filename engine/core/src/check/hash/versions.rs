//! Rules that stand word for word in all versions of a standard and yet mean something else from one on: a param, a define, a calendar or
//! a rule that they rest on is said anew. What a rule means at a date is its hash there.

use super::{Known, Rule, hash_rule, ids, one};
use crate::Standard;
use crate::standard::{Changed, Counted, CriterionId, Ladder, LadderId};
use crate::time::LocalTime;

/// From which versions on criteria, and what ladders count without one, mean something else than before.
pub(super) fn changed(standard: &Standard) -> Changed {
    let mut changed = Changed::default();
    let local = LocalTime::new(&standard.zone, 0, 0);
    let mut before: Option<Vec<String>> = None;
    for (_, day) in &standard.versions {
        let Some(start) = local.start(*day) else { continue };
        let known = &mut Known { at: Some(start), ..Known::default() };
        let criteria = || ids(&standard.criteria).map(CriterionId);
        let mut hashes: Vec<String> = criteria().map(|id| hash_rule(standard, known, Rule::Criterion(id))).collect();
        hashes.extend(standard.ladders.iter().map(|ladder| one(standard, known, |w| w.happenings(ladder))));
        let is_other = |index: usize| before.as_ref().is_some_and(|before| before.get(index) != hashes.get(index));
        for id in criteria().filter(|id| is_other(id.index())) {
            changed.criteria.entry(id).or_default().push(*day);
        }
        let first = standard.criteria.len();
        for id in ids(&standard.ladders).map(LadderId).filter(|id| is_other(first + id.index())) {
            changed.ladders.entry(id).or_default().push(*day);
        }
        before = Some(hashes);
    }
    changed
}

impl super::Writer<'_> {
    /// What a ladder counts of itself, without a criterion.
    fn happenings(&mut self, ladder: &Ladder) {
        self.sorted("counts", &ladder.counts, |w, counted| {
            if let Counted::Events { unit, filter, .. } = counted {
                w.uses(*unit);
                w.over_optional(*unit, "where", filter.as_ref());
            }
        });
    }
}
