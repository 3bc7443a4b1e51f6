//! `etalon fmt`: bring a standard into its one layout.

use super::Ended;
use crate::{load, messages, speak};
use clap::Args;
use etalon_core::{Diagnostic, SourceFile};
use std::path::PathBuf;

/// Bring a standard into its one layout.
///
/// Comments stay where they belong, and what the standard means never changes. A file with a mistake in its syntax is
/// left as it is, and the mistake is shown.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  etalon fmt              rewrite the .etalon files of this folder
  etalon fmt --check      only say which files would change; exit code 1 if there are any")]
pub struct Fmt {
    /// A folder of .etalon files, or one file.
    #[arg(default_value = ".")]
    path: PathBuf,
    /// Change nothing; say which files would change.
    #[arg(long)]
    check: bool,
}

impl Fmt {
    pub fn run(&self) -> Ended {
        let files = match etalon_store::load_standard(&self.path) {
            Ok(files) => files,
            Err(errors) => {
                speak::load_errors(&errors);
                return Ended::SaidNo;
            }
        };
        let mut ended = Ended::Fine;
        // What the standard uses belongs to somebody else; it is not ours to rewrite.
        for file in files.iter().filter(|f| f.layer == 0) {
            match etalon_grammar::format(&file.text) {
                Ok(text) if text == file.text => {}
                Ok(_) if self.check => {
                    speak::result(&format!("{} would change\n", file.path));
                    ended = Ended::SaidNo;
                }
                Ok(text) => match std::fs::write(&file.path, text) {
                    Ok(()) => speak::result(&format!("{} changed\n", file.path)),
                    Err(error) => {
                        speak::trouble(&format!("{} could not be written: {error}", file.path), None);
                        ended = Ended::SaidNo;
                    }
                },
                Err(errors) => {
                    let one = SourceFile { layer: 0, ..file.clone() };
                    let diagnostics: Vec<Diagnostic> = errors
                        .into_iter()
                        .map(|e| {
                            let span = etalon_core::Span { file: 0, ..e.span };
                            Diagnostic { reason: e.reason, help: e.help, ..Diagnostic::error(e.slug, span, e.message) }
                        })
                        .collect();
                    speak::message(&messages::render(&[one], &diagnostics, load::width()));
                    ended = Ended::SaidNo;
                }
            }
        }
        ended
    }
}
