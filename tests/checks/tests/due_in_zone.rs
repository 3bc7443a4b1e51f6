//! What is due on a calendar of another zone is told on the clocks of that zone, beside the standard's own: by the data (`in zone tz`), by a
//! calendar with a zone of its own, in warnings of clocks and in duties; in words, on the page, in the terminal, in JSON and in files.

use etalon_core::evaluate::{Options, Sequential, evaluate, given};
use etalon_core::explain::Ask;
use etalon_core::{SourceFile, Span, check, plan};
use etalon_report::{Explain, Names, Place, Report};

const TEXT: &str = r#"
standard desk "Desk" { version 1  zone "Europe/Tallinn"  owner "Head" }
calendar office "Office hours" { mon..fri 08:00-17:00 }
calendar sthlm "Office hours in Stockholm" { zone "Europe/Stockholm"  mon..fri 08:00-17:00 }
event update { ticket text key  n whole key  at instant  kind created | solved  tz text }
event call_back { id text key  at instant  ticket ticket }
case ticket "Tickets" of update by ticket {
  keeps tz
  fact opened = first at
  at opened
  clock work "Work" {
    on     office in zone tz
    starts when kind = created
    stops  when kind = solved
    target 2 h
    warn   "Desk" at 50%
  }
  clock own "Of its own" {
    on     sthlm
    starts when kind = created
    stops  when kind = solved
    target 2 h
    warn   "Head" at 50%
  }
}
criterion in_time "In time" { for ticket  require met work and met own }
duty call_it_back "The customer is called" {
  after ticket
  owed  by "Lead" within 1 working day on sthlm
  done  by call_back where ticket = this.ticket
}
test "Monday, 09:00 in Stockholm" {
  given update { ticket "there" n 1 at 2025-09-01T09:00+02:00 kind created tz "Europe/Stockholm" }
  given update { ticket "here" n 1 at 2025-09-01T09:00+02:00 kind created tz "Europe/Tallinn" }
  as of 2025-09-01T11:00+02:00
  expect in_time pending for "here"
}
"#;

#[test]
fn what_is_due_elsewhere_is_told_on_the_clocks_there() {
    let files = vec![SourceFile { path: "desk.etalon".to_owned(), text: TEXT.to_owned(), layer: 0 }];
    let checked = check(&files, &[]);
    let standard = checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let input = given(&standard, &standard.tests[0]);
    let options = Options { as_of: standard.tests[0].as_of, ..Options::default() };
    let plan = plan(&standard);
    let run = evaluate(&standard, &plan, input, &options, &Sequential);
    let names = Names::of(&standard, &run.world);
    let place = |_: Span| Place { file: "desk.etalon".to_owned(), line: 1 };
    let written = |span: Span| TEXT[span.start as usize..span.end as usize].to_owned();
    let (standard, outcome) = (&standard, &run.outcome);
    let report =
        Report { standard, outcome, names: &names, place: &place, written: &written, language: "en", timelines: &[] };
    let json = report.json();
    let told: Vec<[String; 3]> = json["decisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|decision| ["rule", "episode", "due"].map(|field| decision[field].as_str().unwrap().to_owned()))
        .collect();
    // Two hours from 09:00 in Stockholm are 11:00 there (12:00 in Tallinn). One working day after Monday ends with Tuesday there.
    let expected = [
        ["work", "ticket here", "2025-09-01T12:00:00+03:00"],
        ["work", "ticket there", "2025-09-01T11:00:00+02:00"],
        ["own", "ticket here", "2025-09-01T11:00:00+02:00"],
        ["own", "ticket there", "2025-09-01T11:00:00+02:00"],
        ["call_it_back", "ticket here", "2025-09-03T00:00:00+02:00"],
        ["call_it_back", "ticket there", "2025-09-03T00:00:00+02:00"],
    ];
    for [rule, episode, due] in expected {
        assert!(told.contains(&[rule.to_owned(), episode.to_owned(), due.to_owned()]), "{rule} {episode}: {told:#?}");
    }
    assert_eq!(told.len(), expected.len());

    let sentences = report.sentences();
    let said: Vec<String> = outcome.decisions.iter().map(|decision| sentences.why(decision)).collect();
    let so_often = |part: &str| said.iter().filter(|said| said.contains(part)).count();
    assert_eq!(so_often("2025-09-01 12:00 (2025-09-01 11:00 Europe/Stockholm)"), 3, "{said:#?}");
    assert_eq!(so_often("2025-09-03 01:00 (2025-09-02 Europe/Stockholm)"), 2, "{said:#?}");
    let term = "2025-09-03 01:00 (2025-09-02 Europe/Stockholm)";
    assert!(report.summary(200).contains(term));
    let page = report.html().expect("it can be rendered").replace("&#x2f;", "/");
    assert!(page.contains(term));

    let folder = tempfile::tempdir().expect("a folder");
    let at = |_: Span| "desk.etalon:1".to_owned();
    let nothing = |_: &etalon_core::outcome::Decision| String::new();
    let words = etalon_store::write::Words { place: &at, why: &nothing, otherwise: &nothing };
    etalon_store::write::write(folder.path(), standard, &run, &words, &[etalon_store::write::Table::Decisions])
        .expect("written");
    let lines = std::fs::read_to_string(folder.path().join("decisions.jsonl")).expect("there");
    assert_eq!(lines.matches(r#""due":"2025-09-01T11:00:00+02:00""#).count(), 3, "{lines}");
    assert_eq!(lines.matches(r#""due":"2025-09-03T00:00:00+02:00""#).count(), 2, "{lines}");

    let ask = Ask { files: &files, standard, plan: &plan, run: &run };
    let explain = Explain { standard, outcome, names: &names, language: "en", all: false };
    let ticket = standard.unit("ticket").unwrap();
    let row = run.world.row_of(ticket, "here", run.world.as_of).expect("there");
    let courses = explain.timelines(&ask.timelines(ticket, u32::try_from(row).unwrap()));
    let ends: Vec<&str> = courses.iter().filter_map(|c| c.parts.last()).map(|part| part.text.as_str()).collect();
    assert!(!ends[0].contains("Europe/"), "{ends:?}");
    assert!(ends[1].contains("2025-09-01 12:00 (2025-09-01 11:00 Europe/Stockholm)"), "{ends:?}");
}
