//! What must hold of calendars in a run (I14, I24): whatever the batches, threads and the order of rows, each ticket gets
//! the answer that its calendar gives when asked alone, and each step is due where the calendar says.

use etalon_core::evaluate::{Options, Pool, Run, Sequential, evaluate};
use etalon_core::outcome::{DecisionKind, Verdict};
use etalon_core::standard::{CalendarTerm, Standard};
use etalon_core::time::{DAY, OpenTime};
use etalon_core::value::SECOND;
use etalon_core::{DayFile, DayFiles, FileDay, SourceFile, check_beside, plan};
use proptest::prelude::*;
use std::fmt::Write as _;

const TEXT: &str = r#"
standard s { version 1  zone "Europe/Tallinn"  owner "x" }
calendar office {
  mon..fri 08:00-12:00, 13:00-17:00
  closed   2026-04-03, file "holidays.csv"
  short    2026-04-02 08:00-11:00
}
calendar night { zone "America/New_York"  fri..tue 21:30-05:00 }
entity engineer is person { id text key  lead engineer? }
event ticket { id text key  at instant  solved instant?  engineer engineer?  abroad yes/no }
source tickets for ticket { files "tickets.csv" }
criterion in_time {
  for     ticket
  require business_time(at, solved, by abroad { yes: night  no: office }) <= 6 h
  credit  engineer
  employee controls it
}
criterion awake { for ticket  require is_open(at, night) or working_days(at, solved, office) <= 1 }
criterion due   { for ticket  require solved <= add_business_time(at, 450 min, office) }
ladder late for engineer {
  counts faults of in_time
  step one   { when 1 fault   owed by "x" within 2 working days on office }
  step two   { when 2 faults  owed by "x" within 5 business hours on night }
  step three { when 3 faults  owed by "x" within 3 days rolling on office }
}
"#;

fn files() -> [SourceFile; 1] {
    [SourceFile { path: "s.etalon".to_owned(), text: TEXT.to_owned(), layer: 0 }]
}

fn days(dates: &[i64]) -> DayFiles {
    let days = (2_u64..).zip(dates).map(|(line, date)| FileDay { line, date: *date, hours: None }).collect();
    let key = ("s.etalon".to_owned(), "holidays.csv".to_owned());
    DayFiles::from([(key, DayFile { path: "holidays.csv".to_owned(), days })])
}

fn standard(dates: &[i64]) -> Standard {
    let checked = check_beside(&files(), &[], &etalon_core::plugin::Catalog::default(), &days(dates));
    checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

/// 2026-03-26T00:00Z: the week in which the clocks change in Europe lies ahead, in America it is over.
const START: i64 = 20_538 * DAY;

#[derive(Debug, Clone)]
struct Ticket {
    at: i64,
    solved: Option<i64>,
    engineer: u8,
    abroad: bool,
}

fn ticket() -> impl Strategy<Value = Ticket> {
    let minutes = prop_oneof![5 => 0..20_000_i64, 1 => Just(0), 1 => 0..900_000_i64];
    let solved = proptest::option::weighted(0.9, prop_oneof![4 => 0..3_000_i64, 1 => -5_000..60_000_i64]);
    (minutes, solved, 0..3_u8, any::<bool>()).prop_map(|(minute, solved, engineer, abroad)| {
        let at = START + minute * 60 * SECOND;
        Ticket { at, solved: solved.map(|after| at + after * 60 * SECOND), engineer, abroad }
    })
}

fn text(at: i64) -> String {
    jiff::Timestamp::from_microsecond(at).expect("an instant").to_string()
}

fn run(standard: &Standard, tickets: &[(usize, Ticket)], options: &Options, pool: &impl Pool) -> Run {
    let mut csv = "id,at,solved,engineer,abroad\n".to_owned();
    for (id, one) in tickets {
        let (solved, abroad) = (one.solved.map(text).unwrap_or_default(), if one.abroad { "yes" } else { "no" });
        writeln!(csv, "t{id:05},{},{solved},e{},{abroad}", text(one.at), one.engineer).expect("memory");
    }
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("tickets.csv"), csv).expect("a file");
    let input = etalon_store::read(standard, folder.path(), &[], &etalon_store::Silent, &Sequential).expect("readable");
    evaluate(standard, &plan(standard), input, options, pool)
}

/// Everything that follows, with the keys of the rows.
fn outcome(run: &Run) -> String {
    let found: Vec<_> = run.outcome.findings.iter().map(|f| (f.criterion, &f.verdicts)).collect();
    let decided: Vec<_> = run.outcome.decisions.iter().map(|d| (&d.subject, d.at, d.due, &d.kind)).collect();
    format!("{found:?} {decided:?}")
}

/// Each job on a thread of its own.
struct Threads;

impl Pool for Threads {
    fn map<T: Send>(&self, jobs: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
        std::thread::scope(|scope| {
            let started: Vec<_> = (0..jobs)
                .map(|i| {
                    scope.spawn({
                        let job = &job;
                        move || job(i)
                    })
                })
                .collect();
            started.into_iter().map(|thread| thread.join().expect("no panic")).collect()
        })
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_ticket_gets_the_answer_of_its_calendar_alone(
        tickets in prop::collection::vec(ticket(), 1..40),
        holidays in prop::collection::btree_set(20_539..20_560_i64, 0..6),
        batch in 1..9_usize,
    ) {
        // Good Friday is said in the text.
        let holidays: Vec<i64> = holidays.into_iter().filter(|d| !matches!(d, 20_545 | 20_546)).collect();
        let standard = standard(&holidays);
        let numbered: Vec<(usize, Ticket)> = tickets.iter().cloned().enumerate().collect();
        let options = Options { as_of: Some(START + 800 * DAY), ..Options::default() };
        let whole = run(&standard, &numbered, &options, &Sequential);
        let cut = run(&standard, &numbered, &Options { batch, ..options }, &Threads);
        prop_assert_eq!(outcome(&whole), outcome(&cut));
        let mut turned = numbered.clone();
        turned.reverse();
        prop_assert_eq!(outcome(&whole), outcome(&run(&standard, &turned, &options, &Sequential)));

        // A line that is laid out for one day only.
        let line = |i: usize| OpenTime::new(&standard.calendars[i].hours, START, START);
        let (office, night) = (line(0), line(1));
        let table = whole.world.table(standard.unit("ticket").expect("it is there"));
        for row in 0..table.rows {
            let key = whole.world.key(standard.unit("ticket").expect("it is there"), row);
            let one = &tickets[key[1..].parse::<usize>().expect("a number")];
            let verdict = |c: usize| whole.outcome.findings[c].verdicts[row];
            let as_verdict = |met: Option<bool>| match met {
                None => Verdict::NotJudged,
                Some(true) => Verdict::Met,
                Some(false) => Verdict::Breached,
            };
            let calendar = if one.abroad { &night } else { &office };
            let open = one.solved.and_then(|solved| calendar.elapsed(one.at, solved));
            prop_assert_eq!(verdict(0), as_verdict(open.map(|open| open <= 6 * 3600 * SECOND)), "in_time of {:?}", one);
            let date = |at: i64| office.local().date(at).expect("a date");
            let days = one.solved.map(|solved| office.working_days(date(one.at), date(solved)).expect("days"));
            let awake = if night.is_open(one.at) { Some(true) } else { days.map(|days| days <= 1) };
            prop_assert_eq!(verdict(1), as_verdict(awake), "awake of {:?}", one);
            let due = office.add(one.at, 450 * 60 * SECOND);
            prop_assert_eq!(verdict(2), as_verdict(one.solved.zip(due).map(|(s, due)| s <= due)), "due of {:?}", one);
        }
        for decision in &whole.outcome.decisions {
            let DecisionKind::Step(_, step) = decision.kind else { continue };
            let due = match step {
                0 => office.due(decision.at, CalendarTerm::WorkingDays(2)),
                1 => night.due(decision.at, CalendarTerm::Business(5 * 3600 * SECOND)),
                _ => office.due(decision.at, CalendarTerm::Days { days: 3, rolling: true }),
            };
            prop_assert_eq!(decision.due, due);
        }
    }
}

#[test]
fn steps_are_proposed_and_due_on_their_calendars() {
    let late = |hour: i64| Ticket {
        at: START + hour * 3600 * SECOND,
        solved: Some(START + 400 * DAY),
        engineer: 1,
        abroad: false,
    };
    let tickets: Vec<(usize, Ticket)> = [9, 10, 11].map(late).into_iter().enumerate().collect();
    let options = Options { as_of: Some(START + 800 * DAY), ..Options::default() };
    let run = run(&standard(&[]), &tickets, &options, &Sequential);
    let due: Vec<String> = run.outcome.decisions.iter().filter_map(|d| d.due).map(text).collect();
    // From Thursday: Friday and Monday (24:00 in Tallinn, where the clocks change on Sunday); five hours of the night that
    // opens on Friday at 21:30 in New York; Sunday, which moves to Monday.
    assert_eq!(due, ["2026-03-30T21:00:00Z", "2026-03-28T06:30:00Z", "2026-03-30T21:00:00Z"]);
}

#[test]
fn another_holiday_changes_only_what_is_counted_on_that_calendar() {
    let (before, after) = (standard(&[]), standard(&[20_550]));
    assert_ne!(before.hash, after.hash);
    let hash = |s: &Standard, i: usize| s.criteria[i].label.hash.clone();
    assert_ne!(hash(&before, 0), hash(&after, 0), "in_time counts on the office");
    assert_ne!(hash(&before, 2), hash(&after, 2), "due counts on the office");
    assert_ne!(before.ladders[0].label.hash, after.ladders[0].label.hash);
    assert_ne!(before.calendars[0].label.hash, after.calendars[0].label.hash);
    assert_eq!(before.calendars[1].label.hash, after.calendars[1].label.hash);
    assert_eq!(before.units[1].label.hash, after.units[1].label.hash);
}
