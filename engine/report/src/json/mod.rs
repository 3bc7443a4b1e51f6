//! The contract `etalon-run/1`: what `run --format json` prints. Documented in `schema/run-1.json`; fields are added,
//! never renamed or taken away, without a new number.

mod closings;
mod criteria;
mod data;
mod decisions;
pub mod exact;
mod metrics;
mod plugins;

use crate::{Report, show};
use serde::Serialize;

/// The whole document.
#[derive(Debug, Serialize)]
struct Run {
    schema: &'static str,
    standard: Standard,
    params: Vec<Param>,
    as_of: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    known_at: Option<String>,
    tz_database: String,
    data: Vec<data::Source>,
    units: Vec<Unit>,
    metrics: Vec<metrics::Metric>,
    criteria: Vec<criteria::Criterion>,
    forms: Vec<criteria::Form>,
    decisions: Vec<decisions::Decision>,
    scorecards: Vec<criteria::Scorecard>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    plugins: Vec<plugins::Plugin>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    closings: Vec<closings::Closing>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unreached: Vec<Unreached>,
}

/// Whom a notice did not reach.
#[derive(Debug, Serialize)]
struct Unreached {
    notice: String,
    people: u64,
    first: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Standard {
    name: String,
    title: Option<String>,
    version: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    versions: Vec<Version>,
    hash: String,
    zone: String,
    owner: Option<String>,
}

#[derive(Debug, Serialize)]
struct Version {
    number: String,
    from: String,
}

#[derive(Debug, Serialize)]
struct Param {
    name: String,
    #[serde(flatten)]
    value: exact::Amount,
}

#[derive(Debug, Serialize)]
struct Unit {
    name: String,
    count: u64,
}

fn versions(standard: &etalon_core::Standard) -> Vec<Version> {
    let each = standard.versions.iter();
    each.map(|(number, day)| Version { number: number.clone(), from: etalon_core::show::date(*day) }).collect()
}

pub fn run(report: &Report<'_>) -> serde_json::Value {
    let (standard, outcome) = (report.standard, report.outcome);
    let document = Run {
        schema: "etalon-run/1",
        standard: Standard {
            name: outcome.standard.0.clone(),
            title: standard.title.get(report.language).map(str::to_owned),
            version: outcome.standard.1.clone(),
            versions: versions(standard),
            hash: outcome.standard.2.clone(),
            zone: standard.zone_name.clone(),
            owner: standard.owner.clone(),
        },
        params: standard
            .params
            .iter()
            .map(|p| Param { name: p.label.name.clone(), value: exact::amount(standard, &p.value, &p.ty, None) })
            .collect(),
        as_of: show::rfc3339(standard, outcome.as_of),
        known_at: outcome.known.map(|known| show::rfc3339(standard, known)),
        tz_database: outcome.tz.clone(),
        data: data::sources(outcome),
        units: outcome.units.iter().map(|(name, count)| Unit { name: name.clone(), count: *count }).collect(),
        metrics: metrics::metrics(report),
        criteria: criteria::criteria(report),
        forms: criteria::forms(report),
        decisions: decisions::decisions(report),
        scorecards: criteria::scorecards(report),
        plugins: plugins::plugins(report),
        closings: closings::closings(report),
        unreached: outcome
            .unreached
            .iter()
            .map(|u| Unreached {
                notice: standard.notices[u.notice.index()].label.name.clone(),
                people: u.people,
                first: u.first.clone(),
            })
            .collect(),
    };
    serde_json::to_value(document).expect("plain structures of texts and numbers always have a JSON form")
}
