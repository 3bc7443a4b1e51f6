//! `etalon check`: look for mistakes in a standard.

use super::Ended;
use crate::{load, messages, speak};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Look for mistakes in a standard, all at once.
///
/// Every mistake comes with its place, why it matters, and what to write instead. Nothing is run.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  etalon check                      the standard in this folder
  etalon check examples/phone-centre
  etalon check one-file.etalon --watch
  etalon check . --format json      for editors and scripts: schema etalon-check/1")]
pub struct Check {
    /// A folder of .etalon files, or one file.
    #[arg(default_value = ".")]
    path: PathBuf,
    /// How to say it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For tools.
    Json,
}

impl Check {
    pub fn run(&self) -> Ended {
        let Some(loaded) = load::load(&self.path, &[]) else { return Ended::SaidNo };
        let diagnostics = &loaded.checked.diagnostics;
        match self.format {
            Format::Json => speak::result(&format!("{:#}\n", messages::json(&loaded.files, diagnostics))),
            Format::Text => {
                speak::result(&messages::render(&loaded.files, diagnostics, load::width()));
            }
        }
        if loaded.checked.standard.is_some() { Ended::Fine } else { Ended::SaidNo }
    }
}
