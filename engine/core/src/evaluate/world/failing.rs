//! What a plugin's failure leaves open in a clock: an event of which it is not known whether it starts, pauses or stops the clock must
//! not be taken for one that does not.

use crate::evaluate::columns::plugin::Faults;
use crate::evaluate::columns::taint::Taints;
use crate::evaluate::columns::{Bench, Engine};
use crate::plan::{ClockPlan, NodeId, Op};
use crate::standard::Scope;
use std::collections::BTreeMap;

/// The expressions of a clock that rest on a plugin, and the rows that failures reach there.
pub(super) struct Reached(Vec<Expression>);

struct Expression {
    node: NodeId,
    /// It says whose the time is, and decides nothing else.
    holder: bool,
    /// `tone.politeness`
    plugin: String,
    /// By scope.
    rows: Vec<Faults>,
}

/// What is left open by an event.
#[derive(Debug, Clone, Default)]
pub(super) struct Open {
    /// What it does to the clock.
    pub(super) decides: bool,
    /// Whose the time is from there.
    pub(super) holder: bool,
    /// Which plugin failed, and why.
    pub(super) why: String,
}

/// By place of a batch.
pub(super) type Failing = BTreeMap<usize, Open>;

impl Reached {
    pub(super) fn new(engine: &Engine<'_>, plan: &ClockPlan, scopes: usize) -> Self {
        let taints = Taints::new(engine);
        let none = Taints::none(engine);
        let nodes = plan.deciding().map(|node| (node, false)).chain(plan.holder.map(|node| (node, true)));
        let each = nodes.filter_map(|(node, holder)| {
            let plugin = plugin_in(engine, node)?;
            let scopes = (0..scopes).filter_map(|scope| Scope::try_from(scope).ok());
            let rows = if none { Vec::new() } else { scopes.map(|scope| taints.of_scope(node, scope)).collect() };
            Some(Expression { node, holder, plugin, rows })
        });
        Self(each.collect())
    }

    /// What is left open by the events of a batch; `scopes` are the rows behind its places.
    pub(super) fn of(&self, pairs: &Bench<'_>, scopes: &[&[u32]]) -> Failing {
        let mut failing = Failing::new();
        for Expression { node, holder, plugin, rows } in &self.0 {
            let values = pairs.get(*node);
            let asked = pairs.failed.borrow();
            for place in 0..scopes.first().map_or(0, |rows| rows.len()) {
                if values.has(place) {
                    continue;
                }
                let of_row = rows.iter().zip(scopes).find_map(|(faults, rows)| faults.get(rows.get(place)?));
                let of_pair = || asked.get(&u32::try_from(place).ok()?);
                let Some(why) = of_row.or_else(of_pair) else { continue };
                let open = failing.entry(place).or_default();
                if open.why.is_empty() {
                    open.why = format!("{plugin} (the plugin failed: {why})");
                }
                open.decides |= !holder;
                open.holder |= holder;
            }
        }
        failing
    }
}

/// The first function of a plugin that an expression asks, by its full name.
fn plugin_in(engine: &Engine<'_>, node: NodeId) -> Option<String> {
    if let Op::Plugin(ask) = &engine.plan.node(node).op {
        let used = engine.standard.plugins.get(ask.plugin.index())?;
        let signature = used.plugin.metrics.get(usize::from(ask.function));
        return Some(format!("{}.{}", used.label.name, signature.map_or("?", |s| s.name.as_str())));
    }
    engine.plan.parts(node).into_iter().find_map(|part| plugin_in(engine, part))
}
