//! What is wrong with the steps of a unit, in words and for tools.

use crate::Lexicon;
use crate::view::plain;
use etalon_core::standard::{Action, StepFault, Steps};

/// What people call a step.
pub fn step(step: &Action, language: &str) -> String {
    let title = step.title.get(language).filter(|title| !title.is_empty() && *title != step.name);
    title.map_or_else(|| plain(&step.name), str::to_owned)
}

/// `“Greets” came too late`
pub fn fault(words: Lexicon, language: &str, steps: &Steps, fault: StepFault) -> String {
    let name = |index: usize| steps.steps.get(index).map(|found| step(found, language)).unwrap_or_default();
    let one = |key, index: usize| words.say(key, &[("step", &name(index))]);
    match fault {
        StepFault::Missing(index) => one("step_missing", index),
        StepFault::Late(index) => one("step_late", index),
        StepFault::Repeated(index) => one("step_repeated", index),
        StepFault::OutOfOrder(pair) => {
            let Some(pair) = steps.pairs.get(pair) else { return String::new() };
            words.say("step_order", &[("first", &name(pair.first)), ("second", &name(pair.second))])
        }
        StepFault::Extra => words.say("step_extra", &[]),
    }
}
