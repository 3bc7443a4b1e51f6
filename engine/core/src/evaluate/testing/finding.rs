//! `expect quick_answer met for "c1"`

use super::{Seen, expected};
use crate::outcome::{Cause, Verdict};
use crate::standard::{CriterionId, Party, plain};
use crate::value::Ratio;

impl Seen<'_> {
    pub(super) fn finding(
        &self,
        not: bool,
        criterion: CriterionId,
        key: &str,
        outcome: Option<Verdict>,
        causes: &[(Party, Ratio)],
        by: &[String],
    ) -> Option<String> {
        let declared = &self.standard.criteria[criterion.index()];
        let unit = &self.standard.units[declared.unit.index()].label.name;
        let row = match self.row(declared.unit, key) {
            Ok(row) => row,
            Err(message) => return Some(message),
        };
        let criterion = self.run.outcome.in_force(self.standard, criterion, row);
        let findings = self.run.outcome.findings.get(criterion.index())?;
        let came = findings.verdicts.get(row).copied().unwrap_or(Verdict::NotJudged);
        let breach = findings.breaches.find(row).map(|b| b.cause);
        let share = |party: Party| breach.map_or(Ratio::ZERO, |b| b.share(party));
        let matched: Vec<&str> = breach.map(|b| self.matched(b)).unwrap_or_default();
        let is_so = outcome.is_none_or(|verdict| verdict == came)
            && causes.iter().all(|(party, part)| breach.is_some() && share(*party) == *part)
            && by.iter().all(|name| matched.iter().any(|one| plain(one) == *name));
        if is_so != not {
            return None;
        }
        let mut wanted: Vec<String> = outcome.map(|v| word(v).to_owned()).into_iter().collect();
        wanted.extend(causes.iter().map(|(party, part)| format!("cause {} {part}", party_word(*party))));
        wanted.extend(by.iter().map(|name| format!("by {name}")));
        let mut found = word(came).to_owned();
        if let Some(breach) = breach {
            found += &format!(" (cause {}", shares(breach));
            if !matched.is_empty() {
                found += &format!("; by {}", matched.join(", "));
            }
            found.push(')');
        }
        if came == Verdict::NotJudged
            && let Some((_, reason)) = findings.unjudged.iter().find(|(r, _)| *r as usize == row)
        {
            found += &format!(", because it lacks {reason}");
        }
        let name = &declared.label.name;
        Some(format!("{name} {} {} for {unit} \"{key}\", but it is {found}", expected(not), wanted.join(", ")))
    }

    /// The mitigations that match; a version adds `@4` to the name, which nobody writes.
    fn matched(&self, breach: &Cause) -> Vec<&str> {
        let name =
            |m: &crate::standard::MitigationId| self.standard.mitigations.get(m.index()).map(|m| m.label.name.as_str());
        breach.matched.iter().filter_map(name).collect()
    }
}

fn shares(breach: &Cause) -> String {
    let parties = [Party::Employee, Party::Company, Party::Customer, Party::Unknown];
    let parts = parties.iter().filter(|p| breach.share(**p) > Ratio::ZERO);
    parts.map(|p| format!("{} {}", party_word(*p), breach.share(*p))).collect::<Vec<_>>().join(", ")
}

const fn party_word(party: Party) -> &'static str {
    match party {
        Party::Employee => "employee",
        Party::Company => "company",
        Party::Customer => "customer",
        Party::Unknown => "unknown",
    }
}

pub(super) const fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NotApplicable => "not applicable",
        Verdict::Met => "met",
        Verdict::Breached => "breached",
        Verdict::Pending => "pending",
        Verdict::NotJudged => "not judged",
    }
}
