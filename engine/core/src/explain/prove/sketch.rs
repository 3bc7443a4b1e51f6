//! The parts of a rule, each with the node that computes it.

use crate::Standard;
use crate::plan::{Asked, Bare, Extending, NodeId, Plan};
use crate::standard::{
    Ask, CriterionId, Expr, ExprKind, Fact, FieldId, FormId, Function, Leaf, Others, Range, Requirement, Type, UnitId,
    UnitKind,
};
use std::collections::BTreeMap;

/// How deep facts are taken apart that are calculated from facts.
const DEPTH: usize = 3;

/// A part of a rule.
pub(in crate::explain) struct Sketch<'s> {
    pub(in crate::explain) expr: &'s Expr,
    pub(in crate::explain) asked: Asked,
    /// The units of its scopes.
    pub(in crate::explain) units: Vec<UnitId>,
    pub(in crate::explain) parts: Vec<Self>,
    pub(in crate::explain) more: More<'s>,
}

/// What some parts have besides.
pub(in crate::explain) enum More<'s> {
    Nothing,
    Look(Box<LookSketch<'s>>),
    Fact(Box<FactSketch<'s>>),
    /// A criterion: for whom it is and what it requires.
    Met(Box<RuleSketch<'s>>),
    /// Several of them.
    Faults(Vec<RuleSketch<'s>>),
}

/// A look at others.
pub(in crate::explain) struct LookSketch<'s> {
    pub(in crate::explain) others: &'s Others,
    pub(in crate::explain) bare: Option<Bare>,
    pub(in crate::explain) filter: Option<Sketch<'s>>,
    pub(in crate::explain) value: Option<Sketch<'s>>,
}

/// A fact of a case.
pub(in crate::explain) struct FactSketch<'s> {
    pub(in crate::explain) case: UnitId,
    pub(in crate::explain) fact: &'s Fact,
    pub(in crate::explain) field: FieldId,
    pub(in crate::explain) value: Option<Sketch<'s>>,
    pub(in crate::explain) filter: Option<Sketch<'s>>,
    /// To which case an event belongs, by member.
    pub(in crate::explain) by: Vec<(UnitId, Asked)>,
}

/// A criterion.
pub(in crate::explain) struct RuleSketch<'s> {
    pub(in crate::explain) criterion: CriterionId,
    pub(in crate::explain) filter: Option<Sketch<'s>>,
    pub(in crate::explain) require: Option<Sketch<'s>>,
    pub(in crate::explain) form: Option<FormSketch<'s>>,
    /// Of each step when it was done, until when it was in time, and when it does not apply.
    pub(in crate::explain) steps: Vec<[Option<Sketch<'s>>; 3]>,
}

/// A form.
pub(in crate::explain) struct FormSketch<'s> {
    pub(in crate::explain) form: FormId,
    /// Answer and "does not apply".
    pub(in crate::explain) items: Vec<(Sketch<'s>, Option<Sketch<'s>>)>,
    pub(in crate::explain) fault: Option<Sketch<'s>>,
}

/// Makes sketches, and the plan that computes them.
pub(in crate::explain) struct Sketcher<'s> {
    standard: &'s Standard,
    open: Extending<'s>,
    nodes: Vec<NodeId>,
    depth: usize,
}

impl<'s> Sketcher<'s> {
    pub(in crate::explain) fn new(standard: &'s Standard) -> Self {
        Self { standard, open: Extending::new(standard), nodes: Vec::new(), depth: 0 }
    }

    /// The plan, and the nodes of what was sketched.
    pub(in crate::explain) fn finish(self) -> (Plan, Vec<NodeId>) {
        (self.open.finish(), self.nodes)
    }

    /// The bare forms of every look that these nodes need.
    pub(in crate::explain) fn bare_looks(&mut self) -> BTreeMap<NodeId, Bare> {
        let plan = self.open.plan();
        let mut roots = self.nodes.clone();
        roots.extend(plan.cases.iter().flat_map(crate::plan::CasePlan::nodes));
        let needed = plan.needed(roots);
        let looks: Vec<NodeId> = (0..)
            .map(NodeId)
            .zip(&plan.nodes)
            .filter(|(id, node)| needed[id.index()] && matches!(node.op, crate::plan::Op::Look(_)))
            .map(|(id, _)| id)
            .collect();
        let bare = |id: &NodeId| Some((*id, self.open.bare(Asked { node: *id, on: 1, first: UnitId(0) })?));
        looks.iter().filter_map(bare).collect()
    }

    /// A criterion and all it requires.
    pub(in crate::explain) fn rule(&mut self, id: CriterionId) -> RuleSketch<'s> {
        let standard = self.standard;
        let criterion = &standard.criteria[id.index()];
        let units = [criterion.unit];
        let filter = criterion.filter.as_ref().map(|f| self.sketch(f, &units));
        let (require, form) = match &criterion.require {
            Requirement::Condition(condition) => (Some(self.sketch(condition, &units)), None),
            Requirement::Form(form) | Requirement::Item(form, _) => (None, Some(self.form(*form))),
        };
        let steps = standard.steps_of(id).map(|steps| steps.steps.iter()).into_iter().flatten();
        let steps = steps.map(|step| {
            [Some(&step.at), step.due.as_ref(), step.na.as_ref()].map(|part| part.map(|e| self.sketch(e, &units)))
        });
        let steps = steps.collect();
        RuleSketch { criterion: id, filter, require, form, steps }
    }

    pub(in crate::explain) fn form(&mut self, id: FormId) -> FormSketch<'s> {
        let standard = self.standard;
        let form = &standard.forms[id.index()];
        let units = [form.unit];
        let items = form.items.iter();
        let items =
            items.map(|item| (self.sketch(&item.answer, &units), item.na.as_ref().map(|na| self.sketch(na, &units))));
        let items = items.collect();
        FormSketch { form: id, items, fault: form.fault.as_ref().map(|f| self.sketch(f, &units)) }
    }

    /// An expression whose scopes are rows of these units.
    pub(in crate::explain) fn sketch(&mut self, expr: &'s Expr, units: &[UnitId]) -> Sketch<'s> {
        let asked = self.open.add(expr, units);
        self.nodes.push(asked.node);
        let mut more = More::Nothing;
        let parts: Vec<&'s Expr> = match &expr.kind {
            ExprKind::Const(_) | ExprKind::Param(_) => Vec::new(),
            ExprKind::Field { scope, path, leaf } => {
                if let Leaf::Field(field) = leaf {
                    more = self.fact(self.end(units[usize::from(*scope)], path), *field);
                }
                Vec::new()
            }
            ExprKind::Define(_, a)
            | ExprKind::Not(a)
            | ExprKind::IsPresent(a, _)
            | ExprKind::In(a, ..)
            | ExprKind::Matches(a, _) => vec![a],
            // What a clock says is not made of parts that anybody could name.
            ExprKind::Call(Function::KeepsTarget { .. }, _) => Vec::new(),
            ExprKind::And(list) | ExprKind::Or(list) | ExprKind::Join(list) | ExprKind::Call(_, list) => {
                list.iter().collect()
            }
            ExprKind::Plugin(call) => call.arguments.iter().collect(),
            ExprKind::Compare(_, a, b) | ExprKind::Arithmetic(_, a, b) => vec![a, b],
            ExprKind::By(a, rows, otherwise) => {
                std::iter::once(&**a).chain(rows.iter().map(|r| &r.1)).chain(otherwise.as_deref()).collect()
            }
            ExprKind::If(a, b, c) => vec![a, b, c],
            ExprKind::Faults(list, ..) => {
                if self.depth < DEPTH {
                    self.depth += 1;
                    more = More::Faults(list.iter().map(|criterion| self.rule(*criterion)).collect());
                    self.depth -= 1;
                }
                Vec::new()
            }
            ExprKind::Met(criterion, _) => {
                if self.depth < DEPTH {
                    self.depth += 1;
                    more = More::Met(Box::new(self.rule(*criterion)));
                    self.depth -= 1;
                }
                Vec::new()
            }
            ExprKind::Others(others) => {
                let mut inner: Vec<UnitId> = units.iter().copied().take(usize::from(others.scope)).collect();
                inner.push(others.unit);
                let value = match &others.ask {
                    Ask::Aggregate(_, value) => Some(self.sketch(value, &inner)),
                    _ => None,
                };
                let filter = others.filter.as_ref().map(|f| self.sketch(f, &inner));
                let bare = self.open.bare(asked);
                self.nodes.extend(bare.iter().flat_map(|b| [b.inside.node, b.ever.node]));
                more = More::Look(Box::new(LookSketch { others, bare, filter, value }));
                match &others.range {
                    Range::Within { duration, of } => std::iter::once(duration).chain(of.as_ref()).collect(),
                    Range::Over { of, .. } | Range::OverDays { of, .. } => of.iter().collect(),
                    _ => Vec::new(),
                }
            }
        };
        let parts = parts.into_iter().map(|part| self.sketch(part, units)).collect();
        Sketch { expr, asked, units: units.to_vec(), parts, more }
    }

    /// The unit at the end of a path.
    fn end(&self, unit: UnitId, path: &[FieldId]) -> UnitId {
        end(self.standard, unit, path)
    }

    fn fact(&mut self, unit: UnitId, field: FieldId) -> More<'s> {
        let standard = self.standard;
        let declared = &standard.units[unit.index()];
        let (UnitKind::Case(members), Some(fact)) = (&declared.kind, &declared.fields[field.index()].fact) else {
            return More::Nothing;
        };
        // How a clock came to what it says is a story of its own, told beside the proof.
        if self.depth >= DEPTH || matches!(fact, Fact::Clock(..)) {
            return More::Nothing;
        }
        self.depth += 1;
        let (value, filter) = match fact {
            Fact::Plain(expr) => (Some(self.sketch(expr, &[unit])), None),
            Fact::Clock(..) => (None, None),
            Fact::Aggregate { member, value, filter, .. } => {
                let units = standard.fact_scopes(unit, members[*member].event);
                (value.as_ref().map(|v| self.sketch(v, &units)), filter.as_ref().map(|f| self.sketch(f, &units)))
            }
        };
        self.depth -= 1;
        let by: Vec<_> = members.iter().map(|m| (m.event, self.open.add(&m.by, &[m.event]))).collect();
        self.nodes.extend(by.iter().map(|(_, asked)| asked.node));
        More::Fact(Box::new(FactSketch { case: unit, fact, field, value, filter, by }))
    }
}

/// The unit at the end of a path.
pub(in crate::explain) fn end(standard: &Standard, unit: UnitId, path: &[FieldId]) -> UnitId {
    path.iter().fold(unit, |unit, field| match standard.units[unit.index()].fields[field.index()].ty {
        Type::Ref(next) => next,
        _ => unit,
    })
}
