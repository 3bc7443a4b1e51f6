//! `etalon plugin test`: the tests of a plugin, against its component.

mod answers;
mod cases;
mod laws;

use crate::commands::Ended;
use crate::plugins::Component;
use crate::plugins::values::show;
use crate::{load, speak};
use answers::Answer;
use cases::{Case, Expects, Written};
use clap::Args;
use etalon_contract::Limits;
use etalon_core::plugin::Plugin;
use etalon_core::value::Value;
use etalon_host::Metrics;
use std::path::{Path, PathBuf};

/// Run the tests of a plugin against its component: rows in, values out.
///
/// Beside what the tests say, some things are tried without being asked, with the rows of each case: each row alone and in reverse order;
/// a window in any cut, asked twice, and, where it says it can, with rows taken out again, and saved half-way and joined to another.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  etalon plugin test                      tests/*.toml in this folder
  etalon plugin test tone
  etalon plugin test tone.wasm --tests more-tests

A test:
  [[case]]
  metric = \"politeness\"
  constants = { language = \"lv\" }
  rows = [ { message = \"Labdien!\" }, { } ]
  values = [ 80, \"none\" ]")]
pub struct Test {
    /// A .wasm file, or the folder where the only one lies.
    #[arg(default_value = ".")]
    path: PathBuf,
    /// The folder of the tests. Default: `tests` beside the component.
    #[arg(long, value_name = "DIR")]
    tests: Option<PathBuf>,
}

impl Test {
    pub fn run(&self) -> Result<Ended, Ended> {
        let component = Component::open(&self.path)?;
        let plugin = component.plugin()?;
        let dir = self.tests.clone().unwrap_or_else(|| load::folder(&component.file).join("tests"));
        let dir = dir.strip_prefix(".").map_or_else(|_| dir.clone(), Path::to_owned);
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(&dir).into_iter().flatten().flatten().map(|e| e.path()).collect();
        files.retain(|file| file.extension().is_some_and(|ending| ending == "toml"));
        files.sort();
        let (mut passed, mut failed) = (0, 0);
        for file in &files {
            let (good, bad) = tried(file, &component, &plugin)?;
            (passed, failed) = (passed + good, failed + bad);
        }
        let ended = if failed > 0 { Ended::SaidNo } else { Ended::Fine };
        match (passed, failed) {
            (0, 0) => {
                let what = format!("there are no tests: {} holds no case", dir.display());
                speak::trouble(&what, Some("write one; `etalon plugin test --help` shows how"));
                return Err(Ended::SaidNo);
            }
            (1, 0) => speak::result("1 case passed\n"),
            (n, 0) => speak::result(&format!("all {n} cases passed\n")),
            (n, m) => speak::result(&format!("{m} of {} cases failed\n", n + m)),
        }
        Ok(ended)
    }
}

/// How many cases of a file passed, and how many did not.
fn tried(file: &Path, component: &Component, plugin: &Plugin) -> Result<(usize, usize), Ended> {
    let wrong = |what: &str| {
        speak::trouble(
            &format!("{}: {what}", file.display()),
            Some("`etalon plugin test --help` shows what a test is like"),
        );
        Ended::SaidNo
    };
    let text = std::fs::read_to_string(file).map_err(|error| wrong(&error.to_string()))?;
    let read: cases::File = toml::from_str(&text).map_err(|error: toml::de::Error| {
        let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
        wrong(&format!("line {line}: {}", error.message()))
    })?;
    let settings = component.settings(&read.settings, &file.display().to_string())?;
    let module = component.module(plugin, &settings, &Limits::default())?;
    let (mut passed, mut failed) = (0, 0);
    for (number, written) in read.cases.iter().enumerate() {
        let name = written.name.clone().unwrap_or_else(|| format!("case {}", number + 1));
        let name = format!("{}: {name}", file.file_stem().unwrap_or_default().to_string_lossy());
        match judged(written, plugin, module.as_ref()) {
            Ok(()) => {
                speak::result(&format!("\x1b[32m✓\x1b[0m {name}\n"));
                passed += 1;
            }
            Err(lines) => {
                let lines: String = lines.iter().map(|line| format!("    {line}\n")).collect();
                speak::result(&format!("\x1b[31m✗\x1b[0m {name}\n{lines}"));
                failed += 1;
            }
        }
    }
    Ok((passed, failed))
}

fn judged(written: &Written, plugin: &Plugin, module: &Metrics) -> Result<(), Vec<String>> {
    let case = written.read(plugin).map_err(|wrong| vec![wrong])?;
    let groups = match &case.expects {
        Expects::Values(values) => values.len(),
        Expects::Fault(_) => case.groups.iter().max().map_or(1, |group| *group as usize + 1),
    };
    let answer = case.ask(module, groups);
    let differs = match (&case.expects, &answer) {
        (Expects::Values(should), Answer::Values(are)) => differences(&case, should, are),
        (Expects::Values(_), Answer::Fault(why)) => vec![format!("it failed: {why}")],
        (Expects::Fault(code), Answer::Fault(why)) if why.contains(code.as_str()) => Vec::new(),
        (Expects::Fault(code), Answer::Fault(why)) => {
            vec![format!("it should be refused with {code}, and failed otherwise: {why}")]
        }
        (Expects::Fault(code), Answer::Values(_)) => {
            vec![format!("it should be refused with {code}, and gave an answer")]
        }
    };
    if !differs.is_empty() {
        return Err(differs);
    }
    match case.broken_law(module, &answer, groups) {
        None => Ok(()),
        Some(law) => Err(vec![law]),
    }
}

fn differences(case: &Case<'_>, should: &[Value], are: &[Value]) -> Vec<String> {
    let which = if case.window { "group" } else { "row" };
    let from = usize::from(!case.window);
    let differ = should.iter().zip(are).enumerate().filter(|(_, (should, is))| should != is);
    differ
        .map(|(number, (should, is))| format!("{which} {}: is {}, should be {}", number + from, show(is), show(should)))
        .collect()
}
