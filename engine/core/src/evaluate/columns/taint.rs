//! What a plugin's failure reaches: rows whose value is missing because of it. A look that leaves such a row out, a fact that does not
//! count it, a mitigation that does not know: none of them may decide as if the row had been looked at and found wanting.

use super::plugin::Faults;
use super::{Bench, Engine};
use crate::plan::{Level, Look, NodeId, Op};
use crate::standard::Scope;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// The rows that failures reach, node by node, worked out when asked for.
pub(crate) struct Taints<'e, 'w> {
    engine: &'e Engine<'w>,
    known: RefCell<HashMap<NodeId, Rc<Faults>>>,
}

/// What of a look failures reach.
#[derive(Default)]
pub(crate) struct OfLook {
    /// Rows that are looked at.
    pub(crate) others: Faults,
    /// Rows that look.
    pub(crate) asking: Faults,
    /// Whether it is not known which of the others belong to whom.
    pub(crate) anyone: bool,
}

impl<'e, 'w> Taints<'e, 'w> {
    pub(crate) fn new(engine: &'e Engine<'w>) -> Self {
        Self { engine, known: RefCell::default() }
    }

    /// Whether no plugin failed at all.
    pub(crate) fn none(engine: &Engine<'_>) -> bool {
        engine.shared.faults.is_empty() && engine.shared.tainted.is_empty()
    }

    /// Of a row node: the rows of its unit that have no value because a plugin failed.
    pub(crate) fn of(&self, id: NodeId) -> Rc<Faults> {
        if let Some(known) = self.known.borrow().get(&id) {
            return Rc::clone(known);
        }
        let found = Rc::new(self.find(id));
        self.known.borrow_mut().insert(id, Rc::clone(&found));
        found
    }

    fn find(&self, id: NodeId) -> Faults {
        let (plan, shared) = (self.engine.plan, self.engine.shared);
        let Level::Row(unit) = plan.node(id).level else { return Faults::new() };
        let mut faults = shared.faults.get(&id).cloned().unwrap_or_default();
        faults.extend(shared.tainted.get(&id).cloned().unwrap_or_default());
        let rows = self.engine.world.table(unit).rows;
        let bench = Bench::rows(self.engine, unit, 0, rows);
        match &plan.node(id).op {
            // What it did not see is noted where it is answered.
            Op::Look(_) => return faults,
            Op::Follow(path, inner) => {
                let inner = self.of(*inner);
                if !inner.is_empty() {
                    let (places, _) = bench.places(unit, path);
                    let reached =
                        (0..).zip(places.iter()).filter_map(|(row, place)| Some((row, inner.get(place)?.clone())));
                    faults.extend(reached);
                }
            }
            _ => {
                for part in plan.parts(id) {
                    faults.extend(self.of(part).iter().map(|(row, why)| (*row, why.clone())));
                }
            }
        }
        if !faults.is_empty() {
            let values = bench.get(id);
            faults.retain(|row, _| !values.has(*row as usize));
        }
        faults
    }

    /// What is reached of the rows of one scope in a node over pairs.
    pub(crate) fn of_scope(&self, id: NodeId, scope: Scope) -> Faults {
        let plan = self.engine.plan;
        match &plan.node(id).op {
            Op::At(at, inner) if *at == scope => (*self.of(*inner)).clone(),
            Op::At(..) => Faults::new(),
            _ => plan.parts(id).into_iter().flat_map(|part| self.of_scope(part, scope)).collect(),
        }
    }

    /// What is reached of a look that is asked row by row.
    pub(crate) fn of_look(&self, look: &Look) -> OfLook {
        let mut found = OfLook::default();
        let window = look.window.iter().flat_map(|w| w.arguments.iter().copied());
        for id in look.only.into_iter().chain(look.value).chain(window) {
            match self.engine.plan.node(id).level {
                Level::Pair => found.others.extend(self.of_scope(id, look.asking + 1)),
                _ => found.others.extend((*self.of(id)).clone()),
            }
        }
        for (other, asking) in &look.equal {
            let unknown = self.of(*other);
            found.anyone |= !unknown.is_empty();
            found.others.extend((*unknown).clone());
            found.asking.extend((*self.of(*asking)).clone());
        }
        for id in look.rest.into_iter().chain(look.value) {
            found.others.extend(self.of_scope(id, look.asking + 1));
            found.asking.extend(self.of_scope(id, look.asking));
        }
        found
    }
}
