//! Builds the plan: nodes are shared, and what one rule needs of another is built first.

use super::{CriterionPlan, FormPlan, Level, Node, NodeId, Op, Plan};
use crate::Standard;
use crate::standard::{CriterionId, FormId, Requirement, Type, UnitId};
use crate::value::Value;
use etalon_grammar::ast::Span;
use std::collections::HashMap;

/// What is being built.
pub(super) struct Builder<'s> {
    pub(super) standard: &'s Standard,
    pub(super) plan: Plan,
    /// The node of each form that was built, by its exact description.
    known: HashMap<String, NodeId>,
    criteria: Vec<State>,
    forms: Vec<State>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

impl<'s> Builder<'s> {
    pub(super) fn new(standard: &'s Standard) -> Self {
        Self {
            standard,
            plan: Plan {
                criteria: vec![CriterionPlan::default(); standard.criteria.len()],
                forms: vec![FormPlan::default(); standard.forms.len()],
                ..Plan::default()
            },
            known: HashMap::new(),
            criteria: vec![State::New; standard.criteria.len()],
            forms: vec![State::New; standard.forms.len()],
        }
    }

    pub(super) fn finish(mut self) -> Plan {
        self.everything();
        self.plan
    }

    /// The nodes of the whole standard.
    pub(super) fn everything(&mut self) {
        self.mitigations();
        self.cases();
        self.roots();
    }

    /// The node, shared with every other that says the same.
    pub(super) fn push(&mut self, op: Op, level: Level, ty: Type, span: Span) -> NodeId {
        let key = match &op {
            Op::And(list) => format!("and {:?}{level:?}", sorted(list)),
            Op::Or(list) => format!("or {:?}{level:?}", sorted(list)),
            _ => format!("{op:?}{level:?}{ty:?}"),
        };
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        let id = NodeId(u32::try_from(self.plan.nodes.len()).expect("a standard has fewer than four billion parts"));
        self.plan.nodes.push(Node { op, level, ty, span });
        self.known.insert(key, id);
        id
    }

    pub(super) fn constant(&mut self, value: Value, ty: Type, span: Span) -> NodeId {
        self.push(Op::Const(value), Level::Constant, ty, span)
    }

    /// Sees to it that a criterion's nodes are there. Says no while they are being built: the checker refuses such circles.
    pub(super) fn criterion(&mut self, id: CriterionId) -> bool {
        match self.criteria[id.index()] {
            State::Done => return true,
            State::Open => return false,
            State::New => self.criteria[id.index()] = State::Open,
        }
        let criterion = &self.standard.criteria[id.index()];
        let filter = criterion.filter.as_ref().map(|f| self.row(criterion.unit, f));
        let (mut require, mut form) = (None, None);
        match &criterion.require {
            Requirement::Condition(condition) => require = Some(self.row(criterion.unit, condition)),
            Requirement::Form(f) | Requirement::Item(f, _) => form = self.form(*f).then_some(*f),
        }
        self.plan.criteria[id.index()] = CriterionPlan { filter, require, form };
        self.criteria[id.index()] = State::Done;
        true
    }

    /// The same for a form.
    pub(super) fn form(&mut self, id: FormId) -> bool {
        match self.forms[id.index()] {
            State::Done => return true,
            State::Open => return false,
            State::New => self.forms[id.index()] = State::Open,
        }
        let form = &self.standard.forms[id.index()];
        let mut items = Vec::with_capacity(form.items.len());
        for item in &form.items {
            let answer = self.row(form.unit, &item.answer);
            items.push((answer, item.na.as_ref().map(|na| self.row(form.unit, na))));
        }
        self.plan.forms[id.index()].items = items;
        self.forms[id.index()] = State::Done;
        let fault = form.fault.as_ref().map(|f| self.row(form.unit, f));
        self.plan.forms[id.index()].fault = fault;
        true
    }

    /// The kind of event and place of a row node, for the nodes made of it.
    pub(super) fn level(&self, id: NodeId) -> Level {
        self.plan.nodes[id.index()].level
    }

    pub(super) fn unit(&self, id: UnitId) -> &'s crate::standard::Unit {
        &self.standard.units[id.index()]
    }
}

fn sorted(list: &[NodeId]) -> Vec<u32> {
    let mut ids: Vec<u32> = list.iter().map(|n| n.0).collect();
    ids.sort_unstable();
    ids
}
