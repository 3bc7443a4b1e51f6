//! What people are told of plugins: in the summary, on the page, in JSON, in a proof, in four languages; and by `test` blocks.

#[path = "explain/house.rs"]
#[allow(dead_code, reason = "this test needs a part of the house")]
mod house;
#[allow(dead_code, reason = "this test needs a part of the plugin")]
mod plugins;

use etalon_core::evaluate::{Sequential, given, run_tests};
use etalon_core::outcome::Verdict;
use etalon_core::{SourceFile, Span, check_with};
use etalon_report::{Explain, Names, Place, Report};
use house::House;
use plugins::{Health, catalog};
use std::fmt::Write as _;

const TEXT: &str = r#"use plugin fake "^1.2"

standard desk "Desk" { version 1  zone "Europe/Tallinn"  owner "Head" }

param base_of_all = 10

event call {
  id text key
  at instant
  agent text
  comment text?
  waited duration
}

criterion polite "We write politely" {
  for call
  require fake.score(comment, waited / 1 s, base: base_of_all) >= 40
}

metric kindness "Kindness" { mean fake.score(comment, waited / 1 s) of call  per organization, agent  each all  target >= 50 }
metric thread   "Thread"   { fake.chain(comment, 3) of call  per agent  each all }

test "a long comment is polite, a short one is not, and one that the plugin cannot read is left open" {
  given call { id "c1" at 2026-03-02T09:00 agent "anna" comment "aaaa" waited 20 s }
  given call { id "c2" at 2026-03-02T10:00 agent "anna" comment "a" waited 1 s }
  given call { id "c3" at 2026-03-02T11:00 agent "bert" comment "aaaa!" waited 1 s }
  given call { id "c4" at 2026-03-02T12:00 agent "bert" comment missing waited 1 s }
  as of 2026-03-03
  expect polite met for "c1"
  expect polite breached for "c2"
  expect polite not judged for "c3"
  expect thread each all of agent "anna" = 1932
}

test "with a higher base the short one passes" {
  set base_of_all = 30
  given call { id "c2" at 2026-03-02T10:00 agent "anna" comment "a" waited 1 s }
  expect polite met for "c2"
}
"#;

fn house() -> House {
    let (catalog, _) = catalog(Health::Failing);
    let files = vec![SourceFile { path: "desk.etalon".to_owned(), text: TEXT.to_owned(), layer: 0 }];
    let checked = check_with(&files, &[], &catalog);
    let standard = checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let input = given(&standard, &standard.tests[0]);
    let as_of = standard.tests[0].as_of;
    House::with(files, standard, input, as_of)
}

#[test]
fn tests_of_a_standard_ask_its_plugins_with_params_as_set() {
    let house = house();
    for report in run_tests(&house.files, &house.standard, &Sequential) {
        assert!(report.passed, "{:#?}", report.failures);
    }
}

/// Without colours.
fn uncoloured(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    plain + rest
}

/// The lines that speak of plugins.
fn about(text: &str) -> String {
    let plain = uncoloured(text);
    let words = ["fake", "64 MiB", "unreachable"];
    plain.lines().filter(|line| words.iter().any(|word| line.contains(word))).fold(String::new(), |mut all, line| {
        let _ = writeln!(all, "{}", line.trim());
        all
    })
}

#[test]
fn reports_say_what_rests_on_a_plugin_and_where_it_failed() {
    let house = house();
    let names = Names::of(&house.standard, &house.run.world);
    let place = |_: Span| Place { file: "desk.etalon".to_owned(), line: 1 };
    let written = |_: Span| String::new();
    let mut told = String::new();
    for language in ["en", "et", "lv", "lt"] {
        let (standard, outcome) = (&house.standard, &house.run.outcome);
        let report =
            Report { standard, outcome, names: &names, place: &place, written: &written, language, timelines: &[] };
        let _ = writeln!(told, "== {language}, summary\n{}", about(&report.summary(100)));
        let page = report.html().expect("it can be rendered").replace('<', "\n<").replace('>', ">\n");
        let _ = writeln!(told, "== {language}, page\n{}", about(&page));
        let json = report.json();
        let schema: serde_json::Value = serde_json::from_str(etalon_report::RUN_SCHEMA).expect("the schema is JSON");
        let validator = jsonschema::validator_for(&schema).expect("it is a schema");
        let wrong: Vec<String> = validator.iter_errors(&json).map(|e| e.to_string()).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        if language == "en" {
            let rests = |of: &serde_json::Value| of["rests_on"].to_string();
            let _ = writeln!(told, "== json\n{:#}", json["plugins"]);
            let _ = writeln!(told, "criterion rests on {}", rests(&json["criteria"][0]));
            let faults: Vec<&serde_json::Value> =
                json["metrics"].as_array().into_iter().flatten().filter_map(|m| m.get("fault")).collect();
            let _ = writeln!(told, "faults of figures {faults:?}\n");
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_proof_shows_what_a_plugin_was_given_and_what_it_said() {
    let house = house();
    let names = Names::of(&house.standard, &house.run.world);
    let mut told = String::new();
    for (key, verdict) in [("c1", Verdict::Met), ("c2", Verdict::Breached), ("c3", Verdict::NotJudged)] {
        let unit = house.standard.unit("call").expect("it is declared");
        let row = house.run.world.row_of(unit, key, i64::MAX).expect("it is there");
        let criterion = etalon_core::standard::CriterionId(0);
        assert_eq!(house.run.outcome.findings[0].verdicts[row], verdict);
        let row = u32::try_from(row).expect("few");
        let proof = house.ask().finding(criterion, row);
        for language in ["en", "lv"] {
            let (standard, outcome) = (&house.standard, &house.run.outcome);
            let explain = Explain { standard, outcome, names: &names, language, all: false };
            let _ = writeln!(told, "== {key} {language}\n{}", uncoloured(&explain.finding(&proof).page(100)));
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn figures_of_windows_are_proven_too() {
    let house = house();
    let names = Names::of(&house.standard, &house.run.world);
    let mut told = String::new();
    for (index, figure) in house.run.outcome.figures.iter().enumerate() {
        if house.standard.metrics[figure.metric.index()].label.name != "thread" {
            continue;
        }
        let proof = house.ask().figure(index, &Sequential).expect("it can be proven");
        let (standard, outcome) = (&house.standard, &house.run.outcome);
        let explain = Explain { standard, outcome, names: &names, language: "en", all: false };
        let _ = writeln!(told, "== {}\n{}", figure.subject, uncoloured(&explain.figure(&proof).page(100)));
    }
    insta::assert_snapshot!(told);
}

#[test]
fn the_plan_names_what_plugins_are_asked() {
    let house = house();
    let place = |span: Span| format!("byte {}", span.start);
    let listing = house.plan.print(&house.standard, &place);
    let lines: Vec<&str> = listing.lines().filter(|line| line.contains("fake")).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

const CLOCK: &str = r#"use plugin fake "^1.2"

standard desk "Desk" { version 1  zone "Europe/Tallinn"  owner "Head" }

entity agent is person { id text key }

event note { ticket text key  n whole key  at instant  kind created | message | solved  comment text?  who agent? }

case ticket of note by ticket {
  keeps comment, who
  clock answer "Answer" {
    starts when kind = created
    stops  when kind = message and fake.mood(comment) = good
    target 4 h
    holder who
  }
  clock plain "Without a plugin" { starts when kind = created  stops when kind = message  target 4 h }
}

criterion answered "Answered" { for ticket  require met answer }
criterion spoken "Spoken" { for ticket  require met plain }

test "a clock does not take an event that a plugin could not read for one that does nothing" {
  given note { ticket "read" n 1 at 2026-03-02T09:00 kind created }
  given note { ticket "read" n 2 at 2026-03-02T10:00 kind message comment "aaa" }
  given note { ticket "lost" n 1 at 2026-03-02T09:00 kind created }
  given note { ticket "lost" n 2 at 2026-03-02T10:00 kind message comment "aaa!" }
  given note { ticket "kept" n 1 at 2026-03-02T09:00 kind created comment "b!" }
  given note { ticket "kept" n 2 at 2026-03-02T10:00 kind message }
  given note { ticket "late" n 1 at 2026-03-02T09:00 kind created }
  given note { ticket "late" n 2 at 2026-03-02T14:00 kind message comment "aaa!" }
  given note { ticket "over" n 1 at 2026-03-02T09:00 kind created }
  given note { ticket "over" n 2 at 2026-03-02T10:00 kind message comment "aaa" }
  given note { ticket "over" n 3 at 2026-03-02T11:00 kind message comment "c!" }
  as of 2026-03-03
  expect answered met for "read"
  expect answered not judged for "lost"
  expect answered not judged for "kept"
  expect answered breached for "late"
  expect answered met for "over"
  expect spoken met for "lost"
}
"#;

#[test]
fn a_clock_says_which_plugin_left_it_open() {
    let (catalog, _) = catalog(Health::Failing);
    let files = vec![SourceFile { path: "desk.etalon".to_owned(), text: CLOCK.to_owned(), layer: 0 }];
    let checked = check_with(&files, &[], &catalog);
    let standard = checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    for report in run_tests(&files, &standard, &Sequential) {
        assert!(report.passed, "{:#?}", report.failures);
    }
    let input = given(&standard, &standard.tests[0]);
    let as_of = standard.tests[0].as_of;
    let house = House::with(files, standard, input, as_of);
    let unit = house.standard.unit("ticket").expect("it is declared");
    let reason = |key: &str| {
        let row = house.run.world.row_of(unit, key, i64::MAX).expect("it is there");
        let row = u32::try_from(row).expect("few");
        let found = house.run.outcome.findings[0].unjudged.iter().find(|(of, _)| *of == row);
        found.map(|(_, why)| why.to_string())
    };
    let said = "answer: fake.mood (the plugin failed: asked for more than 64 MiB of memory)";
    assert_eq!(reason("lost").as_deref(), Some(said));
    assert_eq!(reason("kept").as_deref(), Some(said), "the field is kept from the row before");
    // What ran out before the plugin failed stays broken.
    assert_eq!(reason("late"), None);
}
