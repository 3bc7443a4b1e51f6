//! Every block of the reference is a sound standard, and its tests pass: what users read is what runs.

use etalon_contract::Description;
use etalon_core::evaluate::{Sequential, run_tests};
use etalon_core::plugin::Catalog;
use etalon_core::{Severity, SourceFile, check, check_with};
use std::path::Path;

/// The fenced blocks of that language, each with the line on which it begins.
fn blocks<'t>(text: &'t str, fence: &str) -> Vec<(usize, &'t str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find(fence) {
        let body = &rest[open + fence.len()..];
        let Some(close) = body.find("\n```") else { break };
        let line = text[..text.len() - body.len()].matches('\n').count() + 1;
        found.push((line, &body[..=close]));
        rest = &body[close + 4..];
    }
    found
}

fn holds(document: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(document);
    let text = std::fs::read_to_string(&path).expect("the document is there");
    let blocks = blocks(&text, "```etalon\n");
    assert!(!blocks.is_empty(), "{document} has blocks");
    let mut wrong = Vec::new();
    for (line, block) in blocks {
        let files = [SourceFile { path: format!("{document}:{line}"), text: block.to_owned(), layer: 0 }];
        let checked = check(&files, &[]);
        for one in checked.diagnostics.iter().filter(|d| d.severity == Severity::Error) {
            wrong.push(format!("{document}:{line}: [{}] {}", one.slug, one.message));
        }
        let Some(standard) = checked.standard else { continue };
        for report in run_tests(&files, &standard, &Sequential).iter().filter(|r| !r.passed) {
            let said: Vec<_> = report.failures.iter().map(|f| f.message.as_str()).collect();
            wrong.push(format!("{document}:{line}: {}: {}", standard.tests[report.test].name, said.join("; ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the reference says of plugins is sound with those of the cases, which have no module: nothing is run.
#[test]
fn what_the_reference_says_of_plugins_holds() {
    let house = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let listed = std::fs::read_to_string(house.join("tests/cases/check/plugins.json")).expect("the cases have plugins");
    let listed: Vec<Description> = serde_json::from_str(&listed).expect("a list of descriptions");
    let plugin = |d: Description| d.plugin(&d.name, "00").expect("it is sound").into();
    let catalog = Catalog { plugins: listed.into_iter().map(plugin).collect() };
    let text = std::fs::read_to_string(house.join("grammar/REFERENCE.md")).expect("the document is there");
    let blocks = blocks(&text, "```etalon-with-plugins\n");
    assert!(!blocks.is_empty(), "the reference speaks of plugins");
    for (line, block) in blocks {
        let files = [SourceFile { path: format!("REFERENCE.md:{line}"), text: block.to_owned(), layer: 0 }];
        let checked = check_with(&files, &[], &catalog);
        let said: Vec<_> = checked.diagnostics.iter().filter(|d| d.severity == Severity::Error).collect();
        assert!(checked.standard.is_some(), "{said:#?}");
    }
}

#[test]
fn the_reference_holds() {
    holds("grammar/REFERENCE.md");
}

#[test]
fn the_readme_holds() {
    holds("README.md");
}

#[test]
fn the_way_through_the_house_holds() {
    holds("ARCHITECTURE.md");
}
