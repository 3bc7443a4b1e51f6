//! Which plugins a rule rests on, in words: whoever is judged by a statistical model must be told so.

use crate::Lexicon;
use etalon_core::standard::RestsOn;

/// One line for each.
pub fn lines(words: Lexicon, rests_on: &[RestsOn]) -> Vec<String> {
    rests_on.iter().map(|one| line(words, one)).collect()
}

fn line(words: Lexicon, one: &RestsOn) -> String {
    let (function, version) = (one.function.as_str(), one.version.as_str());
    match &one.model {
        Some(model) => words.say("rests_on_model", &[("function", function), ("version", version), ("model", model)]),
        None => words.say("rests_on", &[("function", function), ("version", version)]),
    }
}
