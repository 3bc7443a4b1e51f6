//! A zone that is read from the data is the same zone written out: a clock `on office in zone tz` goes as one that chooses by the place
//! of the ticket between calendars of the same hours, each with a zone of its own. Over tickets made up around the nights in which
//! clocks change, in zones that change by an hour, by half an hour, on the other half of the earth, and never.
#![expect(clippy::unwrap_used, reason = "a test says what it found")]

use etalon_core::evaluate::{Options, Run, Sequential, evaluate, given};
use etalon_core::standard::Standard;
use etalon_core::table::{Column, Data};
use etalon_core::value::SECOND;
use etalon_core::{SourceFile, check, plan};
use proptest::prelude::*;
use std::fmt::Write as _;

/// How a place is called, and its zone.
const PLACES: [(&str, &str); 5] = [
    ("tallinn", "Europe/Tallinn"),
    ("lisbon", "Europe/Lisbon"),
    ("new_york", "America/New_York"),
    ("howe", "Australia/Lord_Howe"),
    ("kolkata", "Asia/Kolkata"),
];

/// Local midnights, UTC, near which clocks are put forward or back somewhere: New York, Europe, Lord Howe; and a new year.
const NIGHTS: [&str; 7] = [
    "2025-03-09T06:00:00Z",
    "2025-03-30T00:00:00Z",
    "2025-04-05T14:00:00Z",
    "2025-10-04T15:00:00Z",
    "2025-10-26T00:00:00Z",
    "2025-11-02T05:00:00Z",
    "2025-12-31T22:00:00Z",
];

/// Both calendars are open in the hours that are left out or come twice.
const OFFICE: &str =
    "mon..fri 08:00-12:30, 13:00-17:00  sat 22:00-03:30  sun 09:00-11:00  closed 2025-03-31, 2025-10-27
  short 2025-11-03, 2026-01-02 10:00-12:00";
const NIGHT: &str = "mon..sun 00:15-02:45, 23:00-23:45";

const REST: &str = r#"
criterion in_time "In time" { for ticket  require met work }
criterion fair_time "In time for people" { for ticket  require met work fairly  credit work.owner  employee controls it }
metric taken "Time taken" { sum work.elapsed of ticket where work.stopped is present  each month }
"#;

fn text(written_out: bool) -> String {
    let mut text = String::from("standard desk { version 1  zone \"Europe/Riga\"  owner \"x\" }\n");
    let _ = writeln!(text, "calendar here {{ mon..fri 08:00-17:00 }}");
    let chosen = |kind: &str| {
        let rows = PLACES.map(|(place, _)| format!("{place}: {kind}_{place}"));
        format!("by place {{ {} }}", rows.join("  "))
    };
    let on = if written_out {
        for (place, zone) in PLACES {
            let _ = writeln!(text, "calendar office_{place} {{ zone \"{zone}\"  {OFFICE} }}");
            let _ = writeln!(text, "calendar night_{place} {{ zone \"{zone}\"  {NIGHT} }}");
        }
        format!("if urgent then {} else {}", chosen("night"), chosen("office"))
    } else {
        let _ = writeln!(text, "calendar office {{ {OFFICE} }}\ncalendar night {{ {NIGHT} }}");
        "if urgent then night else office in zone tz".to_owned()
    };
    let _ = writeln!(
        text,
        r#"entity engineer is person {{ id text key }}
event update {{
  ticket text key
  n      whole key
  at     instant
  kind   created | waits | asks | goes | solved | opened | told
  place  tallinn | lisbon | new_york | howe | kolkata?
  tz     text?
  urgent yes/no?
  may    duration?
  who    engineer?
}}
case ticket of update by ticket {{
  keeps place, tz, urgent, may, who
  fact opened = first at
  at opened
  clock work {{
    on      {on}
    starts  when kind = created
    pauses  when kind = waits justified by kind = asks
    resumes when kind = goes
    stops   when kind = solved
    reopens when kind = opened within 2 working days on here resume
    target  may
    fair    change + 1/2 of target
    holder  who
    warn    "Desk" at 50%
    warn    "Head" at 100% + 30 min in opening hours
  }}
}}"#
    );
    text + REST
}

/// What happens: minutes since the event before, what, and which zone, urgency, length and person it says, if it says one.
type Step = (i64, usize, Option<usize>, Option<bool>, Option<i64>, Option<bool>);

fn step() -> impl Strategy<Value = Step> {
    (
        prop_oneof![Just(0), 1..40_i64, 40..400_i64, 400..2_000_i64],
        0..6_usize,
        proptest::option::weighted(0.2, 0..PLACES.len()),
        proptest::option::weighted(0.2, any::<bool>()),
        proptest::option::weighted(0.2, 1..900_i64),
        proptest::option::weighted(0.3, any::<bool>()),
    )
}

/// A ticket: which night, how many minutes from 36 hours before it, where, whether it is urgent, how many minutes it may take, and what
/// happens to it.
type Ticket = (usize, i64, usize, bool, i64, Vec<Step>);

fn ticket() -> impl Strategy<Value = Ticket> {
    let steps = proptest::collection::vec(step(), 0..7);
    (0..NIGHTS.len(), 0..3_600_i64, 0..PLACES.len(), any::<bool>(), 1..900_i64, steps)
}

fn made_up(tickets: &[Ticket]) -> String {
    let mut text =
        String::from("test \"made up\" {\n  given engineer { id \"ann\" }\n  given engineer { id \"bob\" }\n");
    for (number, (night, minutes, place, urgent, may, steps)) in tickets.iter().enumerate() {
        let start: jiff::Timestamp = NIGHTS[*night].parse().unwrap();
        let mut at = start.as_microsecond() + (minutes - 36 * 60) * 60 * SECOND;
        let first = (0, 6, Some(*place), Some(*urgent), Some(*may), None);
        for (n, (after, kind, place, urgent, may, who)) in std::iter::once(&first).chain(steps).enumerate() {
            at += after * 60 * SECOND;
            let kind = ["waits", "asks", "goes", "solved", "opened", "told", "created"][*kind];
            let when = jiff::Timestamp::from_microsecond(at).unwrap();
            let _ = write!(text, "  given update {{ ticket \"t{number}\" n {n} at {when} kind {kind}");
            if let Some((place, zone)) = place.map(|place| PLACES[place]) {
                let _ = write!(text, " place {place} tz \"{zone}\"");
            }
            if let Some(urgent) = urgent {
                let _ = write!(text, " urgent {}", if *urgent { "yes" } else { "no" });
            }
            if let Some(may) = may {
                let _ = write!(text, " may {may} min");
            }
            if let Some(ann) = who {
                let _ = write!(text, " who \"{}\"", if *ann { "ann" } else { "bob" });
            }
            text.push_str(" }\n");
        }
    }
    text + "  as of 2026-01-20\n  expect no work.elapsed for \"nobody\"\n}\n"
}

fn ran(written_out: bool, tickets: &str, batch: usize) -> (Standard, Run) {
    let text = text(written_out) + tickets;
    let checked = check(&[SourceFile { path: "s.etalon".to_owned(), text, layer: 0 }], &[]);
    let standard = checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let input = given(&standard, &standard.tests[0]);
    let options = Options { as_of: standard.tests[0].as_of, batch, ..Options::default() };
    let run = evaluate(&standard, &plan(&standard), input, &options, &Sequential);
    (standard, run)
}

/// What a run says of its clocks: each part in each case, the verdicts, the warnings on the clocks of their zones, the figures.
fn said((standard, run): &(Standard, Run)) -> Vec<String> {
    let ticket = standard.unit("ticket").unwrap();
    let (unit, table) = (&standard.units[ticket.index()], run.world.table(ticket));
    let mut said = Vec::new();
    for (field, column) in unit.fields.iter().zip(&table.columns) {
        // Only who counts in a zone of the data tells its name.
        if field.name.starts_with("work.") && field.name != "work.zone" {
            let cells = (0..table.rows).map(|row| cell(run, column, row));
            said.push(format!("{}: {}", field.name, cells.collect::<Vec<_>>().join(" ")));
        }
    }
    said.extend(run.outcome.findings.iter().map(|findings| format!("{:?}", findings.verdicts)));
    said.extend(run.outcome.decisions.iter().map(|d| {
        format!(
            "{} {} {} {:?} {:?} {:?}",
            d.id,
            d.at,
            d.episode,
            d.owed_by,
            d.due,
            d.due_in.as_ref().map(|z| z.iana_name())
        )
    }));
    said.extend(run.outcome.figures.iter().map(|figure| format!("{figure:?}")));
    said
}

fn cell(run: &Run, column: &Column, row: usize) -> String {
    if !column.has(row) {
        return "–".to_owned();
    }
    match &column.data {
        Data::Ints(values) => values[row].to_string(),
        Data::Ratios(values) => format!("{:?}", values[row]),
        Data::Codes(codes) => run.world.texts.get(codes[row]).to_owned(),
        Data::Flags(flags) => flags[row].to_string(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn a_zone_of_the_data_is_the_zone_written_out(tickets in proptest::collection::vec(ticket(), 1..9), batch in 1..20_usize) {
        let tickets = made_up(&tickets);
        let (by_data, written) = (ran(false, &tickets, batch), ran(true, &tickets, 16_384));
        prop_assert_eq!(said(&by_data), said(&written));
    }
}

/// What is compared is there: clocks that were broken, that pause, that stop, and warnings in each of the zones.
#[test]
fn the_made_up_tickets_have_something_to_say() {
    let steps =
        vec![(90, 1, None, None, None, Some(true)), (30, 0, None, None, None, None), (200, 2, None, None, None, None)];
    let ticket = |place: usize| (1, 36 * 60, place, true, 60, steps.clone());
    let run = ran(false, &made_up(&(0..5).map(ticket).collect::<Vec<Ticket>>()), 16_384);
    let zones: Vec<_> = run.1.outcome.decisions.iter().filter_map(|d| d.due_in.as_ref()?.iana_name()).collect();
    assert!(PLACES.iter().all(|(_, zone)| zones.contains(zone)), "{zones:?}");
    let said = said(&run);
    let of = |part: &str| said.iter().find(|line| line.starts_with(part)).unwrap();
    assert!(of("work.breached:").split(' ').skip(1).all(|cell| cell != "–"), "{}", of("work.breached:"));
    assert_eq!(of("work.pauses:"), "work.pauses: 1 1 1 1 1");
}
