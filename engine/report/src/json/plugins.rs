//! The plugins that a run rested on, and where they failed.

use crate::Report;
use etalon_core::standard;
use serde::Serialize;

/// A plugin's function that a rule rests on.
#[derive(Debug, Serialize)]
pub struct RestsOn {
    function: String,
    version: String,
    /// The statistical model that its answers rest on; none = plain rules.
    model: Option<String>,
}

impl RestsOn {
    pub fn all(rests_on: Vec<standard::RestsOn>) -> Vec<Self> {
        let one = |r: standard::RestsOn| Self { function: r.function, version: r.version, model: r.model };
        rests_on.into_iter().map(one).collect()
    }
}

/// A plugin that the standard uses.
#[derive(Debug, Serialize)]
pub struct Plugin {
    name: String,
    version: String,
    hash: String,
    failures: Vec<Failure>,
}

#[derive(Debug, Serialize)]
struct Failure {
    function: String,
    of: String,
    times: u64,
    reasons: Vec<Reason>,
}

#[derive(Debug, Serialize)]
struct Reason {
    reason: String,
    times: u64,
}

pub fn plugins(report: &Report<'_>) -> Vec<Plugin> {
    let failures = |name: &str| -> Vec<Failure> {
        let own = |function: &str| function.split_once('.').is_some_and(|(plugin, _)| plugin == name);
        let failed = report.outcome.plugins.iter().filter(|f| own(&f.function));
        let told = failed.map(|f| Failure {
            function: f.function.clone(),
            of: f.of.clone(),
            times: f.times,
            reasons: f.reasons.iter().map(|(reason, times)| Reason { reason: reason.clone(), times: *times }).collect(),
        });
        told.collect()
    };
    let one = |used: &standard::UsedPlugin| Plugin {
        name: used.label.name.clone(),
        version: used.plugin.version.clone(),
        hash: used.plugin.hash.clone(),
        failures: failures(&used.label.name),
    };
    report.standard.plugins.iter().map(one).collect()
}
