//! One run from beginning to end.

use super::{Format, Run, Written, fail_on};
use crate::commands::Ended;
use crate::commands::given::Judgement;
use crate::places::Places;
use crate::{load, messages, speak};
use etalon_core::explain::Ask;
use etalon_report::{Names, Place, Report};
use etalon_store::write::Table;
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

/// So many courses of clocks are drawn on the page.
const COURSES: usize = 8;

fn attempt(run: &Run, files: &mut Vec<PathBuf>) -> Result<(Ended, String), Ended> {
    let judgement = run.given.judge(&run.path, files)?;
    let Judgement { loaded, run: result, language, .. } = &judgement;
    let standard = judgement.standard();
    let places = Places::new(&loaded.files);
    let place = |span| {
        let (file, line, _) = places.of(span);
        Place { file: file.to_owned(), line }
    };
    // On screen a place is named as whoever looks at it opens it; in files as it lies beside the standard, from wherever that was run.
    let home = load::folder(&run.path);
    let at_home = |span| {
        let (file, line, _) = places.of(span);
        Place { file: Path::new(file).strip_prefix(&home).map_or(file.to_owned(), |f| f.display().to_string()), line }
    };
    let names = Names::of(standard, &result.world);
    let written = |span| messages::written(&loaded.files, span);
    let drawn = matches!(run.format, Format::Html) || run.html.is_some() || run.out.is_some();
    let ask = Ask { files: &loaded.files, standard, plan: &judgement.plan, run: result };
    let timelines = if drawn { ask.courses(COURSES) } else { Vec::new() };
    let report = Report {
        standard,
        outcome: &result.outcome,
        names: &names,
        place: &place,
        written: &written,
        language,
        timelines: &timelines,
    };
    let kept = Report { place: &at_home, ..report };
    match run.format {
        Format::Text => speak::result(&report.summary(load::width())),
        Format::Json => speak::result(&format!("{:#}\n", kept.json())),
        Format::Html => speak::result(&page(&kept)?),
    }
    if let Some(file) = &run.html {
        write(file, &page(&kept)?)?;
        speak::message(&format!("wrote {}", file.display()));
    }
    if let Some(folder) = &run.out {
        out(run, folder, result, &kept)?;
        speak::message(&format!("wrote {}", folder.display()));
    }
    let mut ended = Ended::Fine;
    for what in &run.fail_on {
        if let Some(found) = fail_on::found(*what, standard, &result.outcome) {
            speak::message(&format!("--fail-on: {found}"));
            ended = Ended::SaidNo;
        }
    }
    Ok((ended, if run.watch { report.headline() } else { String::new() }))
}

/// What `--out` asks for.
fn out(run: &Run, folder: &Path, result: &etalon_core::evaluate::Run, report: &Report<'_>) -> Result<(), Ended> {
    let wants = |what: Written| run.only.is_empty() || run.only.contains(&what);
    let at = |span| {
        let Place { file, line } = (report.place)(span);
        format!("{file}:{line}")
    };
    let sentences = report.sentences();
    let words = etalon_store::write::Words {
        place: &at,
        why: &|decision| sentences.why(decision),
        otherwise: &|decision| sentences.otherwise(decision),
    };
    let tables: Vec<Table> = Table::ALL.into_iter().filter(|table| wants(written(*table))).collect();
    etalon_store::write::write(folder, report.standard, result, &words, &tables).map_err(|error| {
        speak::trouble(&error.to_string(), Some("name a folder that may be written to: --out results"));
        Ended::SaidNo
    })?;
    if wants(Written::Report) {
        write(&folder.join("report.html"), &page(report)?)?;
    }
    if wants(Written::Run) {
        write(&folder.join("run.json"), &format!("{:#}\n", report.json()))?;
    }
    Ok(())
}

const fn written(table: Table) -> Written {
    match table {
        Table::Scorecards | Table::Forms => Written::Scorecards,
        Table::Metrics => Written::Metrics,
        Table::Findings => Written::Findings,
        Table::Decisions => Written::Decisions,
        Table::Restatements => Written::Restatements,
        Table::Quality => Written::DataQuality,
    }
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
