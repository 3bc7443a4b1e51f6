//! Clocks of cases: batches and threads change nothing, and the course that is told tiles the life that is judged.
#![expect(clippy::unwrap_used, reason = "a test says what it found")]

use etalon_core::evaluate::{ClockState, Options, Pool, Run, Sequential, evaluate, given, timeline};
use etalon_core::table::Data;
use etalon_core::{SourceFile, Standard, check, plan};
use std::fmt::Write;
use std::thread;

const STANDARD: &str = concat!(
    include_str!("../../../examples/it-helpdesk/standard.etalon"),
    include_str!("../../../examples/it-helpdesk/events.etalon"),
);

/// The worked standard with one more test, whose events are made up.
fn standard(seed: u64) -> Standard {
    let mut state = seed;
    let mut below = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % n
    };
    let mut text = format!("{STANDARD}\ntest \"made up\" {{\n");
    for name in ["ann", "bob", "lea"] {
        let _ =
            writeln!(text, "  given engineer {{ id \"{name}\"{} }}", if name == "lea" { "" } else { " lead \"lea\"" });
    }
    for ticket in 0..40 {
        let mut minutes = 8 * 60 + below(300);
        for n in 1..=2 + below(9) {
            let (day, hour, minute) = (1 + minutes / 1440, minutes / 60 % 24, minutes % 60);
            let at = format!("2025-09-{day:02}T{hour:02}:{minute:02}");
            let _ = write!(text, "  given update {{ ticket \"t{ticket}\" n {n} at {at}");
            let kinds = ["status", "assigned", "question", "message"];
            let _ = write!(text, " kind {}", if n == 1 { "created" } else { kinds[below(4)] });
            let states = ["new", "open", "in_progress", "waiting_customer", "waiting_vendor", "scheduled", "resolved"];
            if n == 1 || below(3) > 0 {
                let _ = write!(text, " status {}", states[if n == 1 { 0 } else { below(7) }]);
            }
            if n == 1 || below(6) == 0 {
                let (priority, there) = (1 + below(4), below(2));
                let (contract, tz) = [("tallinn", "Europe/Tallinn"), ("stockholm", "Europe/Stockholm")][there];
                let _ = write!(text, " priority P{priority} contract {contract} tz \"{tz}\"");
            }
            if below(3) == 0 {
                let _ = write!(text, " assignee \"{}\"", ["ann", "bob"][below(2)]);
            }
            if below(4) == 0 {
                let _ = write!(text, " agreed 2025-09-{:02}T12:00", 1 + below(20));
            }
            let _ = writeln!(text, " class {} }}", ["thanks", "other"][below(2)]);
            minutes += [0, 5, 60, 400, 1_500][below(5)] * below(3);
        }
    }
    text.push_str(
        "  as of 2025-09-25\n  expect no resolution warned for \"t0\" of role \"Director\" at 2024-01-01\n}\n",
    );
    let files = [SourceFile { path: "made-up.etalon".to_owned(), text, layer: 0 }];
    let checked = check(&files, &[]);
    checked.standard.unwrap_or_else(|| panic!("{:?}", checked.diagnostics))
}

fn ran(standard: &Standard, batch: usize, pool: &impl Pool) -> Run {
    let test = standard.tests.last().unwrap();
    let options = Options { as_of: test.as_of, batch, ..Options::default() };
    evaluate(standard, &plan(standard), given(standard, test), &options, pool)
}

fn said(run: &Run) -> String {
    let o = &run.outcome;
    let columns: Vec<_> = run.world.tables.iter().map(|table| (&table.columns, &table.at)).collect();
    format!("{:?}\n{:?}\n{:?}", o.findings, o.decisions, columns)
}

/// Every job on a thread of its own.
struct Threads;

impl Pool for Threads {
    fn map<T: Send>(&self, jobs: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
        thread::scope(|scope| {
            let job = &job;
            let started: Vec<_> = (0..jobs).map(|i| scope.spawn(move || job(i))).collect();
            started.into_iter().map(|thread| thread.join().unwrap()).collect()
        })
    }
}

#[test]
fn batches_and_threads_change_nothing() {
    for seed in 0..6 {
        let standard = standard(seed);
        let whole = ran(&standard, 16_384, &Sequential);
        assert!(whole.outcome.decisions.len() > 20, "there is something to compare");
        for batch in [1, 3, 50] {
            assert!(said(&ran(&standard, batch, &Threads)) == said(&whole), "seed {seed}, batches of {batch}");
        }
    }
}

#[test]
fn the_course_that_is_told_is_the_life_that_is_judged() {
    for seed in 10..16 {
        let standard = standard(seed);
        let run = ran(&standard, 16_384, &Sequential);
        let unit = standard.unit("ticket").unwrap();
        let field = |part: &str| {
            let fields = &standard.units[unit.index()].fields;
            fields.iter().position(|field| field.name == format!("resolution.{part}")).unwrap()
        };
        let table = run.world.table(unit);
        let int = |part: &str, row: usize| {
            let column = &table.columns[field(part)];
            match &column.data {
                Data::Ints(values) if column.has(row) => Some(values[row]),
                _ => None,
            }
        };
        for row in 0..table.rows {
            let course = timeline(&standard, &plan(&standard), &run.world, (unit, row), 0).segments;
            let end = int("stopped", row).unwrap_or(run.outcome.as_of);
            assert_eq!(course.first().map(|s| s.from), int("started", row).filter(|from| *from < end));
            assert_eq!(course.last().map_or(end, |s| s.to), end);
            assert!(course.windows(2).all(|pair| pair[0].to == pair[1].from && pair[1].from < pair[1].to));
            assert_eq!(course.iter().map(|s| s.counted.unwrap()).sum::<i64>(), int("elapsed", row).unwrap());
            let void = course.iter().any(|s| s.state == ClockState::Void);
            assert!(!void || int("void_pauses", row) > Some(0));
        }
    }
}
