//! A plan with further nodes: for parts of expressions whose values somebody wants to see one by one.

use super::build::Builder;
use super::lower::Place;
use super::{Look, NodeId, Op, Plan, Reach};
use crate::Standard;
use crate::standard::{Aggregate, Expr, Type, UnitId};

/// A plan that is still open.
pub(crate) struct Extending<'s>(Builder<'s>);

/// A node, the scopes it depends on, as bits, and the unit of the first scope.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    pub(crate) node: NodeId,
    pub(crate) on: u32,
    pub(crate) first: UnitId,
}

/// A look without its conditions, but for those by which things are looked up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bare {
    /// In its window.
    pub(crate) inside: Asked,
    /// At any time.
    pub(crate) ever: Asked,
}

impl<'s> Extending<'s> {
    /// The plan of the standard.
    pub(crate) fn new(standard: &'s Standard) -> Self {
        let mut builder = Builder::new(standard);
        builder.everything();
        Self(builder)
    }

    /// The node of an expression whose scopes are rows of these units.
    pub(crate) fn add(&mut self, expr: &Expr, scopes: &[UnitId]) -> Asked {
        let term = self.0.lower(expr, &Place::of(scopes));
        Asked { node: term.id, on: term.on, first: scopes[0] }
    }

    /// The bare forms of a look; none if the node is no look.
    pub(crate) fn bare(&mut self, asked: Asked) -> Option<Bare> {
        let node = self.0.plan.node(asked.node).clone();
        let look = match node.op {
            Op::Look(look) => look,
            Op::Not(inner) => return self.bare(Asked { node: inner, ..asked }),
            _ => return None,
        };
        let mut push = |reach: Reach| {
            let bare = Look {
                ask: Some(Aggregate::Count),
                only: None,
                rest: None,
                value: None,
                window: None,
                reach,
                ..(*look).clone()
            };
            let node = self.0.push(Op::Look(Box::new(bare)), node.level, Type::Whole, node.span);
            Asked { node, ..asked }
        };
        let window = match look.reach.clone() {
            Reach::AmongLast { including, .. } => Reach::AmongLast { count: i64::MAX, including },
            other => other,
        };
        Some(Bare { inside: push(window), ever: push(Reach::Ever) })
    }

    /// The nodes so far.
    pub(crate) const fn plan(&self) -> &Plan {
        &self.0.plan
    }

    pub(crate) fn finish(self) -> Plan {
        self.0.plan
    }
}
