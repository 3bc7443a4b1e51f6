//! The time cases of `tests/times/`: made by hand, with what must come out worked out on paper, and all of them run.
//!
//! A folder is a theme. A case is a `test` of its standard, named by a sentence that says what is special and with a comment that says
//! how the answer was found; or it is a row of a table (`*.csv`) beside it, whose first column is that sentence and whose last says why.
//! Every rule that speaks of a row must be met. Rows and tests that are wrong are told by their sentence, file and line. `ONLY=clock` in the
//! environment runs the folders with that in their name.

use etalon_core::evaluate::{Options, Sequential, evaluate, run_tests};
use etalon_core::outcome::Verdict;
use etalon_core::standard::{Standard, UnitId};
use etalon_core::{Severity, SourceFile};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// So many there are at least.
const CASES: usize = 550;

/// What is known to be wrong in the engine, by sentence, with the reason. A case that is right again must leave this list.
const KNOWN: &[(&str, &str)] = &[];

/// What came of all cases.
#[derive(Default)]
struct Came {
    /// Their sentences.
    cases: BTreeSet<String>,
    /// Those that are not as on paper, and what to say of them.
    wrong: BTreeMap<String, String>,
    /// What is wrong with the folders themselves.
    broken: Vec<String>,
}

impl Came {
    fn case(&mut self, sentence: &str, place: &str) {
        if !self.cases.insert(sentence.to_owned()) {
            self.broken.push(format!("{place}: two cases say “{sentence}”"));
        }
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count() + 1
}

/// The `test` blocks of a standard.
fn tests(folder: &str, files: &[SourceFile], standard: &Standard, came: &mut Came) {
    for report in run_tests(files, standard, &Sequential) {
        let test = &standard.tests[report.test];
        let text = &files[test.span.file as usize].text;
        let line = line_of(text, test.span.start as usize);
        let place = format!("{folder}:{line}");
        came.case(&test.name, &place);
        let block = &text[test.span.start as usize..test.span.end as usize];
        if !block.contains("//") {
            came.broken.push(format!("{place}: “{}” does not say how its answer was found", test.name));
        }
        let said = report.failures.iter().map(|failure| {
            let line = line_of(text, failure.span.start as usize);
            format!("  {folder}:{line}: {}", failure.message)
        });
        if !report.passed {
            let said: Vec<String> = std::iter::once(format!("{place}: {}", test.name)).chain(said).collect();
            came.wrong.insert(test.name.clone(), said.join("\n"));
        }
    }
}

/// The rows of a folder's tables: each is met by every rule that speaks of it.
fn rows(folder: &Path, name: &str, standard: &Standard, came: &mut Came) {
    if standard.sources.is_empty() {
        return;
    }
    let input = etalon_store::read(standard, folder, &[], &etalon_store::Silent, &Sequential)
        .unwrap_or_else(|problems| panic!("{problems:#?}"));
    let plan = etalon_core::plan::plan(standard);
    let run = evaluate(standard, &plan, input, &Options::default(), &Sequential);
    for data in run.outcome.data.iter().filter(|data| data.accepted != data.read) {
        came.broken.push(format!(
            "{name}: of {} rows of {} only {} were read: {:?}",
            data.read, data.source, data.accepted, data.reasons
        ));
    }
    let places = places(folder);
    for source in &standard.sources {
        let unit = source.unit;
        for row in 0..run.world.table(unit).rows {
            let sentence = run.world.key(unit, row).into_owned();
            let place = places.get(&sentence).map_or_else(|| name.to_owned(), |place| format!("{name}/{place}"));
            came.case(&sentence, &place);
            let said = verdicts(standard, &run.outcome.findings, unit, row);
            if said.iter().any(|(_, verdict)| *verdict != Verdict::Met) || said.is_empty() {
                came.wrong.insert(sentence.clone(), format!("{place}: {sentence}\n  {said:?}"));
            }
        }
    }
}

/// What the rules say of a row, those that do not speak of it left out.
fn verdicts(
    standard: &Standard,
    findings: &[etalon_core::outcome::CriterionFindings],
    unit: UnitId,
    row: usize,
) -> Vec<(String, Verdict)> {
    let of = findings.iter().filter_map(|findings| {
        let criterion = &standard.criteria[findings.criterion.index()];
        let verdict = *findings.verdicts.get(row)?;
        (criterion.unit == unit && verdict != Verdict::NotApplicable).then(|| (criterion.label.name.clone(), verdict))
    });
    of.collect()
}

/// Where each row stands: file and line by sentence. No field of these tables goes over two lines.
fn places(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for path in entries(folder, "csv") {
        let text = std::fs::read_to_string(&path).expect("a table can be read");
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for (number, line) in text.lines().enumerate() {
            let sentence = match line.strip_prefix('"') {
                Some(rest) => rest.split('"').next(),
                None => line.split(',').next(),
            };
            found.insert(sentence.unwrap_or_default().to_owned(), format!("{name}:{}", number + 1));
        }
    }
    found
}

/// What lies in a folder, by name: folders (no ending) or files of an ending.
fn entries(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let found = std::fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = found.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().map_or(ending.is_empty() && path.is_dir(), |found| found == ending));
    paths.sort();
    paths
}

#[test]
fn every_time_case_is_as_on_paper() {
    let house = Path::new(env!("CARGO_MANIFEST_DIR")).join("../times");
    let only = std::env::var("ONLY").unwrap_or_default();
    let mut came = Came::default();
    for folder in entries(&house, "") {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !name.contains(&only) {
            continue;
        }
        let files = etalon_store::load_standard(&folder).expect("the standard can be read");
        let days = etalon_store::day_files(&files, &folder).expect("the files of days can be read");
        let checked = etalon_core::check_beside(&files, &[], &etalon_core::plugin::Catalog::default(), &days);
        for one in checked.diagnostics.iter().filter(|d| d.severity == Severity::Error) {
            let place = one
                .labels
                .first()
                .map_or(0, |label| line_of(&files[label.span.file as usize].text, label.span.start as usize));
            came.broken.push(format!("{name}:{place}: {}", one.message));
        }
        let Some(standard) = checked.standard else { continue };
        tests(&name, &files, &standard, &mut came);
        rows(&folder, &name, &standard, &mut came);
    }
    for (sentence, reason) in KNOWN {
        if came.wrong.remove(*sentence).is_none() && only.is_empty() {
            came.broken.push(format!("“{sentence}” is right again; it was known as wrong: {reason}"));
        }
    }
    let wrong: Vec<&str> = came.wrong.values().map(String::as_str).collect();
    assert!(
        came.broken.is_empty() && wrong.is_empty(),
        "{} of {} cases are not as on paper\n{}\n{}",
        wrong.len(),
        came.cases.len(),
        came.broken.join("\n"),
        wrong.join("\n")
    );
    assert!(came.cases.len() >= CASES || !only.is_empty(), "only {} cases are left of {CASES}", came.cases.len());
}
