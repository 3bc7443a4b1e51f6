//! Steps: what must be done with a unit, and in which order.
//!
//! What is said of them is lowered to conditions over the unit by the checker (`check/actions/`), so that they are judged, explained
//! and hashed like any other: [`Steps::parts`] and the defines `sale.greeting`, `sale.exact` … that rules read.

use super::{CriterionId, Expr, Label, UnitId, Words};
use etalon_grammar::ast::Span;

/// The steps of one kind of unit.
#[derive(Debug, Clone)]
pub struct Steps {
    /// Name, title, place.
    pub label: Label,
    /// Whose steps they are.
    pub unit: UnitId,
    /// The criterion made for the whole.
    pub criterion: CriterionId,
    /// Groups of steps, for people; the steps of none stand before the first.
    pub stages: Vec<Stage>,
    /// The steps, in the order of the text.
    pub steps: Vec<Action>,
    /// Which must come before which, in the order of the text.
    pub pairs: Vec<Ordered>,
    /// Events of a case that are no step, and whether there may be any; none for the steps of one event.
    pub extra: Option<Extra>,
    /// When the whole is at its end; none = always.
    pub complete: Option<Expr>,
    /// Which fields of the case are found in one pass over its events; empty for the steps of one event.
    pub found: std::ops::Range<usize>,
}

/// `stage opening "Opening" { … }`
#[derive(Debug, Clone)]
pub struct Stage {
    /// Its name.
    pub name: String,
    /// For people.
    pub title: Words,
}

/// One step. All expressions are over the unit (scope 0).
#[derive(Debug, Clone)]
pub struct Action {
    /// Its name.
    pub name: String,
    /// For people.
    pub title: Words,
    /// What to do better.
    pub guidance: Words,
    /// Which stage it belongs to.
    pub stage: Option<usize>,
    /// Whether it may be left out.
    pub optional: bool,
    /// When it was done first; missing if it was not.
    pub at: Expr,
    /// Until when it is in time; none = at any time.
    pub due: Option<Expr>,
    /// When it does not apply.
    pub na: Option<Expr>,
    /// Whether a required step that applies was not done at all (yes), or it may still come (unknown).
    pub missing: Option<Expr>,
    /// Whether it applies and was done too late; none where it has no term.
    pub late: Option<Expr>,
    /// How many times it was done more than it may; none where it may be done as often as need be.
    pub surplus: Option<Expr>,
    /// Where.
    pub span: Span,
}

/// `order greeting before question`
#[derive(Debug, Clone)]
pub struct Ordered {
    /// Index of the step that comes first.
    pub first: usize,
    /// Index of the step that comes after it.
    pub second: usize,
    /// Whether both were done, the second before the first.
    pub broken: Expr,
    /// Where.
    pub span: Span,
}

/// Events of a case that are no step.
#[derive(Debug, Clone)]
pub struct Extra {
    /// How many.
    pub count: Expr,
    /// Whether there may be any.
    pub allowed: bool,
}

impl super::Standard {
    /// The steps that a criterion is made for.
    #[must_use]
    pub fn steps_of(&self, criterion: CriterionId) -> Option<&Steps> {
        self.steps.iter().find(|steps| steps.criterion == criterion)
    }

    /// Whether a fact of a case is one that its steps are found by.
    #[must_use]
    pub fn is_found_by_steps(&self, unit: UnitId, field: usize) -> bool {
        self.steps.iter().any(|steps| steps.unit == unit && steps.found.contains(&field))
    }
}

impl Steps {
    /// Every condition that says what is wrong, in the order of [`Self::faults`].
    pub fn parts(&self) -> impl Iterator<Item = &Expr> {
        let steps = self.steps.iter().flat_map(|step| [&step.missing, &step.late, &step.surplus].into_iter().flatten());
        steps.chain(self.pairs.iter().map(|pair| &pair.broken)).chain(self.strangers())
    }

    /// What each of [`Self::parts`] is about.
    #[must_use]
    pub fn faults(&self) -> Vec<StepFault> {
        let mut faults = Vec::new();
        for (index, step) in self.steps.iter().enumerate() {
            faults.extend(step.missing.is_some().then_some(StepFault::Missing(index)));
            faults.extend(step.late.is_some().then_some(StepFault::Late(index)));
            faults.extend(step.surplus.is_some().then_some(StepFault::Repeated(index)));
        }
        faults.extend((0..self.pairs.len()).map(StepFault::OutOfOrder));
        faults.extend(self.strangers().map(|_| StepFault::Extra));
        faults
    }

    /// For tools: `missing`, `late`, `repeated`, `out of order` or `extra`; the step, of a pair the one that should have come first;
    /// of a pair the one that came before it.
    #[must_use]
    pub fn named(&self, fault: StepFault) -> (&'static str, Option<&str>, Option<&str>) {
        let name = |index: usize| self.steps.get(index).map(|step| step.name.as_str());
        match fault {
            StepFault::Missing(index) => ("missing", name(index), None),
            StepFault::Late(index) => ("late", name(index), None),
            StepFault::Repeated(index) => ("repeated", name(index), None),
            StepFault::OutOfOrder(pair) => {
                let pair = self.pairs.get(pair);
                ("out of order", pair.and_then(|p| name(p.first)), pair.and_then(|p| name(p.second)))
            }
            StepFault::Extra => ("extra", None, None),
        }
    }

    fn strangers(&self) -> Option<&Expr> {
        self.extra.as_ref().filter(|extra| !extra.allowed).map(|extra| &extra.count)
    }
}

/// One thing that is wrong with the steps of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepFault {
    /// A required step was not done.
    Missing(usize),
    /// It was done, but too late.
    Late(usize),
    /// It was done more often than it may.
    Repeated(usize),
    /// A pair stands in the wrong order: index into [`Steps::pairs`].
    OutOfOrder(usize),
    /// Something was done that is no step, where nothing else may be done.
    Extra,
}
