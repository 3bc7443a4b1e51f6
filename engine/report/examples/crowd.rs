//! Writes the page of a large organization to standard output, and says what it took:
//! `cargo run --release -p etalon-report --example crowd > crowd.html`.

#[path = "../tests/sample/mod.rs"]
mod sample;

use etalon_report::{Place, Report};
use std::io::Write as _;
use std::time::Instant;

fn main() -> Result<(), String> {
    let (standard, outcome, names) = (sample::crowd::standard(), sample::crowd::outcome(), sample::crowd::names());
    let place = |_| Place { file: "standard.etalon".to_owned(), line: 42 };
    let written = |_| "criterion asked { … }".to_owned();
    let report = Report {
        standard: &standard,
        outcome: &outcome,
        names: &names,
        place: &place,
        written: &written,
        language: "en",
        timelines: &[],
    };
    let start = Instant::now();
    let page = report.html()?;
    eprintln!(
        "{} people, {:.1} MB, laid out in {:.2} s",
        sample::crowd::PEOPLE,
        page.len() as f64 / 1e6,
        start.elapsed().as_secs_f64()
    );
    std::io::stdout().write_all(page.as_bytes()).map_err(|error| error.to_string())
}
