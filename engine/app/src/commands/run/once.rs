//! One run from beginning to end.

use super::{Format, Run, ask, fail_on};
use crate::commands::Ended;
use crate::progress::Bar;
use crate::threads::Threads;
use crate::{load, messages, speak};
use etalon_core::evaluate::Options;
use etalon_report::{Names, Place, Report};
use std::path::{Path, PathBuf};

/// How a round ended, and which files outside the folder were read (to be watched).
pub enum Round {
    /// There is a result.
    Told { ended: Ended, headline: String, files: Vec<PathBuf> },
    /// There is none, and why has been said.
    Refused { ended: Ended, files: Vec<PathBuf> },
}

pub fn once(run: &Run) -> Round {
    let mut files = Vec::new();
    match attempt(run, &mut files) {
        Ok((ended, headline)) => Round::Told { ended, headline, files },
        Err(ended) => Round::Refused { ended, files },
    }
}

fn attempt(run: &Run, files: &mut Vec<PathBuf>) -> Result<(Ended, String), Ended> {
    let threads = Threads::new(run.threads.map(usize::from)).map_err(|error| {
        speak::trouble(&error, Some("leave out --threads, or ask for fewer"));
        Ended::WrongUsage
    })?;
    let loaded = load::load(&run.path, &run.set).ok_or(Ended::SaidNo)?;
    files.extend(loaded.files.iter().map(|f| PathBuf::from(&f.path)));
    // A wrong --set is no mistake in the text: it has no place there, and is wrong usage.
    let mut wrong = loaded.checked.diagnostics.iter().filter(|d| d.slug == "wrong-set").peekable();
    if wrong.peek().is_some() {
        wrong.for_each(|d| speak::trouble(&d.message, d.help.as_deref()));
        return Err(Ended::WrongUsage);
    }
    loaded.say_diagnostics();
    let standard = loaded.checked.standard.as_ref().ok_or(Ended::SaidNo)?;
    let as_of = match &run.as_of {
        Some(text) => Some(ask::as_of(text, standard).map_err(|error| {
            speak::trouble(&format!("--as-of: {error}"), None);
            Ended::WrongUsage
        })?),
        None => None,
    };
    let language = language(run, standard)?;
    let overrides = ask::overrides(&run.source);
    known_sources(standard, &overrides)?;
    let plan = etalon_core::plan(standard);
    let bar = Bar::new();
    let input = etalon_store::read(standard, &load::folder(&run.path), &overrides, &bar, &threads);
    let input = input.map_err(|errors| {
        bar.done();
        speak::read_errors(&loaded.files, &errors);
        Ended::SaidNo
    })?;
    files.extend(input.incoming.iter().flat_map(|i| &i.files).map(PathBuf::from));
    bar.judging();
    let mut options = Options { as_of, ..Options::default() };
    if let Some(batch) = run.batch {
        options.batch = batch as usize;
    }
    let result = etalon_core::evaluate::evaluate(standard, &plan, input, &options, &threads);
    bar.done();
    let place = |span| {
        let (file, line, _) = messages::place(&loaded.files, span);
        Place { file: file.to_owned(), line }
    };
    let names = Names::of(standard, &result.world);
    let report = Report { standard, outcome: &result.outcome, names: &names, place: &place, language: &language };
    match run.format {
        Format::Text => speak::result(&report.summary(load::width())),
        Format::Json => speak::result(&format!("{:#}\n", report.json())),
        Format::Html => speak::result(&page(&report)?),
    }
    if let Some(file) = &run.html {
        write(file, &page(&report)?)?;
        speak::message(&format!("wrote {}", file.display()));
    }
    if let Some(folder) = &run.out {
        let at = |span| {
            let Place { file, line } = place(span);
            format!("{file}:{line}")
        };
        let sentences = report.sentences();
        let words = etalon_store::write::Words {
            place: &at,
            why: &|decision| sentences.why(decision),
            otherwise: &|decision| sentences.otherwise(decision),
        };
        etalon_store::write::write(folder, standard, &result, &words).map_err(|error| {
            speak::trouble(&error.to_string(), Some("name a folder that may be written to: --out results"));
            Ended::SaidNo
        })?;
        write(&folder.join("report.html"), &page(&report)?)?;
        write(&folder.join("run.json"), &format!("{:#}\n", report.json()))?;
        speak::message(&format!("wrote {}", folder.display()));
    }
    let mut ended = Ended::Fine;
    for what in &run.fail_on {
        if let Some(found) = fail_on::found(*what, standard, &result.outcome) {
            speak::message(&format!("--fail-on: {found}"));
            ended = Ended::SaidNo;
        }
    }
    Ok((ended, report.headline()))
}

fn page(report: &Report<'_>) -> Result<String, Ended> {
    report.html().map_err(|error| {
        speak::trouble(&error, None);
        Ended::SaidNo
    })
}

/// Whole or not at all: whoever reads the file at the same time never sees half of it.
fn write(file: &Path, text: &str) -> Result<(), Ended> {
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = file.with_file_name(format!(".{name}.part"));
    let done = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, file));
    done.map_err(|error| {
        let help = "name a file in a folder that exists and may be written to";
        speak::trouble(&format!("{} could not be written: {error}", file.display()), Some(help));
        Ended::SaidNo
    })
}

/// The language asked for, if the program or the standard speaks it; else the standard's first; else English.
fn language(run: &Run, standard: &etalon_core::Standard) -> Result<String, Ended> {
    match &run.lang {
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

fn known_sources(standard: &etalon_core::Standard, overrides: &[(String, Vec<PathBuf>)]) -> Result<(), Ended> {
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
