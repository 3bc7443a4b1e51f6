//! What a proof must look like in words, whatever it is about: nothing of the data is written down here.

use crate::house::House;
use etalon_core::explain::{FindingProof, Nearest, Reason, Wanted, What};
use etalon_report::{Branch, Explain, Names, Told};
use std::collections::BTreeSet;

/// Kinds of sentences that are the program's own: they must be another sentence in another language.
const OWN: [&str; 7] = ["section", "change", "edit", "look", "all_of", "one_of", "none_of"];

/// What must not stand in any sentence: gaps that were not filled, brackets and quotes around nothing, words of the program's inside.
const NEVER: [&str; 17] = [
    "()", "( )", "[]", "“”", "„”", "{}", "::", "Some(", "None)", "Ok(", "Err(", "Value", "YesNo", " ,", " .", ", .",
    ",,",
];

/// Between a condition and the values it saw.
const VALUES: &str = "  –  ";

/// Reads proofs in words.
pub struct Reader<'h> {
    house: &'h House,
    names: Names,
    /// The names of the standard that have an underscore.
    known: BTreeSet<&'h str>,
}

impl<'h> Reader<'h> {
    pub fn of(house: &'h House) -> Self {
        let known = house.files.iter().flat_map(|f| underscored(&f.text)).collect();
        Self { house, names: Names::of(&house.standard, &house.run.world), known }
    }

    /// What is wrong with a proof in words.
    pub fn wrong(&self, proof: &FindingProof) -> Vec<String> {
        let say = |language| {
            let (standard, outcome) = (&self.house.standard, &self.house.run.outcome);
            Explain { standard, outcome, names: &self.names, language, all: false }.finding(proof)
        };
        let (english, estonian) = (say("en"), say("et"));
        let mut wrong = self.one(proof, &english);
        wrong.extend(self.one(proof, &estonian));
        let (a, b) = (flat(&english.proof), flat(&estonian.proof));
        if a.len() != b.len() {
            wrong.push("one language says more".to_owned());
        }
        let same = a.iter().zip(&b).filter(|(a, b)| OWN.contains(&a.is) && a.text == b.text);
        wrong.extend(same.map(|(a, _)| format!("not translated: {}", a.text)));
        if english.answer == estonian.answer {
            wrong.push(format!("not translated: {}", english.answer));
        }
        wrong
    }

    fn one(&self, proof: &FindingProof, told: &Told) -> Vec<String> {
        let branches = flat(&told.proof);
        let page = plain(&told.page(100));
        let mut wrong: Vec<String> =
            page.lines().filter(|l| l.chars().count() > 100).map(|l| format!("too wide: {l}")).collect();
        let line = one_line(&page);
        wrong.extend(self.quoted(proof, &line));
        wrong.extend(conditions(proof, &line, &branches));
        // The nearest change, or that there is none.
        let changes = branches.iter().filter(|b| b.is == "change").count();
        if changes != usize::from(proof.nearest != Nearest::NotAsked) {
            wrong.push(format!("{changes} changes are told"));
        }
        wrong.extend(self.sentences(told, &branches));
        wrong
    }

    /// The sentence of the standard, and the place where it really stands.
    fn quoted(&self, proof: &FindingProof, line: &str) -> Vec<String> {
        let quote = &proof.quote;
        let file = self.house.files.iter().find(|f| f.path == quote.file);
        let there = file.and_then(|f| f.text.lines().nth(quote.line - 1)).unwrap_or_default();
        let first = quote.text.lines().next().unwrap_or_default();
        let mut wrong = Vec::new();
        if first.trim().is_empty() || !there.contains(first.trim()) || !line.contains(&one_line(first)) {
            wrong.push(format!("the sentence of the standard is not there: {first}"));
        }
        // A long path may be cut by the width.
        let unspaced: String = line.split(' ').collect();
        let place: String = format!("{}:{}", quote.file, quote.line).split(' ').collect();
        if !unspaced.contains(&place) {
            wrong.push(format!("the place of the sentence is not there: {place}"));
        }
        wrong
    }

    /// Each word with an underscore is one of the standard's names, and no sentence has a hole.
    fn sentences(&self, told: &Told, branches: &[&Branch]) -> Vec<String> {
        let mut wrong = Vec::new();
        let said = branches.iter().filter(|b| b.is != "quote" && b.is != "note").map(|b| b.text.as_str());
        for text in said.chain([told.answer.as_str()]) {
            let strange = underscored(text).filter(|name| !self.known.contains(name));
            wrong.extend(strange.map(|name| format!("no name of the standard: {name}")));
            let own = text.split(VALUES).next().unwrap_or_default();
            wrong.extend(NEVER.iter().filter(|never| own.contains(**never)).map(|never| format!("`{never}`: {text}")));
            if text.trim().is_empty() || text.trim_end().ends_with(['–', '=', '(', '“', '„']) {
                wrong.push(format!("an unfinished sentence: {text}"));
            }
        }
        wrong
    }
}

/// Every value that a condition saw stands beside its name, and no condition stands there without any.
fn conditions(proof: &FindingProof, line: &str, branches: &[&Branch]) -> Vec<String> {
    let mut saw = Vec::new();
    if let Some(steps) = &proof.steps {
        // Steps are told one by one, each with its instant and what is wrong with it.
        let told = branches.iter().filter(|b| b.is == "step");
        let named: usize = told.clone().filter_map(|b| b.data.get("faults")?.as_array().map(Vec::len)).sum();
        let of_pairs = branches.iter().filter(|b| b.is == "step_fault").count();
        let mut wrong = Vec::new();
        if told.count() != steps.seen.len() {
            wrong.push(format!("not each of {} steps is told", steps.seen.len()));
        }
        if named + of_pairs != steps.faults.len() {
            wrong.push(format!("{} faults of steps, but {} are told", steps.faults.len(), named + of_pairs));
        }
        return wrong;
    }
    proof.applies.iter().for_each(|reason| values(reason, &mut saw));
    if let Wanted::Condition(reason) = &proof.requires {
        values(reason, &mut saw);
    }
    let mut wrong = Vec::new();
    for (name, lost) in saw {
        if !line.contains(&lost.unwrap_or_else(|| format!("{name} = "))) {
            wrong.push(format!("no value of {name}"));
        }
    }
    let bare = branches.iter().filter(|b| b.is == "condition" && !b.text.contains(VALUES) && b.parts.is_empty());
    wrong.extend(bare.map(|b| format!("a condition without a value: {}", b.text)));
    wrong
}

/// Fields and params with a value under a condition; of a reference that leads nowhere the key that nobody knows.
fn values(reason: &Reason, saw: &mut Vec<(String, Option<String>)>) {
    match &reason.what {
        What::Field { name, lost, .. } => saw.push((name.clone(), lost.clone().and_then(|l| l.1))),
        What::Param(name) => saw.push((name.clone(), None)),
        // Its parts are about other things.
        What::Look(_) => return,
        _ => {}
    }
    reason.parts.iter().for_each(|part| values(part, saw));
}

/// All sentences, in order.
fn flat(branches: &[Branch]) -> Vec<&Branch> {
    branches.iter().flat_map(|branch| std::iter::once(branch).chain(flat(&branch.parts))).collect()
}

/// Words with an underscore in them.
fn underscored(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| w.trim_matches('_').contains('_'))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without colours.
fn plain(page: &str) -> String {
    let mut parts = page.split("\x1b[");
    let first = parts.next().unwrap_or_default().to_owned();
    first + &parts.filter_map(|part| part.split_once('m')).map(|(_, text)| text).collect::<String>()
}
