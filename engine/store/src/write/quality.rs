//! Data quality: what came in, what did not count, and why.

use super::WriteError;
use super::whole::{Whole, failed};
use etalon_core::evaluate::Run;
use etalon_core::outcome::SourceData;
use serde::Serialize;
use std::io::Write as _;
use std::path::Path;

/// `data-quality.json`. read = accepted + duplicate + conflict + rejected + left_out + later, for each source.
#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    sources: Vec<SourceReport<'a>>,
}

#[derive(Serialize)]
struct SourceReport<'a> {
    source: &'a str,
    unit: &'a str,
    files: &'a [String],
    read: u64,
    accepted: u64,
    duplicate: u64,
    conflict: u64,
    rejected: u64,
    left_out: u64,
    /// Of the accepted: replaced by a higher revision.
    corrected: u64,
    /// Of the accepted: taken back, and those that take back.
    retracted: u64,
    /// Of the accepted: after the instant the run speaks for.
    ahead: u64,
    /// Recorded after the instant up to which the run knows (`--known-at`).
    #[serde(skip_serializing_if = "none")]
    later: u64,
    reasons: Vec<Reason<'a>>,
    conflicts: Vec<Conflict<'a>>,
    unknown_keys: Vec<UnknownKey<'a>>,
}

#[derive(Serialize)]
struct Reason<'a> {
    slug: &'static str,
    reason: &'a str,
    rows: u64,
    first: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Found<'a> {
    file: &'a str,
    row: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

#[derive(Serialize)]
struct Conflict<'a> {
    key: &'a str,
    places: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct UnknownKey<'a> {
    field: &'a str,
    rows: u64,
    first: &'a [String],
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn none(count: &u64) -> bool {
    *count == 0
}

pub(super) fn json(file: &Path, run: &Run) -> Result<(), WriteError> {
    let report = Report { schema: "etalon-data-quality/1", sources: run.outcome.data.iter().map(source).collect() };
    let mut to = Whole::create(file)?;
    serde_json::to_writer_pretty(&mut to, &report).map_err(|error| failed(file, &error))?;
    to.write_all(b"\n").map_err(|error| failed(file, &error))?;
    to.finish()
}

fn source(data: &SourceData) -> SourceReport<'_> {
    SourceReport {
        source: &data.source,
        unit: &data.unit,
        files: &data.files,
        read: data.read,
        accepted: data.accepted,
        duplicate: data.duplicate,
        conflict: data.conflict,
        rejected: data.rejected,
        left_out: data.left_out,
        corrected: data.corrected,
        retracted: data.retracted,
        ahead: data.ahead,
        later: data.later,
        reasons: data
            .reasons
            .iter()
            .map(|r| Reason {
                slug: r.slug,
                reason: &r.reason,
                rows: r.count,
                first: r.first.iter().map(|(file, row, text)| Found { file, row: *row, text: Some(text) }).collect(),
            })
            .collect(),
        conflicts: data
            .conflicts
            .iter()
            .map(|(key, places)| Conflict {
                key,
                places: places.iter().map(|(file, row)| Found { file, row: *row, text: None }).collect(),
            })
            .collect(),
        unknown_keys: data
            .unknown_keys
            .iter()
            .map(|(field, rows, first)| UnknownKey { field, rows: *rows, first })
            .collect(),
    }
}

/// One line a source and kind of row: `what` is `read`, `accepted` … or the slug of a reason.
pub(super) fn csv(file: &Path, run: &Run) -> Result<(), WriteError> {
    let mut to = csv::Writer::from_writer(Whole::create(file)?);
    let mut write = |record: [&str; 6]| to.write_record(record).map_err(|error| failed(file, &error));
    write(["source", "unit", "what", "rows", "reason", "first"])?;
    for data in &run.outcome.data {
        let counts = [
            ("read", data.read),
            ("accepted", data.accepted),
            ("duplicate", data.duplicate),
            ("conflict", data.conflict),
            ("rejected", data.rejected),
            ("left_out", data.left_out),
            ("corrected", data.corrected),
            ("retracted", data.retracted),
            ("ahead", data.ahead),
        ];
        for (what, rows) in counts {
            write([&data.source, &data.unit, what, &rows.to_string(), "", ""])?;
        }
        for reason in &data.reasons {
            let first: Vec<String> =
                reason.first.iter().map(|(file, row, text)| format!("{file}:{row}: {text}")).collect();
            write([
                &data.source,
                &data.unit,
                reason.slug,
                &reason.count.to_string(),
                &reason.reason,
                &first.join("; "),
            ])?;
        }
        for (key, places) in &data.conflicts {
            let first: Vec<String> = places.iter().map(|(file, row)| format!("{file}:{row}")).collect();
            let reason = format!("`{key}`: the same key with other content");
            write([
                &data.source,
                &data.unit,
                "conflict-of-key",
                &places.len().to_string(),
                &reason,
                &first.join("; "),
            ])?;
        }
        for (field, rows, first) in &data.unknown_keys {
            let reason = format!("`{field}` names what no source knows");
            write([&data.source, &data.unit, "unknown-key", &rows.to_string(), &reason, &first.join("; ")])?;
        }
    }
    to.into_inner().map_err(|error| failed(file, error.error()))?.finish()
}
