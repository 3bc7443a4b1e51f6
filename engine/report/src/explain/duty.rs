//! Of a duty: with which mitigation it arose, who owes it, and what became of it: done by whom, late, by another, not at all.

use super::{Branch, Explain};
use etalon_core::explain::FindingProof;
use etalon_core::outcome::{DecisionKind, Verdict};
use etalon_core::standard::{Duty, DutyId, MitigationId};

impl Explain<'_> {
    /// Nothing, where the rule is no duty or nothing is owed.
    pub(super) fn owed_how(&self, proof: &FindingProof) -> Vec<Branch> {
        let duties = (0_u16..).map(DutyId).zip(&self.standard.duties);
        let Some((id, duty)) = duties.into_iter().find(|(_, duty)| duty.criterion == proof.criterion) else {
            return Vec::new();
        };
        let own = |d: &&etalon_core::outcome::Decision| {
            d.kind == DecisionKind::Duty(id) && d.evidence.first().is_some_and(|e| e.key == proof.thing.key)
        };
        let arisen = matches!(proof.verdict, Verdict::Met | Verdict::Breached | Verdict::Pending);
        let opened = duty.opened_by.iter().filter(|_| arisen).filter_map(|m| self.opened(duty, *m, proof));
        let decided = self.outcome.decisions.iter().find(own);
        let became = decided.map(|d| Branch::plain("owed", self.sentences().why(d)).with("decision", d.id.clone()));
        opened.chain(became).collect()
    }

    /// `Owed because “Nobody had trained the person” holds where “The answer is right” is breached.`
    fn opened(&self, duty: &Duty, id: MitigationId, proof: &FindingProof) -> Option<Branch> {
        let mitigation = &self.standard.mitigations[id.index()];
        let row = proof.thing.row as usize;
        let moved = mitigation.covers.iter().filter(|c| **c != duty.criterion).filter(|c| {
            let found = self.outcome.findings.get(c.index()).and_then(|found| found.breaches.find(row));
            found.is_some_and(|breach| breach.cause.matched.contains(&id))
        });
        let rules: Vec<String> = moved.map(|c| format!("“{}”", self.criterion(*c))).collect();
        let name = self.mitigation(id);
        let gaps = [("name", &*name), ("rules", &rules.join(", "))];
        let branch = Branch::plain("owed_because", self.say("owed_because", &gaps));
        (!rules.is_empty()).then(|| branch.with("mitigation", mitigation.label.name.clone()))
    }
}
