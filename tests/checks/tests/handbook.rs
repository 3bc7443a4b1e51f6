//! What the handbook says of time: clocks, notices, probation, appeals, duties and their warnings, in the languages of the house; and a
//! clock that counts in a zone of its data, told in both zones.

use etalon_core::evaluate::{Options, Sequential, evaluate, given};
use etalon_core::explain::Ask;
use etalon_core::{SourceFile, Span, check, plan};
use etalon_report::{Explain, Names, Place, Report};
use std::fmt::Write;

const TEXT: &str = r#"
standard desk "Desk" { version 1 from 2025-01-01  zone "Europe/Tallinn"  owner "Head" }
calendar office "Office hours" { mon..fri 08:00-17:00 }
calendar always "Day and night" { mon..sun 00:00-24:00 }
entity engineer "Engineers" is person { id text key  lead engineer?  hired date? }
event update {
  ticket   text key
  n        whole key
  at       instant
  kind     created | status | question | dropped
  status   new | waiting | planned | solved | open?
  priority P1 | P2?
  who      engineer?
  agreed   instant?
  tz       text?
}
event letter { id text key  at instant  engineer engineer }
event reading { id text key  at instant  engineer engineer }
event dispute { id text key  at instant  ticket ticket }
event ruling { id text key  at instant  dispute dispute  granted yes/no }
event call_back { id text key  at instant  ticket ticket }
case ticket "Tickets" of update by ticket {
  keeps status, priority, tz
  keeps who unless kind = dropped
  fact opened = first at
  at opened
  clock work "Resolution" {
    meaning "Until it works again."
    on      if priority = P1 then always else office in zone tz
    starts  when kind = created
    pauses  when status = waiting justified by kind = question
    pauses  when status = planned until agreed
    stops   when status = solved
    reopens when status = open within 5 working days on office resume
    target  by priority { P1: 4 h  P2: 8 h }
    fair    change + 1/2 of target
    holder  who
    warn    who at 75% in opening hours
    warn    who.lead at 100%
    warn    "Director" at 100% + 30 min when priority = P1
  }
  clock word "Between two words" {
    on       office
    starts   when kind = created
    pauses   when kind = status
    resumes  when kind = question
    restarts when kind = question
    stops    when status = solved
    reopens  when status = open restart
    target   1 h
  }
}
criterion in_time "In time" { for ticket  require met work fairly  credit work.owner  employee controls it }
duty call_it_back "The customer is called" {
  after ticket where met word
  owed  by "Lead" within 2 working days on office
  done  by call_back where ticket = this.ticket
  warn  1 working day before due
}
notice told "Everybody is told" for engineer {
  given        by letter
  acknowledged by reading
  binds        after 10 working days on office
}
ladder conduct "When it runs late" for engineer {
  counts faults of in_time
  spares 3 months after hired
  appeal by dispute { within 10 days  decided by ruling  granted when granted }
  step talk { when 1 fault  owed by lead within 2 working days }
  forgive after 90 days without fault
}
test "one" {
  given engineer { id "anna" }
  given update { ticket "t" n 1 at 2025-09-01T09:00+01:00 kind created status new priority P2 who "anna" tz "Europe/London" }
  as of 2025-09-01T12:00
  expect in_time pending for "t"
}
"#;

/// The chapters that speak of time, as seen: without marks, each chapter on lines of its own.
fn chapters(page: &str) -> String {
    let book = page.split("<section id=\"handbook\"").nth(1).unwrap_or_default();
    let book = book.split("</section>").next().unwrap_or_default();
    let mut seen = String::new();
    for chapter in book.split("<details class=\"card chapter\">").skip(1) {
        // The words of the standard themselves are not what is looked at here.
        let mut rest = chapter;
        let mut plain = String::new();
        while let Some((before, after)) = rest.split_once("<details>") {
            plain.push_str(before);
            rest = after.split_once("</details>").map_or("", |(_, after)| after);
        }
        plain.push_str(rest);
        let plain = plain.replace("</h3>", "\n").replace("</p>", "\n").replace("</h4>", "\n");
        let mut depth = 0;
        let text: String = plain
            .chars()
            .filter(|c| match c {
                '<' => {
                    depth += 1;
                    false
                }
                '>' => {
                    depth -= 1;
                    false
                }
                _ => depth == 0,
            })
            .collect();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let _ = writeln!(seen, "{line}");
        }
        seen.push('\n');
    }
    seen
}

#[test]
fn the_handbook_says_what_time_means() {
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
    let mut told = String::new();
    for language in ["en", "et", "lv", "lt"] {
        let report =
            Report { standard, outcome, names: &names, place: &place, written: &written, language, timelines: &[] };
        let page = report.html().expect("it can be rendered");
        let _ = writeln!(told, "== {language}\n{}", chapters(&page));
    }
    insta::assert_snapshot!("handbook_of_time", told);
    let ask = Ask { files: &files, standard, plan: &plan, run: &run };
    let lines = ask.timelines(standard.unit("ticket").unwrap(), 0);
    let explain = Explain { standard, outcome, names: &names, language: "en", all: false };
    let course = &explain.timelines(&lines[..1])[0];
    let end = course.parts.last().map(|part| part.text.clone()).unwrap_or_default();
    // Eight hours from nine to five in London, which is 19:00 in Tallinn.
    assert!(end.contains("2025-09-01 19:00 (2025-09-01 17:00 Europe/London)"), "{end}");
}
