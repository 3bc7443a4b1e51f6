//! Where plugins failed, for who looks at the quality of the data: which function, how often, why.

use super::columns::plugin::Faults;
use super::scene::Scene;
use crate::outcome::{Figure, PluginFailure};
use crate::plan::{Level, NodeId, Op, PluginAsk};
use crate::standard::{Formula, Standard};
use crate::{Plan, plugin::Signature};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many reasons are told of one function.
const REASONS: usize = 5;

/// The rows for which plugins failed, by node.
#[derive(Debug, Clone, Default)]
pub(crate) struct Failures(BTreeMap<NodeId, Faults>);

impl Failures {
    /// Takes in what was found.
    pub(crate) fn note(&mut self, found: &BTreeMap<NodeId, Faults>) {
        for (id, faults) in found {
            let rows = faults.iter().map(|(row, why)| (*row, Arc::clone(why)));
            self.0.entry(*id).or_default().extend(rows);
        }
    }
}

/// A plugin's function, and of what it was asked.
type Place = (String, String);

/// What failed, by function and by what it was asked of.
pub(super) fn told(scene: &Scene<'_>, plan: &Plan, figures: &[Figure]) -> Vec<PluginFailure> {
    let standard = scene.standard;
    let mut all: BTreeMap<Place, BTreeMap<u32, Arc<str>>> = BTreeMap::new();
    let nodes = [&scene.world.failures, &scene.judged.failures];
    for (id, faults) in nodes.iter().flat_map(|failures| &failures.0) {
        let node = plan.node(*id);
        let (Level::Row(unit), Some(name)) = (node.level, name(standard, &node.op)) else { continue };
        let unit = standard.units[unit.index()].label.name.clone();
        all.entry((name, unit)).or_default().extend(faults.iter().map(|(row, why)| (*row, Arc::clone(why))));
    }
    let mut told: Vec<PluginFailure> =
        all.into_iter().map(|((function, of), rows)| failure(function, of, rows)).collect();
    let mut failed: BTreeMap<Place, BTreeMap<u32, Arc<str>>> = BTreeMap::new();
    for (place, figure) in (0..).zip(figures) {
        let metric = &standard.metrics[figure.metric.index()];
        let (Some(why), Formula::Window(call, _)) = (&figure.fault, &metric.formula) else { continue };
        let used = &standard.plugins[call.plugin.index()].label.name;
        let function = format!("{used}.{}", call.window(&standard.plugins).map_or("", |s| s.name.as_str()));
        failed.entry((function, metric.label.name.clone())).or_default().insert(place, Arc::from(why.as_str()));
    }
    told.extend(failed.into_iter().map(|((function, of), rows)| failure(function, of, rows)));
    told
}

fn failure(function: String, of: String, rows: BTreeMap<u32, Arc<str>>) -> PluginFailure {
    let mut reasons: BTreeMap<Arc<str>, u64> = BTreeMap::new();
    let times = rows.len() as u64;
    rows.into_values().for_each(|why| *reasons.entry(why).or_default() += 1);
    let mut reasons: Vec<(String, u64)> = reasons.into_iter().map(|(why, times)| (why.to_string(), times)).collect();
    reasons.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    reasons.truncate(REASONS);
    PluginFailure { function, of, times, reasons }
}

/// `tone.politeness`; none of a node that asks no plugin.
fn name(standard: &Standard, op: &Op) -> Option<String> {
    let (ask, signatures): (&PluginAsk, fn(&crate::plugin::Plugin) -> &Vec<Signature>) = match op {
        Op::Plugin(ask) => (ask, |plugin| &plugin.metrics),
        Op::Look(look) => (look.window.as_ref()?, |plugin| &plugin.windows),
        _ => return None,
    };
    let used = standard.plugins.get(ask.plugin.index())?;
    let signature = signatures(&used.plugin).get(usize::from(ask.function))?;
    Some(format!("{}.{}", used.label.name, signature.name))
}
