//! The whole host: the engine's columns in, a fresh instance, answers rounded and held against what was promised, a few rows asked again.

use crate::cases::Case;
use crate::values::Values;
use etalon_contract::Limits;
use etalon_core::plugin::{Batch, Column, Module, Scored};
use etalon_host::Host;
use std::collections::BTreeMap;
use std::sync::Arc;

pub fn module(host: &Host, case: &Case) -> Arc<dyn Module> {
    let plugin = host.inspect(&case.component).expect("a plugin").description;
    let plugin = plugin.plugin("bench", "").expect("it is described");
    host.metric(&plugin, &case.component, &Limits::default(), &BTreeMap::new()).expect("it is loaded")
}

pub fn call(module: &dyn Module, metric: &str, columns: &[Values]) -> Scored {
    let rows = columns.first().map_or(0, Values::rows);
    let columns: Vec<Column<'_>> = columns.iter().map(Values::engine).collect();
    module.score(metric, &[], Batch { rows, columns: &columns })
}
