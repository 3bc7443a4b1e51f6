//! What can be asked, with examples from the data at hand to copy; and what an ambiguous word may mean.

use super::{Branch, Explain, Mark, Told};
use crate::view::title;
use etalon_core::evaluate::World;
use etalon_core::outcome::{DecisionKind, Verdict};

/// A question to copy.
#[derive(Debug, Clone)]
pub struct Example {
    /// What it asks, in words.
    pub what: String,
    /// The words of the question.
    pub words: Vec<String>,
}

/// One meaning of a word that has several.
pub type Meaning = Example;

impl Example {
    /// A question.
    #[must_use]
    pub fn new(what: impl Into<String>, words: &[&str]) -> Self {
        Self { what: what.into(), words: words.iter().map(|w| (*w).to_owned()).collect() }
    }
}

/// A line that can be pasted into a shell.
pub(super) fn command(ask: &str, example: &Example) -> Branch {
    let words: Vec<String> = example.words.iter().map(|w| quoted(w)).collect();
    let line = format!("{ask} {}", words.join(" "));
    Branch::plain("ask", line.clone())
        .with("ask", example.words.clone())
        .under(vec![Branch::plain("note", example.what.clone())])
}

fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:#@+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

impl Explain<'_> {
    /// What can be asked of this standard and this data.
    #[must_use]
    pub fn list(&self, world: &World, ask: &str) -> Told {
        let mut told = Told::new("list", Mark::Plain, format!("{}.", self.say("q_head", &[])));
        let mut section = |key: &'static str, examples: Vec<Example>| {
            let lines = examples.iter().map(|e| command(ask, e)).collect();
            told.proof.extend(Branch::section(self.say(key, &[]), lines));
        };
        section("q_finding", self.findings(world));
        section("q_step", self.steps());
        section("q_not", self.not_steps());
        section("q_recognition", self.recognitions());
        section("q_figure", self.some_figures());
        section("q_person", self.people());
        told
    }

    /// The newest breach of each requirement that has one, else the newest thing that keeps it.
    fn findings(&self, world: &World) -> Vec<Example> {
        let of = |verdict: Verdict| {
            self.outcome.findings.iter().filter_map(move |findings| {
                let row = findings.verdicts.iter().rposition(|v| *v == verdict)?;
                let criterion = &self.standard.criteria[findings.criterion.index()];
                let key = world.key(findings.unit, row);
                Some(Example::new(self.criterion(findings.criterion), &[&criterion.label.name, &key]))
            })
        };
        let breached: Vec<Example> = of(Verdict::Breached).take(4).collect();
        if breached.is_empty() { of(Verdict::Met).take(2).collect() } else { breached }
    }

    fn steps(&self) -> Vec<Example> {
        let mut seen = Vec::new();
        let mut examples = Vec::new();
        for decision in self.outcome.decisions.iter().rev() {
            let DecisionKind::Step(id, step) = decision.kind else { continue };
            if seen.contains(&decision.kind) {
                continue;
            }
            seen.push(decision.kind);
            let ladder = &self.standard.ladders[id.index()];
            let name = format!("{}.{}", ladder.label.name, ladder.steps[step].name);
            examples.push((id, step, self.subject_words(name, decision.subject_kind.as_str(), &decision.subject)));
        }
        examples.sort_by_key(|(id, step, _)| (*id, *step));
        let example = |(id, step, words): (etalon_core::standard::LadderId, usize, Vec<String>)| Example {
            what: self.sentences().step(&self.standard.ladders[id.index()].steps[step]),
            words,
        };
        examples.into_iter().map(example).take(4).collect()
    }

    fn subject_words(&self, name: String, kind: &str, subject: &str) -> Vec<String> {
        if kind == "organization" { vec![name] } else { vec![name, subject.to_owned()] }
    }

    fn not_steps(&self) -> Vec<Example> {
        let found = (0_u16..).zip(&self.standard.ladders).find_map(|(id, ladder)| {
            let last = ladder.steps.len().checked_sub(1)?;
            let subject = self.outcome.decisions.iter().rev().find_map(|d| match d.kind {
                DecisionKind::Step(l, step) if l.0 == id && step < last => Some((&d.subject_kind, &d.subject)),
                _ => None,
            })?;
            let name = format!("{}.{}", ladder.label.name, ladder.steps[last].name);
            let mut words = self.subject_words(name, subject.0, subject.1);
            words.push("--not".to_owned());
            Some(Example { what: self.sentences().step(&ladder.steps[last]), words })
        });
        found.into_iter().collect()
    }

    fn recognitions(&self) -> Vec<Example> {
        let rules = (0_u16..).zip(&self.standard.recognitions);
        let example = |(id, rule): (u16, &etalon_core::standard::Recognition)| {
            let given = self.outcome.decisions.iter().rev();
            let mut given = given.filter(|d| matches!(d.kind, DecisionKind::Recognition(r, _) if r.0 == id));
            let decision = given.next()?;
            let words = self.subject_words(rule.label.name.clone(), &decision.subject_kind, &decision.subject);
            Some(Example { what: title(&rule.label, self.language), words })
        };
        rules.filter_map(example).take(2).collect()
    }

    fn some_figures(&self) -> Vec<Example> {
        let mut seen = Vec::new();
        let mut examples = Vec::new();
        for figure in self.outcome.figures.iter().rev().filter(|f| f.n > 0 && f.closed) {
            if seen.contains(&figure.metric) {
                continue;
            }
            seen.push(figure.metric);
            let metric = &self.standard.metrics[figure.metric.index()];
            let mut words = vec![metric.label.name.as_str()];
            if metric.per[figure.per].name != "organization" {
                words.extend(["--of", &figure.subject]);
            }
            words.extend(["--in", &figure.period]);
            examples.push(Example::new(title(&metric.label, self.language), &words));
        }
        examples.reverse();
        examples.truncate(3);
        examples
    }

    fn people(&self) -> Vec<Example> {
        let people = |kind: &str| self.standard.units.iter().any(|u| u.person && u.label.name == *kind);
        let card = self.outcome.scorecards.iter().find(|c| people(&c.kind));
        let example =
            |c: &etalon_core::outcome::Scorecard| Example::new(self.who(&c.kind, &c.subject), &[&c.kind, &c.subject]);
        card.map(example).into_iter().collect()
    }

    /// What a word may mean, to choose from.
    #[must_use]
    pub fn meanings(&self, word: &str, meanings: &[Meaning], ask: &str) -> Told {
        let lines = meanings.iter().map(|m| command(ask, m)).collect();
        let mut told = Told::new("list", Mark::Unknown, self.say("which_meaning", &[("word", word)]));
        told.proof = lines;
        told
    }
}
