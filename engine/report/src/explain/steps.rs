//! How the steps of a unit went: when each was done, and what is wrong.

use super::{Branch, Explain, Mark};
use etalon_core::explain::{StepSeen, StepsProof};
use etalon_core::standard::StepFault;
use etalon_core::value::Value;

impl Explain<'_> {
    /// Every step with its instant, then the pairs that are turned round, and what is no step.
    pub(super) fn steps_gone(&self, proof: &StepsProof) -> Option<Branch> {
        let steps = self.standard.steps.get(proof.steps.index())?;
        let mut parts: Vec<Branch> =
            (0..).zip(&proof.seen).map(|(index, seen)| self.step_seen(proof, index, seen)).collect();
        for fault in &proof.faults {
            if matches!(fault, StepFault::OutOfOrder(_) | StepFault::Extra) {
                let (word, step, before) = steps.named(*fault);
                let text = crate::steps::fault(self.words(), self.language, steps, *fault);
                let branch = Branch::new("step_fault", Mark::No, text).with("fault", word);
                parts.push(branch.with("step", step).with("before", before));
            }
        }
        Branch::section(self.say("h_steps", &[]), parts)
    }

    fn step_seen(&self, proof: &StepsProof, index: usize, seen: &StepSeen) -> Branch {
        let Some(step) = self.standard.steps.get(proof.steps.index()).and_then(|steps| steps.steps.get(index)) else {
            return Branch::plain("step", String::new());
        };
        let wrong = |fault: &&StepFault| match fault {
            StepFault::Missing(at) | StepFault::Late(at) | StepFault::Repeated(at) => *at == index,
            StepFault::OutOfOrder(_) | StepFault::Extra => false,
        };
        let wrong: Vec<&StepFault> = proof.faults.iter().filter(wrong).collect();
        let left_out = seen.na.as_ref().is_some_and(|na| na.value == Value::YesNo(true));
        let done = seen.at.value != Value::Missing;
        let mark = match () {
            () if left_out => Mark::Plain,
            () if !wrong.is_empty() => Mark::No,
            () if done => Mark::Yes,
            () if step.optional => Mark::Plain,
            () => Mark::Unknown,
        };
        let at = self.saw(&seen.at);
        let when = match &seen.due {
            _ if left_out => self.words().get("not_applicable").to_owned(),
            Some(due) if due.value != Value::Missing => self.say("step_until", &[("at", &at), ("due", &self.saw(due))]),
            _ => at,
        };
        let words = format!("{}: {when}", crate::steps::step(step, self.language));
        let branch = Branch::new("step", mark, words).with("step", step.name.clone());
        let faults: Vec<&str> = wrong
            .iter()
            .map(|fault| match fault {
                StepFault::Missing(_) => "missing",
                StepFault::Late(_) => "late",
                _ => "repeated",
            })
            .collect();
        let branch = branch.with("at", self.json_value(&seen.at.value, &seen.at.ty)).with("faults", faults);
        match &seen.due {
            Some(due) => branch.with("due", self.json_value(&due.value, &due.ty)),
            None => branch,
        }
    }

    /// What is wrong, in a few words; none where all is well.
    pub(super) fn because_steps(&self, proof: &StepsProof) -> Option<String> {
        let steps = self.standard.steps.get(proof.steps.index())?;
        let said = proof.faults.iter().map(|fault| crate::steps::fault(self.words(), self.language, steps, *fault));
        said.reduce(|a, b| self.words().say("joined_and", &[("a", &a), ("b", &b)]))
    }
}
