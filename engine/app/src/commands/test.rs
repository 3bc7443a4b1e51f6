//! `etalon test`: run the tests that stand in the standard.

use super::Ended;
use super::format::Format;
use crate::threads::Threads;
use crate::{load, messages, speak, watch};
use clap::Args;
use etalon_contract::Purpose;
use etalon_core::evaluate::{TestReport, run_tests};
use etalon_core::{Diagnostic, Standard};
use serde_json::json;
use std::path::PathBuf;

/// Run the tests that stand in the standard: example events, and what must follow from them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  etalon test                       the standard in this folder
  etalon test . --watch             again after every saved edit
  etalon test . --format json       for tools: schema etalon-test/1

Exit codes: 0 all tests pass; 1 one fails or the standard has errors; 2 wrong usage.")]
pub struct Test {
    /// A folder of .etalon files, or one file.
    #[arg(default_value = ".")]
    path: PathBuf,
    /// How to tell the result.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Run again whenever the standard changes.
    #[arg(long)]
    watch: bool,
}

impl Test {
    pub fn run(&self) -> Ended {
        if !self.watch {
            return self.once(&mut Vec::new(), &mut None);
        }
        let mut last = None;
        let watched = watch::Watched { path: self.path.clone(), written: Vec::new() };
        watch::watch(&watched, |_| {
            let mut files = Vec::new();
            self.once(&mut files, &mut last);
            files
        })
    }

    fn once(&self, files: &mut Vec<PathBuf>, last: &mut Option<String>) -> Ended {
        let Some(loaded) = load::load(&self.path, &[], Purpose::Answers) else {
            return Ended::SaidNo;
        };
        files.extend(loaded.read());
        loaded.say_diagnostics();
        let Some(standard) = &loaded.checked.standard else {
            if let Some(last) = last {
                speak::message(&format!("The last good result still stands: {last}"));
            }
            return Ended::SaidNo;
        };
        let threads = match Threads::new(None) {
            Ok(threads) => threads,
            Err(error) => {
                speak::trouble(&error, None);
                return Ended::SaidNo;
            }
        };
        let reports = run_tests(&loaded.files, standard, &threads);
        let sum = sum_up(&reports);
        match self.format {
            Format::Text => speak::result(&text(&loaded, standard, &reports, &sum)),
            Format::Json => speak::result(&format!("{:#}\n", json(&loaded, standard, &reports))),
        }
        *last = Some(sum);
        if reports.iter().all(|r| r.passed) { Ended::Fine } else { Ended::SaidNo }
    }
}

fn sum_up(reports: &[TestReport]) -> String {
    let passed = reports.iter().filter(|r| r.passed).count();
    match (passed, reports.len() - passed) {
        (0, 0) => "the standard holds no test; add one with `test \"what must be so\" { given … expect … }`".to_owned(),
        (1, 0) => "1 test passed".to_owned(),
        (n, 0) => format!("all {n} tests passed"),
        (n, m) => format!("{m} of {} tests failed", n + m),
    }
}

fn text(loaded: &load::Loaded, standard: &Standard, reports: &[TestReport], sum: &str) -> String {
    let mut out = String::new();
    for report in reports {
        let name = standard.tests.get(report.test).map_or("", |t| t.name.as_str());
        let sign = if report.passed { "\x1b[32m✓\x1b[0m" } else { "\x1b[31m✗\x1b[0m" };
        out.push_str(&format!("{sign} {name}\n"));
        for failure in &report.failures {
            let diagnostic = Diagnostic::error("not-as-expected", failure.span, failure.message.as_str());
            out.push_str(&messages::render_one(&loaded.files, &diagnostic, load::width()));
            out.push_str("\n\n");
        }
    }
    out.push_str(sum);
    out.push('\n');
    out
}

fn json(loaded: &load::Loaded, standard: &Standard, reports: &[TestReport]) -> serde_json::Value {
    let tests: Vec<serde_json::Value> = reports
        .iter()
        .map(|report| {
            let test = standard.tests.get(report.test);
            let failures: Vec<serde_json::Value> = report
                .failures
                .iter()
                .map(|f| {
                    let (file, line, column) = messages::place(&loaded.files, f.span);
                    json!({ "message": f.message, "file": file, "line": line, "column": column })
                })
                .collect();
            let (file, line, _) = test.map_or(("", 1, 1), |t| messages::place(&loaded.files, t.span));
            json!({
                "name": test.map(|t| t.name.as_str()),
                "file": file,
                "line": line,
                "passed": report.passed,
                "failures": failures,
            })
        })
        .collect();
    json!({ "schema": "etalon-test/1", "tests": tests })
}
