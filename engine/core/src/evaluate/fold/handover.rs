//! Which form of a ladder an episode goes by. It keeps the form under which its first fault arose, to its end: a later version of the
//! standard changes nothing that began before it. Unless the form that replaces it says otherwise: `adopt` takes open episodes over for the
//! faults that it counts itself, `close` ends them with the first of these. Neither adds a step for what happened before.

use super::fault::Fault;
use super::ladder::{Climb, Stood};
use crate::standard::{Handover, StepCondition};

impl Climb<'_> {
    /// Before a fault is taken in: the form that it goes by. Gives whether the ladder begins anew with it.
    pub(super) fn hand_over(&mut self, fault: &Fault) -> bool {
        let counted_by = usize::from(fault.form);
        if self.opened_by.is_none() {
            self.form = counted_by;
            return false;
        }
        if counted_by <= self.form {
            // What began before is stamped now: the episode goes on as it goes.
            return false;
        }
        for form in self.form + 1..=counted_by {
            match self.forms.list[form].ladder.handover {
                Handover::Adopt => self.adopt(form),
                Handover::Close => {
                    self.form = counted_by;
                    return true;
                }
                Handover::Pinned => {}
            }
        }
        if self.form != counted_by && self.is_over(fault.at) {
            self.form = counted_by;
            return true;
        }
        false
    }

    /// Whether nobody stands on it any more: no step was reached, and no fault before can still count.
    fn is_over(&mut self, now: i64) -> bool {
        let by_faults = |condition: &StepCondition| matches!(condition, StepCondition::Faults { .. });
        if !self.reached.is_empty() || !self.ladder().steps.iter().flat_map(|step| &step.when).all(by_faults) {
            return false;
        }
        self.forget(now);
        self.faults.is_empty()
    }

    /// Goes on with the steps of another form: above the step of the same name, or as high as it stood.
    fn adopt(&mut self, form: usize) {
        let steps = &self.forms.list[form].ladder.steps;
        let place = |stood: &Stood| {
            let name = self.forms.name(stood.form, stood.step);
            steps.iter().position(|step| step.name == name)
        };
        let level = self.reached.iter().filter_map(place).max().map(|highest| highest + 1);
        let level = level.unwrap_or_else(|| self.reached.len().min(steps.len()));
        let newest = self.reached.last().copied();
        let stood = |at: usize| self.reached.iter().copied().find(|stood| place(stood) == Some(at)).or(newest);
        self.reached = (0..level).filter_map(stood).collect();
        self.form = form;
    }
}
