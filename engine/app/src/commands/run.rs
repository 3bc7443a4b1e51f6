//! `etalon run`: judge the data by the standard.

pub(super) mod ask;
mod fail_on;
pub(super) mod nothing;
mod once;

use super::Ended;
use super::given::Given;
use crate::{speak, watch};
use clap::{Args, ValueEnum};
use fail_on::FailOn;
use once::Round;
use std::path::PathBuf;

/// Judge the data by the standard: figures, strengths and weaknesses, escalations.
///
/// The sources named in the standard are read, every event is judged, and the result is told: on the terminal, as JSON
/// (schema etalon-run/1), as a page, or as files for other tools. The same standard and data always give the same result.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  etalon run                                     the standard in this folder
  etalon run examples/phone-centre --html report.html
  etalon run . --out results                     scorecards, metrics, findings, decisions, data quality, report.html
  etalon run . --out results --only metrics,decisions
  etalon run . --set quick=30s --as-of 2026-03-31
  etalon run . --source calls=may.csv            other files for the source `calls`
  etalon run . --format json | jq .decisions
  etalon run . --fail-on proven                  exit code 1 if a target is missed beyond chance

Exit codes: 0 fine; 1 errors in the standard or the data, or what --fail-on names; 2 wrong usage.")]
pub struct Run {
    /// A folder of .etalon files, or one file.
    #[arg(default_value = ".")]
    path: PathBuf,
    /// How to tell the result on standard output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    given: Given,
    /// Write scorecards, metrics, findings, decisions, restatements, data quality and the page into this folder.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Of what --out writes, only this.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT", requires = "out")]
    only: Vec<Written>,
    /// Write the report as one self-contained page.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// End with exit code 1 if the result holds one of these.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    fail_on: Vec<FailOn>,
    /// Run again whenever the standard or its data change.
    #[arg(long)]
    watch: bool,
}

/// What --out can write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Written {
    /// scorecards.csv, forms.csv
    Scorecards,
    /// metrics.csv
    Metrics,
    /// findings.jsonl, findings.parquet
    Findings,
    /// decisions.jsonl, decisions.parquet
    Decisions,
    /// restatements.csv
    Restatements,
    /// data-quality.json, data-quality.csv
    DataQuality,
    /// report.html
    Report,
    /// run.json
    Run,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A summary for people.
    Text,
    /// The whole result for tools.
    Json,
    /// A page.
    Html,
}

impl Run {
    pub fn run(&self) -> Ended {
        if !self.watch {
            return match once::once(self) {
                Round::Told { ended, .. } | Round::Refused { ended, .. } => ended,
            };
        }
        let mut last: Option<String> = None;
        let written = self.out.iter().chain(&self.html).cloned().collect();
        let watched = watch::Watched { path: self.path.clone(), written };
        watch::watch(&watched, |_| match once::once(self) {
            Round::Told { headline, files, .. } => {
                last = Some(headline);
                files
            }
            Round::Refused { files, .. } => {
                if let Some(last) = &last {
                    speak::message(&format!("The last good result still stands: {last}"));
                }
                files
            }
        })
    }
}
