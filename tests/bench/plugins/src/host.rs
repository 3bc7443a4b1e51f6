//! The whole host: the engine's columns in, a fresh instance, answers rounded and held against what was promised, a few rows asked again.

use crate::clock::nanoseconds;
use crate::columns::Columns;
use crate::guest;
use etalon_contract::Limits;
use etalon_core::plugin::{Batch, Column, Data, Module};
use etalon_host::Host;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

pub fn module(host: &Host) -> Arc<dyn Module> {
    let bytes = guest::component();
    let plugin = host.inspect(&bytes).expect("a plugin").description.plugin("effort", "").expect("it is described");
    host.metric(&plugin, &bytes, &Limits::default(), &BTreeMap::new()).expect("it is loaded")
}

pub fn time(module: &dyn Module, columns: &Columns) -> f64 {
    let column = |values| Column { data: Data::Ints(Cow::Borrowed(values)), valid: None };
    let two = [column(&columns.wait_millionths), column(&columns.handle_millionths)];
    let batch = || Batch { rows: columns.wait.len(), columns: &two };
    assert_eq!(module.score("effort", &[], batch()).faults, []);
    nanoseconds(|| module.score("effort", &[], batch()))
}
