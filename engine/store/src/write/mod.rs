//! What a run says, as files for other programs.
//!
//! | file | one row is |
//! |---|---|
//! | `scorecards.csv` | one criterion for one subject |
//! | `forms.csv` | the mean score of one form for one subject (only if the standard has forms) |
//! | `metrics.csv` | one figure: a metric, a subject, a period |
//! | `findings.jsonl`, `findings.parquet` | one criterion's verdict on one unit (not those it does not apply to) |
//! | `decisions.jsonl`, `decisions.parquet` | one proposal or recognition |
//! | `restatements.csv` | one figure, decision or finding of a closed period that is another now (only if the standard closes any) |
//! | `data-quality.json`, `data-quality.csv` | one source, with all that did not count and why |
//!
//! Shares are written exactly (`1/2`), instants in RFC 3339 with the offset of the standard's zone (`due` on a calendar of another
//! zone: with the offset there); in Parquet they are timestamps in UTC. Rows are sorted as in the run, so that the same run gives the same bytes.

mod decisions;
mod findings;
mod forms;
mod line;
mod metrics;
mod quality;
mod restatements;
mod scorecards;
mod table;
mod whole;

use etalon_core::Standard;
use etalon_core::evaluate::Run;
use etalon_core::outcome::Decision;
use etalon_grammar::ast::Span;
use std::fmt;
use std::path::{Path, PathBuf};

/// A file that could not be written.
#[derive(Debug)]
pub struct WriteError {
    /// Which.
    pub file: PathBuf,
    /// Why, as the system says it.
    pub reason: String,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} could not be written: {}", self.file.display(), self.reason)
    }
}

impl std::error::Error for WriteError {}

/// What stands in the files for people to read.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// Where in the standard a rule stands: `promises.etalon:12`.
    pub place: &'a dyn Fn(Span) -> String,
    /// Why something was decided, in one sentence.
    pub why: &'a dyn Fn(&Decision) -> String,
    /// What would have made it different.
    pub otherwise: &'a dyn Fn(&Decision) -> String,
}

/// What can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// `scorecards.csv`
    Scorecards,
    /// `forms.csv`, if the standard has forms
    Forms,
    /// `metrics.csv`
    Metrics,
    /// `findings.jsonl`, `findings.parquet`
    Findings,
    /// `decisions.jsonl`, `decisions.parquet`
    Decisions,
    /// `restatements.csv`, if the standard says when periods close
    Restatements,
    /// `data-quality.json`, `data-quality.csv`
    Quality,
}

impl Table {
    /// All, in the order in which they are written.
    pub const ALL: [Self; 7] = [
        Self::Scorecards,
        Self::Forms,
        Self::Metrics,
        Self::Findings,
        Self::Decisions,
        Self::Restatements,
        Self::Quality,
    ];

    /// Its files.
    #[must_use]
    pub const fn files(self) -> &'static [&'static str] {
        match self {
            Self::Scorecards => &["scorecards.csv"],
            Self::Forms => &["forms.csv"],
            Self::Metrics => &["metrics.csv"],
            Self::Findings => &["findings.jsonl", "findings.parquet"],
            Self::Decisions => &["decisions.jsonl", "decisions.parquet"],
            Self::Restatements => &["restatements.csv"],
            Self::Quality => &["data-quality.json", "data-quality.csv"],
        }
    }
}

/// Writes tables into a folder (made if it is not there) and gives the files. Each is written beside its place and
/// then moved there: whoever reads it at the same time sees the old one or the new one, whole.
///
/// `words` is what people are told; the store has none of its own.
///
/// # Errors
/// With the first file that cannot be written.
pub fn write(
    folder: &Path,
    standard: &Standard,
    run: &Run,
    words: &Words<'_>,
    tables: &[Table],
) -> Result<Vec<PathBuf>, WriteError> {
    std::fs::create_dir_all(folder)
        .map_err(|error| WriteError { file: folder.to_owned(), reason: error.to_string() })?;
    let to = |name: &str| folder.join(name);
    for table in tables {
        match table {
            Table::Scorecards => scorecards::csv(&to("scorecards.csv"), standard, run)?,
            Table::Forms if standard.forms.is_empty() => {}
            Table::Forms => forms::csv(&to("forms.csv"), standard, run)?,
            Table::Metrics => metrics::csv(&to("metrics.csv"), standard, run)?,
            Table::Findings => findings::write(&to("findings.jsonl"), &to("findings.parquet"), standard, run)?,
            Table::Decisions => {
                decisions::write(&to("decisions.jsonl"), &to("decisions.parquet"), standard, run, words)?;
            }
            Table::Restatements if standard.closings.is_empty() => {}
            Table::Restatements => restatements::csv(&to("restatements.csv"), standard, run)?,
            Table::Quality => {
                quality::json(&to("data-quality.json"), run)?;
                quality::csv(&to("data-quality.csv"), run)?;
            }
        }
    }
    let written = |table: &&Table| match table {
        Table::Restatements => !standard.closings.is_empty(),
        Table::Forms => !standard.forms.is_empty(),
        _ => true,
    };
    Ok(tables.iter().filter(written).flat_map(|table| table.files()).map(|name| to(name)).collect())
}
