//! A look with everything that it needs: who asks, and what is looked at.

use super::bounds::{Comparison, split};
use super::groups::Groups;
use crate::evaluate::columns::{Below, Bench, Engine, Vector};
use crate::evaluate::world::Table;
use crate::plan::{Look, NodeId, Op, Reach};
use crate::standard::{Aggregate, Scope, Type, UnitKind};
use std::borrow::Cow;

pub(super) type Values<'q> = Cow<'q, Vector<'q>>;

/// Who asks.
pub(super) trait Asker {
    /// The values of a node for each who asks.
    fn values(&self, id: NodeId) -> Values<'_>;
    /// The row of a scope.
    fn row(&self, scope: Scope, ask: usize) -> usize;
    /// For each scope the rows of these who ask.
    fn scopes(&self, asks: &[u32]) -> Vec<Vec<u32>>;
    /// The batch whose rows are scope 0 of pairs, if it is one.
    fn below(&self) -> Option<&dyn Below>;
    /// Whether it is every row of a table.
    fn is_everyone(&self) -> bool {
        self.below().is_none()
    }
}

/// Every row of a table.
pub(super) struct Everyone<'a>(pub(super) &'a Engine<'a>);

impl Asker for Everyone<'_> {
    fn values(&self, id: NodeId) -> Values<'_> {
        match self.0.plan.node(id).op {
            // A part of a pair that is all of who asks.
            Op::At(0, inner) => self.0.of(inner),
            _ => self.0.of(id),
        }
    }

    fn row(&self, _: Scope, ask: usize) -> usize {
        ask
    }

    fn scopes(&self, asks: &[u32]) -> Vec<Vec<u32>> {
        vec![asks.to_vec()]
    }

    fn below(&self) -> Option<&dyn Below> {
        None
    }
}

/// A batch of pairs.
impl Asker for Bench<'_> {
    fn values(&self, id: NodeId) -> Values<'_> {
        Cow::Owned(Vector::clone(&self.get(id)))
    }

    fn row(&self, scope: Scope, ask: usize) -> usize {
        Bench::row(self, scope, ask)
    }

    fn scopes(&self, asks: &[u32]) -> Vec<Vec<u32>> {
        Bench::scopes(self, asks)
    }

    fn below(&self) -> Option<&dyn Below> {
        Some(Bench::below(self))
    }
}

/// A look, ready to be answered.
pub(super) struct Question<'q, A> {
    pub(super) engine: &'q Engine<'q>,
    pub(super) asker: &'q A,
    pub(super) look: &'q Look,
    pub(super) ty: &'q Type,
    pub(super) table: &'q Table,
    /// Whether it looks at rows of its own table, the asking one among them.
    pub(super) same: bool,
    /// Whether what is looked at is at no instant.
    pub(super) timeless: bool,
    pub(super) others: &'q Groups,
    pub(super) only: Option<Values<'q>>,
    pub(super) value: Option<Values<'q>>,
    pub(super) comparisons: Vec<(Comparison, Values<'q>, Values<'q>)>,
    pub(super) rest: Vec<NodeId>,
    asking: &'q Table,
    of: Option<Values<'q>>,
    duration: Option<Values<'q>>,
}

impl<'q, A: Asker> Question<'q, A> {
    pub(super) fn new(engine: &'q Engine<'q>, asker: &'q A, look: &'q Look, ty: &'q Type, others: &'q Groups) -> Self {
        let (duration, of) = match &look.reach {
            Reach::Within { duration, of } => (Some(*duration), *of),
            Reach::Over { of, .. } | Reach::OverDays { of, .. } => (None, *of),
            _ => (None, None),
        };
        let (comparisons, rest) = split(engine.plan, look);
        let comparisons = comparisons.into_iter().map(|c| (c, engine.of(c.other), asker.values(c.asking)));
        Self {
            engine,
            look,
            ty,
            asker,
            table: engine.world.table(look.unit),
            same: look.by == look.unit,
            timeless: matches!(engine.standard.units[look.unit.index()].kind, UnitKind::Entity),
            others,
            only: look.only.map(|id| engine.of(id)),
            value: look.value.map(|id| engine.of(id)),
            comparisons: comparisons.collect(),
            rest,
            asking: engine.world.table(look.by),
            of: of.map(|id| asker.values(id)),
            duration: duration.map(|id| asker.values(id)),
        }
    }

    /// What must be equal, of who looks.
    pub(super) fn keys(&self) -> Vec<Values<'q>> {
        self.look.equal.iter().map(|e| self.asker.values(e.1)).collect()
    }

    /// The row that asks.
    pub(super) fn row(&self, ask: usize) -> usize {
        self.asker.row(self.look.asking, ask)
    }

    /// The instant from which is looked; none if it is missing.
    pub(super) fn instant(&self, ask: usize) -> Option<i64> {
        match &self.of {
            Some(of) => of.has(ask).then(|| of.int(ask)),
            None => Some(self.asking.at.get(self.row(ask)).copied().unwrap_or(self.engine.world.as_of)),
        }
    }

    /// The instants of all who ask, list by list, if they are those of rows of a table.
    pub(super) fn instants<'g>(&self, asking: &'g Groups) -> Option<&'g [i64]> {
        let plain = self.asker.is_everyone() && self.of.is_none() && !self.asking.at.is_empty();
        plain.then(|| asking.instants(&self.asking.at))
    }

    /// Whether it is looked from another instant than that of the row that asks.
    pub(super) const fn is_from_elsewhere(&self) -> bool {
        self.of.is_some()
    }

    /// For how long it is looked ahead; none if that is missing.
    pub(super) fn duration(&self, ask: usize) -> Option<i64> {
        self.duration.as_ref().filter(|d| d.has(ask)).map(|d| d.int(ask))
    }

    /// Whether the answer stays the same whatever the order in which it is looked at the rows.
    pub(super) fn in_any_order(&self) -> bool {
        let ints = || self.value.as_ref().is_some_and(|v| v.is_ints());
        self.look.reach == Reach::Ever
            && match self.look.ask {
                None | Some(Aggregate::Count) => true,
                Some(Aggregate::Sum | Aggregate::Min | Aggregate::Max) => ints(),
                _ => false,
            }
    }
}
