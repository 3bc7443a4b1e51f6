//! Clocks over several kinds of event: the same events, told by one kind with a field that says what each is, or by three kinds, come to
//! the same; batches change nothing.
#![expect(clippy::unwrap_used, reason = "a test says what it found")]

use etalon_core::evaluate::{Options, Run, Sequential, evaluate, given};
use etalon_core::{SourceFile, Standard, check, plan};
use std::fmt::Write;

const HEAD: &str = r#"
standard desk { version 1  zone "Europe/Tallinn"  owner "x" }
calendar office { mon..fri 08:00-17:00 }
entity engineer is person { id text key }
criterion solved { for request  require met work }
criterion fairly { for request  require met work fairly  credit work.owner  employee controls it }
"#;

const CLOCK: &str = r#"
    on     office
    target by priority { P1: 2 h  P2: 8 h }
    fair   change + 1/2 of target
    holder assignee
    warn   assignee at 50%
    warn   "Lead" at 100% + 30 min in opening hours when priority = P1
"#;

const ONE: &str = r#"
event update {
  ticket   text key
  n        whole key
  at       instant
  kind     ticket | change | message
  priority P1 | P2?
  assignee engineer?
  status   open | waiting | vendor | solved?
  asks     yes/no?
  staff    yes/no?
}
case request of update by ticket {
  keeps priority, status
  keeps assignee unless kind = change and status = vendor
  fact opened = first at where kind = ticket
  fact quiet = count where kind = message and status = waiting
  at opened
  clock work {
    starts   when kind = ticket
    pauses   when status = waiting justified by kind = message and asks
    pauses   when status = vendor
    restarts when kind = message and not asks and not staff
    stops    when kind = change and status = solved
    reopens  when kind = change and status = open or kind = message and not staff within 2 working days on office resume
    CLOCK
  }
}
"#;

const THREE: &str = r#"
event ticket {
  ticket   text key
  n        whole key
  at       instant
  priority P1 | P2
  assignee engineer?
}
event change {
  ticket   text key
  n        whole key
  at       instant
  priority P1 | P2?
  assignee engineer?
  status   open | waiting | vendor | solved?
}
event message {
  ticket text key
  n      whole key
  at     instant
  asks   yes/no
  staff  yes/no
}
case request of ticket by ticket, change by ticket, message by ticket {
  keeps priority, status
  keeps assignee unless status = vendor
  fact opened = first at of ticket
  fact quiet = count of message
  at opened
  clock work {
    starts   with ticket
    pauses   when status = waiting justified with message where asks
    pauses   when status = vendor
    restarts when not asks and not staff
    stops    with change where status = solved
    reopens  with change where status = open, message where not staff within 2 working days on office resume
    CLOCK
  }
}
"#;

/// The same made-up events as one kind and as three. At one instant they come in the order of the kinds.
fn standards(seed: u64) -> [Standard; 2] {
    let mut state = seed;
    let mut below = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % n
    };
    let mut texts = [ONE, THREE].map(|text| format!("{HEAD}{}\ntest \"made up\" {{\n", text.replace("CLOCK", CLOCK)));
    for name in ["ann", "bob"] {
        texts.iter_mut().for_each(|text| writeln!(text, "  given engineer {{ id \"{name}\" }}").unwrap());
    }
    for ticket in 0..30 {
        let (mut minutes, mut last) = (8 * 60 + below(300), 0);
        for n in 10..12 + below(12) {
            let kind = if n == 10 { 0 } else { 1 + below(2) };
            let mut step = [0, 0, 5, 60, 400, 1_500][below(6)];
            if kind < last && step == 0 {
                step = 1;
            }
            last = kind;
            minutes += step;
            let at = format!("2025-09-{:02}T{:02}:{:02}", 1 + minutes / 1440, minutes / 60 % 24, minutes % 60);
            let word = ["ticket", "change", "message"][kind];
            let mut said = format!("ticket \"t{ticket}\" n {n} at {at}");
            if kind == 0 || kind == 1 && below(5) == 0 {
                let _ = write!(said, " priority P{}", 1 + below(2));
            }
            if kind < 2 && below(2) == 0 {
                let _ = write!(said, " assignee \"{}\"", ["ann", "bob"][below(2)]);
            }
            if kind == 1 && below(5) > 0 {
                let _ = write!(said, " status {}", ["open", "waiting", "vendor", "solved"][below(4)]);
            }
            if kind == 2 {
                let _ = write!(said, " asks {} staff {}", ["yes", "no"][below(2)], ["yes", "no"][below(2)]);
            }
            writeln!(texts[0], "  given update {{ {said} kind {word} }}").unwrap();
            writeln!(texts[1], "  given {word} {{ {said} }}").unwrap();
        }
    }
    texts.map(|mut text| {
        text.push_str("  as of 2025-09-25\n  expect no work warned for \"t0\" of role \"Lead\" at 2024-01-01\n}\n");
        let checked = check(&[SourceFile { path: "made-up.etalon".to_owned(), text, layer: 0 }], &[]);
        checked.standard.unwrap_or_else(|| panic!("{:?}", checked.diagnostics))
    })
}

fn ran(standard: &Standard, batch: usize) -> Run {
    let test = standard.tests.last().unwrap();
    let options = Options { as_of: test.as_of, batch, ..Options::default() };
    evaluate(standard, &plan(standard), given(standard, test), &options, &Sequential)
}

/// What came of each case, with texts as texts (their codes are another matter), and of all of them.
fn said(standard: &Standard, run: &Run) -> String {
    let unit = standard.unit("request").unwrap();
    let table = run.world.table(unit);
    let mut said = String::new();
    let fields = &standard.units[unit.index()].fields;
    for (field, column) in fields.iter().zip(&table.columns).filter(|(field, _)| field.name.starts_with("work.")) {
        for row in 0..table.rows {
            let value = match &column.data {
                _ if !column.has(row) => "–".to_owned(),
                etalon_core::table::Data::Codes(codes) => run.world.texts.get(codes[row]).to_owned(),
                etalon_core::table::Data::Flags(flags) => flags[row].to_string(),
                etalon_core::table::Data::Ints(ints) => ints[row].to_string(),
                etalon_core::table::Data::Ratios(ratios) => ratios[row].to_string(),
            };
            let _ = writeln!(said, "{} of {}: {value}", field.name, run.world.key(unit, row));
        }
    }
    for decision in &run.outcome.decisions {
        let _ = writeln!(
            said,
            "{} {} {} {:?} {:?}",
            decision.id, decision.subject, decision.at, decision.due, decision.owed_by
        );
        let _ = writeln!(said, "  {:?}", decision.evidence.iter().map(|e| (e.at, &e.key)).collect::<Vec<_>>());
    }
    said
}

#[test]
fn three_kinds_come_to_what_one_kind_comes_to() {
    let mut decisions = 0;
    for seed in 0..25 {
        let [one, three] = standards(seed);
        let (a, b) = (ran(&one, 16_384), ran(&three, 16_384));
        decisions += a.outcome.decisions.len();
        let (a, b) = (said(&one, &a), said(&three, &b));
        for (a, b) in a.lines().zip(b.lines()) {
            assert_eq!(a, b, "seed {seed}");
        }
        assert_eq!(a.lines().count(), b.lines().count(), "seed {seed}");
    }
    assert!(decisions > 200, "there is something to compare: {decisions}");
}

#[test]
fn batches_change_nothing() {
    for seed in 30..34 {
        let [_, three] = standards(seed);
        let whole = said(&three, &ran(&three, 16_384));
        for batch in [1, 3, 50] {
            assert!(said(&three, &ran(&three, batch)) == whole, "seed {seed}, batches of {batch}");
        }
    }
}
