//! `etalon plan`: how a standard is computed.

use super::Ended;
use crate::places::Places;
use crate::{load, speak};
use clap::Args;
use etalon_contract::Purpose;
use std::path::PathBuf;

/// Show how a standard is computed: each condition once, with the line it comes from and the rules that share it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  etalon plan                       the standard in this folder
  etalon plan examples/phone-centre | less")]
pub struct Plan {
    /// A folder of .etalon files, or one file.
    #[arg(default_value = ".")]
    path: PathBuf,
}

impl Plan {
    pub fn run(&self) -> Ended {
        let Some(loaded) = load::load(&self.path, &[], Purpose::Check) else {
            return Ended::SaidNo;
        };
        loaded.say_diagnostics();
        let Some(standard) = &loaded.checked.standard else {
            return Ended::SaidNo;
        };
        let many = loaded.files.len() > 1;
        let places = Places::new(&loaded.files);
        let place = |span| {
            let (file, line, _) = places.of(span);
            if many { format!("{file}:{line}") } else { format!("line {line}") }
        };
        speak::result(&etalon_core::plan(standard).print(standard, &place));
        Ended::Fine
    }
}
