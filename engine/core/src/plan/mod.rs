//! Standard to plan: every expression of the standard as one graph in which equal parts are one node.
//!
//! Two kinds of node. A *row* node belongs to one unit and has one value a row: `waited <= 20 s` is the same node whether
//! it is asked of the call that is judged or of a call that is looked at. A *pair* node needs the rows of several units at
//! once (`customer = this.customer`); it stands inside a [`Look`] or a case's fact only. A node's parts always have smaller
//! numbers than the node itself, so the order of the numbers is an order in which all can be computed.

mod build;
mod extend;
mod faults;
mod fold;
mod listing;
mod look;
mod lower;
mod node;
mod plugin;
mod print;
mod reach;
mod roots;
mod simplify;

pub(crate) use extend::{Asked, Bare, Extending};
pub(crate) use node::number;
pub use node::{Level, Look, Node, NodeId, Op, PluginAsk, Reach};

use crate::Standard;
use crate::evaluate::Use;
use crate::standard::UnitId;
use std::collections::BTreeMap;

/// How a standard is computed.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Every node, parts first.
    pub nodes: Vec<Node>,
    /// What the rules use: the unit whose rows it is computed for, and the node.
    pub roots: BTreeMap<Use, (UnitId, NodeId)>,
    /// By criterion.
    pub criteria: Vec<CriterionPlan>,
    /// By form.
    pub forms: Vec<FormPlan>,
    /// The cases, in the order of the units.
    pub cases: Vec<CasePlan>,
    /// The mitigations that cover each criterion, the strongest that leads away from the employee first, then in the order of the text.
    pub mitigations: Vec<Vec<crate::standard::MitigationId>>,
}

/// The nodes of a criterion.
#[derive(Debug, Clone, Copy, Default)]
pub struct CriterionPlan {
    /// Which units.
    pub filter: Option<NodeId>,
    /// What is required; none if a form says so.
    pub require: Option<NodeId>,
    /// The form that says so.
    pub form: Option<crate::standard::FormId>,
}

/// The nodes of a form.
#[derive(Debug, Clone, Default)]
pub struct FormPlan {
    /// Answer and "does not apply" of each item.
    pub items: Vec<(NodeId, Option<NodeId>)>,
    /// When it is a fault; none = when failed.
    pub fault: Option<NodeId>,
}

/// The nodes of a case.
#[derive(Debug, Clone)]
pub struct CasePlan {
    /// Which.
    pub unit: UnitId,
    /// To which case a row belongs, by member.
    pub by: Vec<NodeId>,
    /// For each field that it keeps: where what was kept is given up, over the event.
    pub given_up: Vec<Option<NodeId>>,
    /// One entry a field; none for the key.
    pub facts: Vec<Option<FactPlan>>,
    /// Its clocks.
    pub clocks: Vec<ClockPlan>,
}

/// The nodes of a clock: row nodes of the case or of the event, or pair nodes of case (0), event (1) and the events from which fields
/// are kept (2 and so on).
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are those of `standard::Clock`")]
pub struct ClockPlan {
    pub on: Option<NodeId>,
    pub zone: Option<NodeId>,
    pub starts: NodeId,
    /// Condition, what justifies it, where it ends.
    pub pauses: Vec<(NodeId, Option<NodeId>, Option<NodeId>)>,
    pub resumes: Option<NodeId>,
    pub stops: NodeId,
    pub reopens: Option<NodeId>,
    pub restarts: Option<NodeId>,
    pub target: NodeId,
    pub holder: Option<NodeId>,
    /// Who is told, and when.
    pub warnings: Vec<(NodeId, Option<NodeId>)>,
}

impl ClockPlan {
    /// The nodes in it.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = NodeId> {
        let warnings = self.warnings.iter().flat_map(|(whom, when)| [Some(*whom), *when]);
        self.deciding().chain(self.holder).chain(warnings.flatten())
    }

    /// Those that say what an event does to it.
    pub(crate) fn deciding(&self) -> impl Iterator<Item = NodeId> {
        let pauses = self.pauses.iter().flat_map(|(when, justified, until)| [Some(*when), *justified, *until]);
        let one = [
            self.on,
            self.zone,
            Some(self.starts),
            self.resumes,
            Some(self.stops),
            self.reopens,
            self.restarts,
            Some(self.target),
        ];
        one.into_iter().chain(pauses).flatten()
    }
}

impl CasePlan {
    /// The nodes of its facts and clocks.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = NodeId> {
        let found = self.facts.iter().flatten().flat_map(FactPlan::nodes);
        let clocks = self.clocks.iter().flat_map(ClockPlan::nodes);
        found.chain(clocks).chain(self.given_up.iter().flatten().copied())
    }
}

/// The nodes of a fact.
#[derive(Debug, Clone, Copy)]
pub enum FactPlan {
    /// Over the rows of a member. Nodes are row nodes of the event, or pair nodes of case (0) and event (1).
    Aggregate {
        /// What is taken.
        value: Option<NodeId>,
        /// Which rows.
        filter: Option<NodeId>,
    },
    /// From other facts.
    Plain(NodeId),
    /// A part of a clock of the case; its nodes are those of [`CasePlan::clocks`].
    Clock(u16),
}

impl FactPlan {
    /// The nodes in it.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        match self {
            Self::Aggregate { value, filter } => [*value, *filter],
            Self::Plain(node) => [Some(*node), None],
            Self::Clock(_) => [None, None],
        }
        .into_iter()
        .flatten()
    }
}

impl Plan {
    /// A node.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }
}

/// Makes the plan of a standard. It cannot fail: whatever could be wrong with a standard, the checker has said.
#[must_use]
pub fn plan(standard: &Standard) -> Plan {
    build::Builder::new(standard).finish()
}
