//! What nobody will ask for again: columns that only looks read, and lists of rows, once the last look is answered.

use super::{Shared, engine::ListKey};
use crate::Plan;
use crate::plan::{Level, Look, NodeId, Op};
use std::collections::HashMap;

/// How often looks will still ask.
pub(super) struct Spent<'p> {
    /// By node: by how many looks it will still be read.
    reads: Vec<u32>,
    /// By node: whether others ask for it too.
    lasting: &'p [bool],
    lists: HashMap<ListKey, u32>,
}

/// By node whether it is asked for when all looks are answered: by these, or as a part of something that is no look.
pub(crate) fn lasting(plan: &Plan, needed: &[bool], roots: impl Iterator<Item = NodeId>) -> Vec<bool> {
    let mut lasting = vec![false; plan.nodes.len()];
    roots.for_each(|id| lasting[id.index()] = true);
    let ids = (0..).map(NodeId).zip(&plan.nodes).zip(needed).filter(|(_, needed)| **needed);
    for ((id, node), _) in ids {
        let is_look = matches!(node.op, Op::Look(_));
        // The answer to a look, or of a plugin, cannot be worked out for some rows alone.
        lasting[id.index()] |= is_look || matches!(node.op, Op::Plugin(_));
        if !(is_look && matches!(node.level, Level::Row(_))) {
            plan.parts(id).into_iter().for_each(|part| lasting[part.index()] = true);
        } else if let Op::Look(look) = &node.op {
            // Pairs are computed from it.
            look.rest.into_iter().for_each(|rest| lasting[rest.index()] = true);
        }
    }
    lasting
}

impl<'p> Spent<'p> {
    pub(super) fn new(plan: &Plan, needed: &[bool], lasting: &'p [bool]) -> Self {
        let mut spent = Self { reads: vec![0; plan.nodes.len()], lasting, lists: HashMap::new() };
        for (id, _) in (0..).map(NodeId).zip(needed).filter(|(_, needed)| **needed) {
            if let Op::Look(look) = &plan.node(id).op {
                look.nodes().for_each(|read| spent.reads[read.index()] += 1);
                let [others, asking] = ListKey::both(look);
                *spent.lists.entry(others).or_default() += 1;
                *spent.lists.entry(asking).or_default() += 1;
            }
        }
        spent
    }

    /// The look is answered: lets go of what was there for it alone.
    pub(super) fn answered(
        &mut self,
        look: &Look,
        shared: &mut Shared<'_>,
        known: &mut HashMap<ListKey, std::sync::Arc<crate::evaluate::looks::Groups>>,
    ) {
        for id in look.nodes() {
            let reads = &mut self.reads[id.index()];
            *reads = reads.saturating_sub(1);
            if *reads == 0 && !self.lasting[id.index()] {
                shared.whole[id.index()] = None;
            }
        }
        for key in ListKey::both(look) {
            if let Some(left) = self.lists.get_mut(&key) {
                *left = left.saturating_sub(1);
                if *left == 0 {
                    known.remove(&key);
                }
            }
        }
    }
}
