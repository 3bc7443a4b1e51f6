//! Why a requirement is kept, breached or anything else.

use super::list::{Example, command};
use super::{Branch, Explain, Mark, Told};
use crate::view::plain;
use etalon_core::explain::{FindingProof, MitigationProof, Standing, Thing, Wanted};
use etalon_core::outcome::Verdict;
use etalon_core::standard::Party;
use etalon_core::value::Ratio;
use serde_json::json;

impl Explain<'_> {
    /// Why a criterion says of a thing what it says.
    #[must_use]
    pub fn finding(&self, proof: &FindingProof) -> Told {
        let what = self.criterion(proof.criterion);
        let unit = self.thing_short(&proof.thing);
        let missing = proof.missing.clone().unwrap_or_else(|| "–".to_owned());
        let key = match proof.verdict {
            Verdict::Met => "f_met",
            Verdict::Breached => "f_breached",
            Verdict::NotApplicable => "f_not_applicable",
            Verdict::Pending => "f_pending",
            Verdict::NotJudged => "f_not_judged",
        };
        let mut gaps = vec![("what", &*what), ("unit", &*unit)];
        if proof.verdict == Verdict::NotJudged {
            gaps.push(("missing", &missing));
        }
        let because = self.finding_because(proof).map(|why| self.say("because", &[("why", &why)]));
        let because = because.unwrap_or_default();
        gaps.push(("because", &because));
        let answer = self.say(key, &gaps);
        let mut told = Told::new("finding", mark(proof.verdict), answer)
            .with("criterion", proof.name.clone())
            .with("thing", self.json_thing(&proof.thing))
            .with("verdict", verdict_word(proof.verdict))
            .with("at", self.json_at(proof.at))
            .with("missing", proof.missing.clone())
            .with("shares", json!(proof.shares.map(|s| s.map(|r| r.to_string()))));
        let whose: Vec<_> = proof.whose.iter().map(|(kind, key)| json!({ "kind": kind, "key": key })).collect();
        told = told.with("whose", whose);
        let shown: Vec<String> = proof
            .whose
            .iter()
            .filter_map(|(kind, key)| Some(format!("{} {}", plain(kind), self.names.subject(kind, key.as_ref()?))))
            .collect();
        if !shown.is_empty() || proof.thing.at.is_some() {
            let at = proof.thing.at.map(|at| self.at(at));
            let facts: Vec<String> = at.into_iter().chain(shown).collect();
            told.proof.push(Branch::plain("note", facts.join(" · ")));
        }
        told.proof.extend(self.owed_how(proof));
        let applies = proof.applies.iter().map(|r| self.reason(r)).collect();
        told.proof.extend(Branch::section(self.say("h_applies", &[]), applies));
        match &proof.requires {
            _ if proof.steps.is_some() => {
                told.proof.extend(proof.steps.iter().flat_map(|steps| self.steps_gone(steps)))
            }
            Wanted::Condition(reason) => {
                told.proof.extend(Branch::section(self.say("h_because", &[]), vec![self.reason(reason)]));
            }
            Wanted::Form(form) => told.proof.extend(self.form_sections(form, None)),
            Wanted::Item(form, item) => told.proof.extend(self.form_sections(form, Some(*item))),
        }
        told.proof.extend(Branch::section(self.say("h_cause", &[]), self.cause(proof)));
        let change = self.nearest(&proof.nearest, None).into_iter().collect();
        told.proof.extend(Branch::section(self.say("h_change", &[]), change));
        if proof.verdict == Verdict::Breached
            && let Some(guidance) = proof.guidance.get(self.language)
        {
            let hint = vec![Branch::new("guidance", Mark::Hint, guidance)];
            told.proof.extend(Branch::section(self.say("h_guidance", &[]), hint));
        }
        told.proof.extend(self.quoted(&[&proof.quote]));
        told
    }

    /// Whether a mitigation holds for a thing, and why.
    #[must_use]
    pub fn mitigation_told(&self, proof: &MitigationProof, thing: &Thing) -> Told {
        let branch = self.mitigated(proof);
        let mut told = Told::new("mitigation", branch.mark, format!("{}: {}.", self.thing_short(thing), branch.text))
            .with("mitigation", proof.name.clone())
            .with("thing", self.json_thing(thing));
        told.data.extend(branch.data);
        told.proof.extend(Branch::section(self.say("h_because", &[]), branch.parts));
        told.proof.extend(self.quoted(&[&proof.quote]));
        told
    }

    /// Everything that is said of one thing, requirement by requirement.
    #[must_use]
    pub fn thing_told(&self, thing: &Thing, proofs: &[FindingProof], ask: &str) -> Told {
        let mut told =
            Told::new("thing", Mark::Plain, format!("{}.", self.thing(thing))).with("thing", self.json_thing(thing));
        let (on, off): (Vec<&FindingProof>, _) = proofs.iter().partition(|p| p.verdict != Verdict::NotApplicable);
        let lines = on.iter().map(|p| {
            let short = self.finding(p);
            Branch::new("finding", short.mark, short.answer)
                .with("criterion", p.name.clone())
                .with("verdict", verdict_word(p.verdict))
        });
        told.proof.extend(Branch::section(self.words().get("requirements"), lines.collect()));
        let names = off.iter().map(|p| Branch::plain("note", self.criterion(p.criterion))).collect();
        told.proof.extend(Branch::section(self.say("h_not_applicable", &[]), names));
        let first = on.iter().find(|p| p.verdict == Verdict::Breached).or_else(|| on.first());
        let further = first.map(|p| command(ask, &Example::new(self.criterion(p.criterion), &[&p.name, &thing.key])));
        told.proof.extend(Branch::section(self.say("h_further", &[]), further.into_iter().collect()));
        told
    }

    fn finding_because(&self, proof: &FindingProof) -> Option<String> {
        let met = proof.verdict == Verdict::Met;
        match proof.verdict {
            Verdict::NotApplicable => self.because(proof.applies.as_ref()?),
            Verdict::Pending | Verdict::NotJudged => None,
            Verdict::Met | Verdict::Breached => match &proof.requires {
                _ if proof.steps.is_some() => self.because_steps(proof.steps.as_ref()?),
                Wanted::Condition(reason) => self.because(reason),
                Wanted::Form(form) => {
                    let score = form.score.map_or_else(|| "–".to_owned(), |s| etalon_core::show::decimal(s, 1));
                    let verdict = self.words().get(super::form::verdict_key(form.verdict));
                    let verdict = match &form.band {
                        Some(band) => format!("{verdict} ({})", plain(band)),
                        None => verdict.to_owned(),
                    };
                    Some(self.say("why_form", &[("verdict", &verdict), ("score", &score)]))
                }
                Wanted::Item(form, item) => {
                    let item = &form.items[*item];
                    let key = if met { "why_item_met" } else { "why_item" };
                    Some(self.say(key, &[("item", &self.title(&item.title, &item.name))]))
                }
            },
        }
    }

    fn cause(&self, proof: &FindingProof) -> Vec<Branch> {
        let Some(shares) = proof.shares else { return Vec::new() };
        let parties = ["employee", "company", "customer", "unknown"];
        let mut parts: Vec<Branch> = parties
            .iter()
            .zip(shares)
            .filter(|(_, share)| *share > Ratio::ZERO)
            .map(|(party, share)| {
                let word = self.words().get(party);
                let text = match share == Ratio::ONE {
                    true => self.say("share_all", &[("party", word)]),
                    false => self.say("share_part", &[("party", word), ("share", &share.to_string())]),
                };
                Branch::plain("cause", text).with("party", *party).with("share", share.to_string())
            })
            .collect();
        parts.extend(proof.mitigations.iter().map(|m| self.mitigated(m)));
        parts
    }

    pub(super) fn mitigated(&self, proof: &MitigationProof) -> Branch {
        let name = self.title(&proof.title, &proof.name);
        let other = |id| self.mitigation(id);
        let party = self.words().get(match proof.party {
            Party::Employee => "employee",
            Party::Company => "company",
            Party::Customer => "customer",
            Party::Unknown => "unknown",
        });
        let (text, mark) = match proof.standing {
            Standing::Won => {
                let share = proof.share.to_string();
                (self.say("m_won", &[("name", &name), ("share", &share), ("party", party)]), Mark::Yes)
            }
            Standing::GreaterShare(id) => {
                (self.say("m_greater", &[("name", &name), ("other", &other(id))]), Mark::Plain)
            }
            Standing::Earlier(id) => (self.say("m_earlier", &[("name", &name), ("other", &other(id))]), Mark::Plain),
            Standing::Employee(_) => (self.say("m_employee", &[("name", &name)]), Mark::Plain),
            Standing::Elsewhere => (self.say("m_elsewhere", &[("name", &name)]), Mark::Plain),
            Standing::Not => (self.say("m_not", &[("name", &name)]), Mark::No),
            Standing::Unknown => (self.say("m_unknown", &[("name", &name)]), Mark::Unknown),
        };
        let standing = match proof.standing {
            Standing::Won => "won",
            Standing::GreaterShare(_) => "greater_share",
            Standing::Earlier(_) => "earlier",
            Standing::Employee(_) => "employee",
            Standing::Elsewhere => "elsewhere",
            Standing::Not => "not",
            Standing::Unknown => "unknown",
        };
        let mut parts: Vec<Branch> = proof.reason.iter().map(|r| self.reason(r)).collect();
        if let Some((score, band)) = &proof.without {
            let shown = score.map_or_else(|| "–".to_owned(), |s| etalon_core::show::decimal(s, 1));
            let band = band.as_ref().map(|band| format!(" ({})", plain(band))).unwrap_or_default();
            let text = self.say("m_without", &[("score", &shown), ("band", &band)]);
            parts.push(Branch::plain("note", text).with("score_without", json!(score.map(|s| s.to_string()))));
        }
        let holds = self.say("then_holds", &[]);
        parts.extend(proof.nearest.as_ref().and_then(|n| self.nearest(n, Some(&holds))));
        Branch::new("mitigation", mark, text)
            .with("mitigation", proof.name.clone())
            .with("standing", standing)
            .with("line", proof.quote.line)
            .under(parts)
    }
}

const fn mark(verdict: Verdict) -> Mark {
    match verdict {
        Verdict::Met => Mark::Yes,
        Verdict::Breached => Mark::No,
        Verdict::NotApplicable => Mark::Plain,
        Verdict::Pending | Verdict::NotJudged => Mark::Unknown,
    }
}

/// The word of the table for a verdict.
pub(super) const fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "kept",
        Verdict::Breached => "breached",
        Verdict::NotApplicable => "not_applicable",
        Verdict::Pending => "pending",
        Verdict::NotJudged => "not_judged",
    }
}

/// The stable word of a verdict.
pub(super) const fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::Breached => "breached",
        Verdict::NotApplicable => "not applicable",
        Verdict::Pending => "pending",
        Verdict::NotJudged => "not judged",
    }
}
