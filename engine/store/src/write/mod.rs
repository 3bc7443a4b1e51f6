//! What a run says, as files for other programs.
//!
//! | file | one row is |
//! |---|---|
//! | `scorecards.csv` | one criterion for one subject |
//! | `findings.jsonl`, `findings.parquet` | one criterion's verdict on one unit (not those it does not apply to) |
//! | `decisions.jsonl`, `decisions.parquet` | one proposal or recognition |
//! | `data-quality.json`, `data-quality.csv` | one source, with all that did not count and why |
//!
//! Shares are written exactly (`1/2`), instants in RFC 3339 with the offset of the standard's zone; in Parquet they are
//! timestamps in UTC. Rows are sorted as in the run, so that the same run gives the same bytes.

mod decisions;
mod findings;
mod line;
mod quality;
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

/// Writes everything into a folder (made if it is not there) and gives the files. Each is written beside its place and
/// then moved there: whoever reads it at the same time sees the old one or the new one, whole.
///
/// `words` is what people are told; the store has none of its own.
///
/// # Errors
/// With the first file that cannot be written.
pub fn write(folder: &Path, standard: &Standard, run: &Run, words: &Words<'_>) -> Result<Vec<PathBuf>, WriteError> {
    std::fs::create_dir_all(folder)
        .map_err(|error| WriteError { file: folder.to_owned(), reason: error.to_string() })?;
    let to = |name: &str| folder.join(name);
    scorecards::csv(&to("scorecards.csv"), standard, run)?;
    findings::write(&to("findings.jsonl"), &to("findings.parquet"), standard, run)?;
    decisions::write(&to("decisions.jsonl"), &to("decisions.parquet"), standard, run, words)?;
    quality::json(&to("data-quality.json"), run)?;
    quality::csv(&to("data-quality.csv"), run)?;
    let names = [
        "scorecards.csv",
        "findings.jsonl",
        "findings.parquet",
        "decisions.jsonl",
        "decisions.parquet",
        "data-quality.json",
        "data-quality.csv",
    ];
    Ok(names.iter().map(|name| to(name)).collect())
}
