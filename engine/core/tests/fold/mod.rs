//! Standards as text, with their own tests; and what a run says of what a test gives.
#![allow(dead_code, reason = "each test file uses its part")]

use etalon_core::evaluate::{Sequential, TestReport, run_tests};
use etalon_core::{SourceFile, Standard, check};

/// The one file of a standard.
pub fn files(text: &str) -> Vec<SourceFile> {
    vec![SourceFile { path: "standard.etalon".to_owned(), text: text.to_owned(), layer: 0 }]
}

/// The standard of a text.
pub fn standard(text: &str) -> Standard {
    let checked = check(&files(text), &[]);
    let problems: Vec<String> = checked
        .diagnostics
        .iter()
        .map(|d| {
            let place =
                d.labels.first().map_or("", |l| text.get(l.span.start as usize..l.span.end as usize).unwrap_or(""));
            format!("{}: {} [{place}]", d.slug, d.message)
        })
        .collect();
    checked.standard.unwrap_or_else(|| panic!("{problems:#?}"))
}

/// The reports of its tests.
pub fn reports(text: &str) -> Vec<TestReport> {
    run_tests(&files(text), &standard(text), &Sequential)
}

/// Fails with every failure of its tests.
pub fn passes(text: &str) {
    let standard = standard(text);
    let mut failures = Vec::new();
    for report in run_tests(&files(text), &standard, &Sequential) {
        assert_eq!(report.passed, report.failures.is_empty());
        for failure in report.failures {
            let name = &standard.tests[report.test].name;
            let line = text[..failure.span.start as usize].lines().count();
            failures.push(format!("line {line}, test \"{name}\": {}", failure.message));
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
    assert!(!standard.tests.is_empty());
}

/// The messages of its failing expectations, one a line.
pub fn failures(text: &str) -> String {
    reports(text).into_iter().flat_map(|r| r.failures).map(|f| f.message + "\n").collect()
}
