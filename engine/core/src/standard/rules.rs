//! Principles, criteria, forms, mitigations: what is required of one unit.

use super::{CriterionId, Expr, FormId, Label, PrincipleId, Type, UnitId, Words};
use crate::value::Ratio;
use etalon_grammar::ast::Span;

/// `define offered for call = …`; where it is used its condition is taken in.
#[derive(Debug, Clone)]
pub struct Define {
    /// Name; the title is its meaning.
    pub label: Label,
    /// What it speaks of.
    pub unit: Option<UnitId>,
    /// What it means, over scope 0.
    pub value: Expr,
}

/// A value the organization holds.
#[derive(Debug, Clone)]
pub struct Principle {
    /// Name, title, place.
    pub label: Label,
    /// What it means, for people.
    pub meaning: Words,
    /// Its weight among the principles.
    pub weight: Ratio,
}

/// One requirement.
#[derive(Debug, Clone)]
pub struct Criterion {
    /// Name, title, place. A form's own criteria are named `form` and `form.item`.
    pub label: Label,
    /// Which principle it serves.
    pub principle: Option<PrincipleId>,
    /// What it judges.
    pub unit: UnitId,
    /// Which of them (scope 0): no = not applicable, unknown = not judged.
    pub filter: Option<Expr>,
    /// What is required (scope 0): yes = met, no = breached, unknown = pending or not judged.
    pub require: Requirement,
    /// Its weight in its principle.
    pub weight: Ratio,
    /// Whether a breach is critical, and for whom.
    pub critical: Option<Critical>,
    /// Whether the employee controls it: then what no mitigation moves is the employee's, else unknown.
    pub employee_controls: bool,
    /// Whose it is: for each entity that the unit leads to, the path (scope 0) to its key. `credit` decides for its own
    /// kind and for what that leads to (agent.team); the others are found by kind (the nearest by references).
    pub subjects: Vec<(UnitId, Expr)>,
    /// What to do better, for people.
    pub guidance: Words,
    /// Where the requirement stands.
    pub require_span: Span,
}

/// What a criterion requires.
#[derive(Debug, Clone)]
pub enum Requirement {
    /// A condition.
    Condition(Expr),
    /// That a form is without fault (met), with a fault (breached), incomplete (not judged), not scored (not applicable).
    Form(FormId),
    /// That a yes/no item of a form is answered with yes.
    Item(FormId, usize),
}

/// Whom a critical breach hurts; the three classes are reported apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Critical {
    /// The customer.
    Customer,
    /// The business.
    Business,
    /// Compliance.
    Compliance,
}

/// A scored evaluation.
#[derive(Debug, Clone)]
pub struct Form {
    /// Name, title, place.
    pub label: Label,
    /// What it evaluates.
    pub unit: UnitId,
    /// `by sections` or else `by points`.
    pub by_sections: bool,
    /// Its sections (a form by points has one or more too; weights are not used then).
    pub sections: Vec<Section>,
    /// All items, section by section.
    pub items: Vec<Item>,
    /// Bands from the best to the worst: name and least score (0..100); the last has none.
    pub bands: Vec<(String, Option<Ratio>)>,
    /// When the evaluation is a fault (scope 0 = the unit; the form's own leaves may be used); none = when failed.
    pub fault: Option<Expr>,
    /// The criterion made for the form as a whole.
    pub criterion: CriterionId,
}

/// A section of a form.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its name.
    pub name: String,
    /// For people.
    pub title: Words,
    /// Its weight.
    pub weight: Ratio,
    /// Its items: a range of [`Form::items`].
    pub items: std::ops::Range<usize>,
}

/// An item of a form.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// For people.
    pub title: Words,
    /// Its points (above zero).
    pub points: Ratio,
    /// The answer over scope 0: yes/no, a number on the scale, or a one-of of yes, no, na. Missing = incomplete.
    pub answer: Expr,
    /// `scale 1..5`: share = (value - least) / (greatest - least); none = yes/no.
    pub scale: Option<(Ratio, Ratio)>,
    /// When it does not apply.
    pub na: Option<Expr>,
    /// Whether a no fails the whole, and for whom.
    pub critical: Option<Critical>,
    /// Which principle it serves.
    pub principle: Option<PrincipleId>,
    /// What to do better.
    pub guidance: Words,
    /// The criterion made for a yes/no item.
    pub criterion: Option<CriterionId>,
    /// Where.
    pub span: Span,
}

/// Circumstances that move the cause of a breach away from the employee.
#[derive(Debug, Clone)]
pub struct Mitigation {
    /// Name, title, place.
    pub label: Label,
    /// The unit it looks at.
    pub unit: UnitId,
    /// When it holds (scope 0); `where` and `when` together; none = always.
    pub when: Option<Expr>,
    /// The criteria whose breaches it moves (all are for this unit); in the order of the text.
    pub covers: Vec<CriterionId>,
    /// Of some of them only parts: items of a form, steps. Each criterion stands once.
    pub parts: Vec<Part>,
    /// Whose the cause is then.
    pub party: Party,
    /// How much of it, above 0 up to 1.
    pub share: Ratio,
}

/// The parts of a criterion that a mitigation covers.
#[derive(Debug, Clone)]
pub struct Part {
    /// Of which: a form's own, or that of steps.
    pub criterion: CriterionId,
    /// Which items or steps: indexes, in order.
    pub items: Vec<usize>,
    /// That a breach rests on these alone (scope 0): without them there would be none.
    pub rests: Expr,
}

impl Mitigation {
    /// The parts of a criterion that it covers; none = the whole.
    #[must_use]
    pub fn part(&self, criterion: CriterionId) -> Option<&Part> {
        self.parts.iter().find(|part| part.criterion == criterion)
    }
}

/// Whose a cause can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// The employee.
    Employee,
    /// The company.
    Company,
    /// The customer.
    Customer,
    /// Nobody knows.
    Unknown,
}

/// The names of a form's verdicts, in the order of their codes.
pub const VERDICTS: [&str; 4] = ["passed", "failed", "incomplete", "not scored"];

/// The type of a form's verdict.
#[must_use]
pub fn verdict_type() -> Type {
    Type::OneOf(VERDICTS.iter().map(|v| (*v).to_owned()).collect())
}
