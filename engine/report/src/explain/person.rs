//! Everything that is said of a person or another subject: strengths first.

use super::list::{Example, command};
use super::{Branch, Explain, Mark, Told};
use crate::show;
use crate::view::plain;
use etalon_core::explain::{PersonProof, Thing};
use etalon_core::outcome::{Decision, DecisionKind, Figure, ScoreLine, Verdict};
use etalon_core::show as core;
use etalon_core::standard::{CriterionId, Recognition};
use etalon_core::value::Ratio;
use std::cmp::Reverse;

/// Decisions and figures beyond these are shown only if all are asked for.
const DECISIONS: usize = 8;
const FIGURES: usize = 10;

impl Explain<'_> {
    /// Everything said of a subject. `ask` is how the program was called: what to ask further starts with it.
    #[must_use]
    pub fn person(&self, proof: &PersonProof, ask: &str) -> Told {
        let who = format!("{} {}", plain(&proof.kind), self.who(&proof.kind, &proof.key));
        let when = self.at(self.outcome.as_of);
        let mut told = Told::new("person", Mark::Plain, self.say("p_head", &[("who", &who), ("when", &when)]))
            .with("kind", proof.kind.clone())
            .with("key", proof.key.clone());
        let mut further: Vec<Example> = Vec::new();
        if let Some(card) = proof.card.map(|c| &self.outcome.scorecards[c]) {
            let strong: Vec<Branch> =
                card.strengths.iter().map(|i| self.line(&card.lines[*i], Mark::Yes, &[])).collect();
            told.proof.extend(Branch::section(self.words().get("strengths"), strong));
            let mut weak = Vec::new();
            for index in &card.weaknesses {
                let (line, breaches) = (&card.lines[*index], &proof.breaches[*index]);
                weak.push(self.line(line, Mark::No, breaches));
                if let Some(last) = breaches.last() {
                    let name = &self.standard.criteria[line.criterion.index()].label.name;
                    further.push(Example::new(self.criterion(line.criterion), &[name, &last.key]));
                }
            }
            told.proof.extend(Branch::section(self.words().get("weaknesses"), weak));
            let rest = (0..card.lines.len()).filter(|i| !card.strengths.contains(i) && !card.weaknesses.contains(i));
            let rest: Vec<Branch> = rest
                .filter(|i| card.lines[*i].raw.is_some())
                .map(|i| self.line(&card.lines[i], Mark::Plain, &proof.breaches[i]))
                .collect();
            told.proof.extend(Branch::section(self.words().get("requirements"), rest));
        }
        let decisions: Vec<&Decision> = proof.decisions.iter().map(|d| &self.outcome.decisions[*d]).collect();
        told.proof.extend(Branch::section(self.words().get("recognitions"), self.praises(&decisions)));
        let steps = decisions.iter().filter(|d| matches!(d.kind, DecisionKind::Step(..))).collect::<Vec<_>>();
        let hidden = if self.all { 0 } else { steps.len().saturating_sub(DECISIONS) };
        let mut lines = Vec::new();
        for decision in &steps[hidden..] {
            let DecisionKind::Step(ladder, step) = decision.kind else { continue };
            let ladder = &self.standard.ladders[ladder.index()];
            let name = format!("{}.{}", ladder.label.name, ladder.steps[step].name);
            let day = show::date_of(self.standard, decision.at);
            let title = self.sentences().step(&ladder.steps[step]);
            let words: Vec<&str> = match proof.kind.as_str() {
                "organization" => vec![&name, "--at", &day],
                _ => vec![&name, &proof.key, "--at", &day],
            };
            further.push(Example::new(title, &words));
            let text = self.sentences().why(decision);
            lines.push(Branch::new("decision", Mark::Hint, text).with("id", decision.id.clone()));
        }
        told.proof.extend(Branch::section(self.words().get("escalations"), lines));
        let mut figures: Vec<&Figure> = proof.figures.iter().map(|f| &self.outcome.figures[*f]).collect();
        // Periods that are over before those that run, figures with a verdict first, the newest first.
        figures.sort_by_key(|f| (!f.closed, f.targets.is_empty(), Reverse(f.span.map(|(_, end)| end)), f.metric));
        let mut lines = Vec::new();
        for figure in figures.into_iter().take(if self.all { usize::MAX } else { FIGURES }) {
            let mark = figure.targets.first().map_or(Mark::Plain, |(_, v)| super::figure::mark(*v));
            lines.push(Branch::new("figure", mark, self.figure_line(figure, false)));
            if lines.len() == 1 {
                let metric = &self.standard.metrics[figure.metric.index()].label;
                let title = crate::view::title(metric, self.language);
                further.push(Example::new(title, &[&metric.name, "--of", &proof.key, "--in", &figure.period]));
            }
        }
        told.proof.extend(Branch::section(self.words().get("figures"), lines));
        if told.proof.is_empty() {
            told.answer = self.say("p_nothing", &[("who", &who)]);
        }
        further.truncate(6);
        let further = further.iter().map(|e| command(ask, e)).collect();
        told.proof.extend(Branch::section(self.say("h_further", &[]), further));
        told
    }

    /// What was celebrated, each rule once.
    fn praises(&self, decisions: &[&Decision]) -> Vec<Branch> {
        let rules = (0_u16..).zip(&self.standard.recognitions);
        let praise = |(id, rule): (u16, &Recognition)| {
            let is_of = |d: &&&Decision| matches!(d.kind, DecisionKind::Recognition(r, _) if r.0 == id);
            let n = decisions.iter().filter(is_of).count();
            let newest = decisions.iter().rfind(is_of)?;
            let what = crate::view::title(&rule.label, self.language);
            let events = self.sentences().events(&newest.evidence);
            let text = match n {
                1 => self.say("p_praise_once", &[("what", &what), ("events", &events)]),
                _ => self.say("p_praise", &[("what", &what), ("n", &n.to_string()), ("events", &events)]),
            };
            Some(
                Branch::new("recognition", Mark::Yes, text)
                    .with("recognition", rule.label.name.clone())
                    .with("times", n),
            )
        };
        rules.filter_map(praise).collect()
    }

    /// What of a person's breached one requirement, each to be asked further.
    #[must_use]
    pub fn breaches(&self, proof: &PersonProof, id: CriterionId, ask: &str) -> Told {
        let card = proof.card.map(|c| &self.outcome.scorecards[c]);
        let line = card.and_then(|c| c.lines.iter().position(|l| l.criterion == id).map(|i| (&c.lines[i], i)));
        let who = self.who(&proof.kind, &proof.key);
        let Some((line, index)) = line else {
            return Told::new("person", Mark::Plain, self.say("p_nothing", &[("who", &who)]));
        };
        let branch = self.line(line, Mark::Plain, &[]);
        let mut told = Told::new("person", Mark::Plain, format!("{who}. {}.", branch.text))
            .with("kind", proof.kind.clone())
            .with("key", proof.key.clone());
        told.data.extend(branch.data);
        let name = &self.standard.criteria[id.index()].label.name;
        let breaches = &proof.breaches[index];
        let hidden = if self.all { 0 } else { breaches.len().saturating_sub(5) };
        let further = breaches[hidden..].iter().map(|t| command(ask, &Example::new(self.thing(t), &[name, &t.key])));
        told.proof.extend(Branch::section(self.say("h_further", &[]), further.collect()));
        told
    }

    fn line(&self, line: &ScoreLine, mark: Mark, breaches: &[Thing]) -> Branch {
        let kept = line.counts[Verdict::Met as usize];
        let judged = kept + line.counts[Verdict::Breached as usize];
        let share = line.raw.map_or_else(|| "–".to_owned(), core::share);
        let gaps = [
            ("what", &*self.criterion(line.criterion)),
            ("share", &share),
            ("kept", &show::count(kept)),
            ("judged", &show::count(judged)),
        ];
        let mut parts = Vec::new();
        let parties = ["employee", "company", "customer", "unknown"];
        let causes: Vec<String> = parties
            .iter()
            .zip(line.causes)
            .filter(|(_, share)| *share > Ratio::ZERO)
            .map(|(party, share)| format!("{} {}", self.words().get(party), core::number(share)))
            .collect();
        if !causes.is_empty() && mark == Mark::No {
            parts.push(Branch::plain("note", format!("{}: {}", self.words().get("causes"), causes.join(", "))));
        }
        if !breaches.is_empty() {
            let last = if self.all { breaches } else { &breaches[breaches.len().saturating_sub(5)..] };
            let keys: Vec<&str> = last.iter().map(|t| t.key.as_str()).collect();
            parts.push(Branch::plain("note", self.say("p_last", &[("keys", &keys.join(", "))])));
        }
        let guidance = self.standard.criteria[line.criterion.index()].guidance.get(self.language);
        if let Some(guidance) = guidance.filter(|g| mark == Mark::No && !g.is_empty()) {
            parts.push(Branch::new("guidance", Mark::Hint, guidance));
        }
        let name = self.standard.criteria[line.criterion.index()].label.name.clone();
        Branch::new("line", mark, self.say("p_line", &gaps))
            .with("criterion", name)
            .with("met", kept)
            .with("judged", judged)
            .under(parts)
    }
}
