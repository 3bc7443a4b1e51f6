//! What came in, and what is wrong with it.

use crate::{Lexicon, Report};
use etalon_core::outcome::SourceData;
use serde::Serialize;

/// One source.
#[derive(Debug, Clone, Serialize)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// How many files.
    pub files: usize,
    /// Rows read, accepted, duplicate, in conflict, rejected, left out.
    pub counts: [u64; 6],
    /// Of the accepted: replaced by a correction; taken back; after the instant of the run.
    pub changed: [u64; 3],
    /// Recorded later than the run is told to know.
    pub later: u64,
}

/// Something that somebody should look at.
#[derive(Debug, Clone, Serialize)]
pub struct Problem {
    /// The source.
    pub source: String,
    /// How many rows.
    pub count: u64,
    /// What it is, in words: rejected, in conflict …
    pub what: String,
    /// What, why, and what to do.
    pub reason: String,
    /// The first places: `calls.csv:17 "abc"`.
    pub first: Vec<String>,
}

/// Every source.
pub fn sources(report: &Report<'_>) -> Vec<Source> {
    let one = |d: &SourceData| Source {
        name: d.source.clone(),
        files: d.files.len(),
        counts: [d.read, d.accepted, d.duplicate, d.conflict, d.rejected, d.left_out],
        changed: [d.corrected, d.retracted, d.ahead],
        later: d.later,
    };
    report.outcome.data.iter().map(one).collect()
}

/// Everything that is wrong, the most rows first within each source.
pub fn problems(report: &Report<'_>, words: Lexicon) -> Vec<Problem> {
    let mut out = Vec::new();
    for data in &report.outcome.data {
        let mut here: Vec<Problem> = data
            .reasons
            .iter()
            .map(|r| Problem {
                source: data.source.clone(),
                count: r.count,
                what: words.get("rejected").to_owned(),
                reason: r.reason.clone(),
                first: r.first.iter().map(|(file, row, found)| found_at(file, *row, found)).collect(),
            })
            .collect();
        if data.conflict > 0 {
            here.push(Problem {
                source: data.source.clone(),
                count: data.conflict,
                what: words.get("conflict").to_owned(),
                reason: "the same key and revision with different content: none of them counts".to_owned(),
                first: data
                    .conflicts
                    .iter()
                    .map(|(key, places)| {
                        let places: Vec<String> =
                            places.iter().map(|(file, row)| format!("{}:{row}", short(file))).collect();
                        format!("{key} ({})", places.join(", "))
                    })
                    .collect(),
            });
        }
        for (field, rows, first) in &data.unknown_keys {
            here.push(Problem {
                source: data.source.clone(),
                count: *rows,
                what: words.get("unknown_keys").to_owned(),
                reason: field.clone(),
                first: first.clone(),
            });
        }
        here.sort_by_key(|problem| std::cmp::Reverse(problem.count));
        out.append(&mut here);
    }
    for unreached in &report.outcome.unreached {
        let notice = &report.standard.notices[unreached.notice.index()];
        let names = unreached.first.iter().map(|key| report.names.person(key));
        out.push(Problem {
            source: super::title(&notice.label, report.language),
            count: unreached.people,
            what: words.get("unreached").to_owned(),
            reason: words.get("unreached_why").to_owned(),
            first: names.collect(),
        });
    }
    for failure in &report.outcome.plugins {
        let why = |(why, times): &(String, u64)| format!("{why} ({times})");
        let of = &failure.of;
        out.push(Problem {
            source: failure.function.clone(),
            count: failure.times,
            what: words.get("plugin_failures").to_owned(),
            reason: format!("{of}: {}", failure.reasons.iter().map(why).collect::<Vec<_>>().join("; ")),
            first: Vec::new(),
        });
    }
    out
}

fn found_at(file: &str, row: u64, found: &str) -> String {
    let mut text: String = found.chars().take(40).collect();
    if text.len() < found.len() {
        text.push('…');
    }
    if text.is_empty() { format!("{}:{row}", short(file)) } else { format!("{}:{row} \"{text}\"", short(file)) }
}

/// The file's name without its folders.
fn short(file: &str) -> &str {
    file.rsplit(['/', '\\']).next().unwrap_or(file)
}
