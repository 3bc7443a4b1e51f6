//! Which nodes a node needs.

use super::{FormPlan, NodeId, Op, Plan};
use crate::standard::CriterionId;
use std::collections::BTreeSet;

impl Plan {
    /// The direct parts of a node.
    #[must_use]
    pub fn parts(&self, id: NodeId) -> Vec<NodeId> {
        match &self.node(id).op {
            Op::Const(_) | Op::Field(..) | Op::Position => Vec::new(),
            Op::Follow(_, a)
            | Op::At(_, a)
            | Op::Not(a)
            | Op::Convert(a)
            | Op::IsPresent(a)
            | Op::In(a, _)
            | Op::Matches(a, _) => {
                vec![*a]
            }
            Op::And(list) | Op::Or(list) | Op::Join(list) | Op::Call(_, list) => list.clone(),
            Op::Compare(_, a, b) | Op::Arithmetic(_, a, b) => vec![*a, *b],
            Op::By(a, rows, otherwise) => {
                std::iter::once(*a).chain(rows.iter().map(|(_, n)| *n)).chain(*otherwise).collect()
            }
            Op::If(a, b, c) => vec![*a, *b, *c],
            Op::Met(criterion) => self.parts_of(*criterion),
            Op::Score(form) | Op::Verdict(form) | Op::Band(form) => self.forms[form.index()].parts(),
            Op::Look(look) => look.nodes().collect(),
            Op::Plugin(ask) => ask.arguments.clone(),
        }
    }

    /// The nodes that a criterion is computed from.
    #[must_use]
    pub fn parts_of(&self, criterion: CriterionId) -> Vec<NodeId> {
        let plan = &self.criteria[criterion.index()];
        let form = plan.form.map(|f| &self.forms[f.index()]);
        let form = form.into_iter().flat_map(|f| f.parts().into_iter().chain(f.fault));
        plan.filter.into_iter().chain(plan.require).chain(form).collect()
    }

    /// All nodes that these need, themselves included, in the order of the plan. It costs no more than there are of them.
    #[must_use]
    pub fn needs(&self, roots: impl IntoIterator<Item = NodeId>) -> BTreeSet<NodeId> {
        let mut needs = BTreeSet::new();
        let mut open: Vec<NodeId> = roots.into_iter().collect();
        while let Some(id) = open.pop() {
            if needs.insert(id) {
                open.extend(self.parts(id));
            }
        }
        needs
    }

    /// For each node whether it is needed for one of these.
    #[must_use]
    pub fn needed(&self, roots: impl IntoIterator<Item = NodeId>) -> Vec<bool> {
        let mut needed = vec![false; self.nodes.len()];
        let mut open: Vec<NodeId> = roots.into_iter().collect();
        while let Some(id) = open.pop() {
            if !std::mem::replace(&mut needed[id.index()], true) {
                open.extend(self.parts(id));
            }
        }
        needed
    }
}

impl FormPlan {
    /// The nodes of its items.
    #[must_use]
    pub fn parts(&self) -> Vec<NodeId> {
        self.items.iter().flat_map(|(answer, na)| std::iter::once(*answer).chain(*na)).collect()
    }
}
