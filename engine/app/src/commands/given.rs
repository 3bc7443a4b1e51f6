//! What `run` and `explain` are given alike: params, sources, the instant, the language, threads; and judging with it.

use super::Ended;
use super::run::{ask, nothing};
use crate::load::Loaded;
use crate::progress::Bar;
use crate::threads::Threads;
use crate::{load, speak};
use clap::Args;
use etalon_contract::Purpose;
use etalon_core::evaluate::{Options, Run, evaluate};
use etalon_core::{Plan, Standard};
use std::path::{Path, PathBuf};

/// Options of every command that judges data.
#[derive(Debug, Args)]
pub struct Given {
    /// Set a param of the standard for this run, as it would be written there: quick=30s, goal=85%. Repeatable.
    #[arg(long, value_name = "PARAM=VALUE", value_parser = ask::setting)]
    set: Vec<(String, String)>,
    /// The instant the run speaks for: 2026-03-31T18:00, or a date for the end of that day. Default: the last event's.
    #[arg(long, value_name = "INSTANT")]
    as_of: Option<String>,
    /// Only what was recorded by then is known (of events that say so): 2026-02-06T12:00. Default: all that was delivered.
    #[arg(long, value_name = "INSTANT")]
    known_at: Option<String>,
    /// Read a source from these files instead of its own. Repeatable.
    #[arg(long, value_name = "SOURCE=FILE", value_parser = ask::source)]
    source: Vec<(String, PathBuf)>,
    /// The language of the result. Default: the first language of the standard.
    #[arg(long, value_name = "en|et|lv|lt")]
    lang: Option<String>,
    /// Number of threads. Default: one per processor. The result is the same for any number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Rows judged at once. The result is the same for any number.
    #[arg(long, value_name = "N", hide = true, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    batch: Option<u32>,
}

/// Data judged by a standard.
pub struct Judgement {
    pub loaded: Loaded,
    pub plan: Plan,
    pub run: Run,
    pub language: String,
    pub threads: Threads,
}

impl Judgement {
    /// The standard that was run.
    pub fn standard(&self) -> &Standard {
        self.loaded.checked.standard.as_ref().expect("only a standard without errors is run")
    }
}

impl Given {
    /// Loads, checks, reads and judges; what is wrong has been said. `files` are those that were read, for watching.
    pub fn judge(&self, path: &Path, files: &mut Vec<PathBuf>) -> Result<Judgement, Ended> {
        let threads = Threads::new(self.threads.map(usize::from)).map_err(|error| {
            speak::trouble(&error, Some("leave out --threads, or ask for fewer"));
            Ended::WrongUsage
        })?;
        let loaded = load::load(path, &self.set, Purpose::Answers).ok_or(Ended::SaidNo)?;
        files.extend(loaded.read());
        // A wrong --set is no mistake in the text: it has no place there, and is wrong usage.
        let mut wrong = loaded.checked.diagnostics.iter().filter(|d| d.slug == "wrong-set").peekable();
        if wrong.peek().is_some() {
            wrong.for_each(|d| speak::trouble(&d.message, d.help.as_deref()));
            return Err(Ended::WrongUsage);
        }
        loaded.say_diagnostics();
        let standard = loaded.checked.standard.as_ref().ok_or(Ended::SaidNo)?;
        let instant = |option: &str, text: &Option<String>| match text {
            Some(text) => ask::as_of(text, standard).map(Some).map_err(|error| {
                speak::trouble(&format!("{option}: {error}"), None);
                Ended::WrongUsage
            }),
            None => Ok(None),
        };
        let (as_of, known) = (instant("--as-of", &self.as_of)?, instant("--known-at", &self.known_at)?);
        let language = self.language(standard)?;
        let overrides = ask::overrides(&self.source);
        known_sources(standard, &overrides)?;
        let plan = etalon_core::plan(standard);
        let bar = Bar::new();
        let input = etalon_store::read(standard, &load::folder(path), &overrides, &bar, &threads);
        let input = input.map_err(|errors| {
            bar.done();
            speak::read_errors(&loaded.files, &errors);
            Ended::SaidNo
        })?;
        files.extend(input.incoming.iter().flat_map(|i| &i.files).map(PathBuf::from));
        bar.judging();
        let mut options = Options { as_of, known, ..Options::default() };
        if let Some(batch) = self.batch {
            options.batch = batch as usize;
        }
        let run = evaluate(standard, &plan, input, &options, &threads);
        bar.done();
        if as_of.is_none() && nothing::said(&run.outcome.data) {
            return Err(Ended::SaidNo);
        }
        Ok(Judgement { loaded, plan, run, language, threads })
    }

    /// The language asked for, if the program or the standard speaks it; else the standard's first; else English.
    fn language(&self, standard: &Standard) -> Result<String, Ended> {
        match &self.lang {
            None => Ok(standard.languages.first().cloned().unwrap_or_else(|| "en".to_owned())),
            Some(asked) if etalon_report::LANGUAGES.contains(&asked.as_str()) || standard.languages.contains(asked) => {
                Ok(asked.clone())
            }
            Some(asked) => {
                let languages = etalon_report::LANGUAGES.join(", ");
                speak::trouble(
                    &format!("--lang {asked}: neither the program nor the standard speaks it"),
                    Some(&format!("write one of {languages}")),
                );
                Err(Ended::WrongUsage)
            }
        }
    }
}

fn known_sources(standard: &Standard, overrides: &[(String, Vec<PathBuf>)]) -> Result<(), Ended> {
    for (name, _) in overrides {
        if !standard.sources.iter().any(|s| s.label.name == *name) {
            let names: Vec<&str> = standard.sources.iter().map(|s| s.label.name.as_str()).collect();
            let help = match names.as_slice() {
                [] => "the standard declares no source".to_owned(),
                names => format!("its sources are {}", names.join(", ")),
            };
            speak::trouble(&format!("--source {name}: the standard has no source of that name"), Some(&help));
            return Err(Ended::WrongUsage);
        }
    }
    Ok(())
}
