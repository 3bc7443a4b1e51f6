//! `etalon check`: look for mistakes in a standard.

use super::Ended;
use super::format::Format;
use crate::{limits, load, messages, speak, watch, weights};
use clap::Args;
use etalon_contract::Purpose;
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
  etalon check --weights            what each rule and each item really weighs
  etalon check --limits             what it does not look into
  etalon check . --format json      for editors and scripts: schema etalon-check/1")]
pub struct Check {
    /// A folder of .etalon files, or one file.
    #[arg(default_value = ".")]
    path: PathBuf,
    /// How to say it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Also list the parts of conditions that the check takes as they stand, such as patterns and looks at others.
    #[arg(long)]
    limits: bool,
    /// Also show what share of its score each criterion and each item of a form really has.
    #[arg(long)]
    weights: bool,
    /// Check again whenever the standard changes.
    #[arg(long)]
    watch: bool,
}

impl Check {
    pub fn run(&self) -> Ended {
        if !self.watch {
            return self.once(&mut Vec::new());
        }
        let mut good = false;
        let watched = watch::Watched { path: self.path.clone(), written: Vec::new() };
        watch::watch(&watched, |_| {
            let mut files = Vec::new();
            let ended = self.once(&mut files);
            if ended == Ended::SaidNo && good {
                speak::message("The last version without errors still stands.");
            }
            good |= ended == Ended::Fine;
            files
        })
    }

    fn once(&self, files: &mut Vec<PathBuf>) -> Ended {
        let loaded = match load::try_load(&self.path, &[], Purpose::Check) {
            Ok(loaded) => loaded,
            Err(errors) => {
                match self.format {
                    Format::Json => speak::result(&format!("{:#}\n", messages::load_json(&errors))),
                    Format::Text => speak::load_errors(&errors),
                }
                return Ended::SaidNo;
            }
        };
        files.extend(loaded.read());
        let (diagnostics, undecided) = (&loaded.checked.diagnostics, &loaded.checked.undecided);
        let weighed = loaded.checked.standard.as_ref().filter(|_| self.weights);
        match self.format {
            Format::Json => {
                let mut told = messages::json(&loaded.files, diagnostics, undecided);
                if let Some(standard) = weighed {
                    told["weights"] = weights::json(standard);
                }
                speak::result(&format!("{told:#}\n"));
            }
            Format::Text => {
                let told = messages::render(&loaded.files, diagnostics, load::width());
                let limits = limits::render(&loaded.files, undecided, self.limits && loaded.checked.standard.is_some());
                let told = if diagnostics.is_empty() { messages::sum_up(diagnostics) + "\n" } else { told };
                let weights = weighed.map_or_else(String::new, |standard| format!("{}\n", weights::render(standard)));
                speak::result(&(weights + &told + &limits));
            }
        }
        if loaded.checked.standard.is_some() { Ended::Fine } else { Ended::SaidNo }
    }
}
