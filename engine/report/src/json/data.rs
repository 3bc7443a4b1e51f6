//! What each source delivered. `read` = accepted + duplicate + conflict + rejected + left_out + later, always.

use etalon_core::Outcome;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct Source {
    source: String,
    unit: String,
    files: Vec<String>,
    read: u64,
    accepted: u64,
    duplicate: u64,
    conflict: u64,
    rejected: u64,
    left_out: u64,
    corrected: u64,
    retracted: u64,
    ahead: u64,
    #[serde(skip_serializing_if = "none")]
    later: u64,
    reasons: Vec<Reason>,
    conflicts: Vec<Conflict>,
    unknown_keys: Vec<UnknownKeys>,
}

#[derive(Debug, Serialize)]
struct Reason {
    slug: &'static str,
    reason: String,
    count: u64,
    first: Vec<Found>,
}

#[derive(Debug, Serialize)]
struct Found {
    file: String,
    row: u64,
    found: String,
}

#[derive(Debug, Serialize)]
struct Conflict {
    key: String,
    places: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    file: String,
    row: u64,
}

#[derive(Debug, Serialize)]
struct UnknownKeys {
    field: String,
    rows: u64,
    first: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn none(count: &u64) -> bool {
    *count == 0
}

pub fn sources(outcome: &Outcome) -> Vec<Source> {
    outcome
        .data
        .iter()
        .map(|d| Source {
            source: d.source.clone(),
            unit: d.unit.clone(),
            files: d.files.clone(),
            read: d.read,
            accepted: d.accepted,
            duplicate: d.duplicate,
            conflict: d.conflict,
            rejected: d.rejected,
            left_out: d.left_out,
            corrected: d.corrected,
            retracted: d.retracted,
            ahead: d.ahead,
            later: d.later,
            reasons: d
                .reasons
                .iter()
                .map(|r| Reason {
                    slug: r.slug,
                    reason: r.reason.clone(),
                    count: r.count,
                    first: r
                        .first
                        .iter()
                        .map(|(file, row, found)| Found { file: file.clone(), row: *row, found: found.clone() })
                        .collect(),
                })
                .collect(),
            conflicts: d
                .conflicts
                .iter()
                .map(|(key, places)| Conflict {
                    key: key.clone(),
                    places: places.iter().map(|(file, row)| Row { file: file.clone(), row: *row }).collect(),
                })
                .collect(),
            unknown_keys: d
                .unknown_keys
                .iter()
                .map(|(field, rows, first)| UnknownKeys { field: field.clone(), rows: *rows, first: first.clone() })
                .collect(),
        })
        .collect()
}
