//! What must hold of months that close: a closed figure is that of an independent run which speaks for the closing instant and reads
//! only what was recorded by then; what is superseded is what differs between such runs; saying when months close changes nothing
//! else; and none of it depends on how files, batches and threads are cut.

use etalon_core::evaluate::{Options, Pool, Run, Sequential, evaluate};
use etalon_core::outcome::{Decision, Figure, What};
use etalon_core::standard::Standard;
use etalon_core::time::DAY;
use etalon_core::value::SECOND;
use etalon_core::{SourceFile, check, plan};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

const RULES: &str = r#"
calendar office { mon..fri 08:00-17:00  closed 2026-02-03, 2026-03-05 }
entity agent is person { id text key }
event call { id text key  at instant  entered instant? recorded  version whole? rev  agent agent  waited duration? }
event dispute { id text key  at instant  entered instant? recorded  call call }
event ruling { id text key  at instant  dispute dispute  granted yes/no }
source calls for call { files "calls*.csv"  retract where gone = "yes" }
source disputes for dispute { files "disputes.csv" }
source rulings for ruling { files "rulings.csv" }
criterion quick { for call  require waited <= 20 s  employee controls it }
criterion once { for call  require no call where agent = this.agent within 6 days  employee controls it }
metric level { share of call that met quick  per agent, organization  each month, quarter  owner "x"  target month >= 50% at least 2 }
metric calm { share of call that met once  per organization  each month, week }
metric waits { mean waited of call  per agent  each month }
ladder talks for agent {
  counts faults of quick
  appeal by dispute { within 60 days  decided by ruling  granted when granted }
  step talk { when 2 faults in 30 days  owed by "x" within 2 working days }
  step plan { when 3 faults in 30 days  owed by "x" within 2 working days }
}
recognition calm_row for agent { when 2 in a row met quick }
"#;

const CLOSES: &str =
    "closes month at 12:00 on working day 5 on office  closes quarter at 12:00 on working day 5 on office";

/// 2026-01-01T00:00 in Tallinn (+02:00).
const START: i64 = 20_454 * DAY - 2 * 3600 * SECOND;
const AS_OF: i64 = START + 130 * DAY;

fn standard(closes: &str) -> Standard {
    // Of one length, so that rules have one place.
    let head = format!("standard s {{ version 1  zone \"Europe/Tallinn\"  owner \"x\"  {closes:<160} }}\n");
    let file = SourceFile { path: "s.etalon".to_owned(), text: head + RULES, layer: 0 };
    let checked = check(&[file], &[]);
    checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

/// One row of a file, and when it was recorded.
#[derive(Debug, Clone)]
struct Row {
    text: String,
    recorded: i64,
}

/// Everything that is delivered.
#[derive(Debug, Clone, Default)]
struct Files {
    calls: Vec<Row>,
    disputes: Vec<Row>,
    rulings: Vec<Row>,
}

fn instant(at: i64) -> String {
    jiff::Timestamp::from_microsecond(at).expect("an instant").to_string()
}

/// A call: hours after the start, agent, seconds waited (none: missing), how late it was recorded in days (none: it does not say
/// so), a correction (days later, seconds waited), days after which it is taken back; days after which it is disputed, with how
/// late that is recorded, and whether the dispute is granted a day later.
type Call = (i64, u8, Option<i64>, Option<i64>, Option<(i64, i64)>, Option<i64>, Option<(i64, i64, bool)>);

fn files(calls: &[Call]) -> Files {
    let mut files = Files::default();
    for (id, (hour, agent, waited, late, corrected, gone, disputed)) in calls.iter().enumerate() {
        let at = START + hour * 3600 * SECOND;
        let mut row = |version: &str, waited: Option<i64>, recorded: Option<i64>, gone: &str| {
            let waited = waited.map(|s| format!("PT{s}S")).unwrap_or_default();
            let entered = recorded.map(instant).unwrap_or_default();
            let text = format!("c{id},{},{entered},{version},a{agent},{waited},{gone}", instant(at));
            files.calls.push(Row { text, recorded: recorded.unwrap_or(at) });
        };
        row("1", *waited, late.map(|days| at + days * DAY), "");
        if let Some((days, waited)) = corrected {
            row("2", Some(*waited), Some(at + days * DAY), "");
        }
        if let Some(days) = gone {
            row("", *waited, Some(at + days * DAY), "yes");
        }
        if let Some((days, late, granted)) = disputed {
            let at = at + days * DAY;
            let text = format!("d{id},{},{},c{id}", instant(at), instant(at + late * DAY));
            files.disputes.push(Row { text, recorded: at + late * DAY });
            let ruled = at + DAY;
            let text = format!("r{id},{},d{id},{}", instant(ruled), if *granted { "yes" } else { "no" });
            files.rulings.push(Row { text, recorded: ruled });
        }
    }
    files
}

/// Reads only the rows that were recorded by an instant; the calls from so many files, turned.
fn run_over(
    standard: &Standard,
    files: &Files,
    known: i64,
    options: &Options,
    (parts, turn): (usize, usize),
    pool: &impl Pool,
) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, head: &str, rows: &[&Row]| {
        let mut text = format!("{head}\n");
        for row in rows {
            writeln!(text, "{}", row.text).expect("memory");
        }
        std::fs::write(folder.path().join(name), text).expect("a file");
    };
    fn seen(rows: &[Row], known: i64) -> Vec<&Row> {
        rows.iter().filter(|row| row.recorded <= known).collect()
    }
    let mut calls = seen(&files.calls, known);
    let places = calls.len().max(1);
    calls.rotate_left(turn % places);
    for part in 0..parts {
        let rows: Vec<&Row> = calls.iter().copied().skip(part).step_by(parts).collect();
        write(&format!("calls{part}.csv"), "id,at,entered,version,agent,waited,gone", &rows);
    }
    write("disputes.csv", "id,at,entered,call", &seen(&files.disputes, known));
    write("rulings.csv", "id,at,dispute,granted", &seen(&files.rulings, known));
    let input = etalon_store::read(standard, folder.path(), &[], &etalon_store::Silent, &Sequential).expect("readable");
    evaluate(standard, &plan(standard), input, options, pool)
}

fn plainly(standard: &Standard, files: &Files, known: i64, as_of: i64) -> Run {
    let options = Options { as_of: Some(as_of), ..Options::default() };
    run_over(standard, files, known, &options, (1, 0), &Sequential)
}

/// What a figure says of its own period.
fn said(figure: &Figure) -> String {
    let Figure { metric, per, subject, period, n, unjudged, value, exact, numerator, fair, targets, .. } = figure;
    format!("{metric:?} {per} {subject} {period} {n} {unjudged} {value:?} {exact:?} {numerator:?} {fair:?} {targets:?}")
}

fn by_id(run: &Run) -> BTreeMap<&str, &Decision> {
    run.outcome.decisions.iter().map(|decision| (decision.id.as_str(), decision)).collect()
}

fn calls() -> impl Strategy<Value = Vec<Call>> {
    let call = (
        0..2200_i64,
        0..2_u8,
        proptest::option::weighted(0.9, 0..40_i64),
        proptest::option::of(0..50_i64),
        proptest::option::weighted(0.3, (0..60_i64, 0..40_i64)),
        proptest::option::weighted(0.2, 0..60_i64),
        proptest::option::weighted(0.3, (1..50_i64, 0..30_i64, any::<bool>())),
    );
    proptest::collection::vec(call, 1..14)
}

/// Two threads that take turns in whatever order they like.
struct Two;

impl Pool for Two {
    fn map<T: Send>(&self, jobs: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
        let (even, odd) = std::thread::scope(|scope| {
            let odd = scope.spawn(|| (0..jobs).filter(|i| i % 2 == 1).map(&job).collect::<Vec<T>>());
            let even: Vec<T> = (0..jobs).filter(|i| i % 2 == 0).map(&job).collect();
            (even, odd.join().expect("no panic"))
        });
        let (mut even, mut odd) = (even.into_iter(), odd.into_iter());
        (0..jobs).filter_map(|i| if i % 2 == 0 { even.next() } else { odd.next() }).collect()
    }
}

#[test]
fn when_months_close_is_part_of_what_a_standard_means_and_of_no_rule() {
    let texts = ["", "closes month at 12:00 on working day 5", "closes month at 12:00 on day 5", CLOSES].map(standard);
    let hashes: BTreeSet<&str> = texts.iter().map(|standard| standard.hash.as_str()).collect();
    assert_eq!(hashes.len(), texts.len());
    let rules = |standard: &Standard| standard.metrics.iter().map(|m| m.label.hash.clone()).collect::<Vec<_>>();
    assert!(texts.iter().all(|standard| rules(standard) == rules(&texts[0])));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// The closed figure is that of a run which has never seen what was recorded later.
    #[test]
    fn a_closed_figure_is_that_of_a_run_that_knows_no_more(calls in calls()) {
        let (closes, plain) = (standard(CLOSES), standard(""));
        let files = files(&calls);
        let run = plainly(&closes, &files, i64::MAX, AS_OF);
        for closed in &run.outcome.closings {
            let then = plainly(&plain, &files, closed.at, closed.at);
            let of_period = |f: &&Figure| f.each == closed.each && f.period == closed.period;
            let wanted: BTreeSet<String> = then.outcome.figures.iter().filter(of_period).map(said).collect();
            let mut came = BTreeSet::new();
            for (index, figure) in run.outcome.figures.iter().enumerate().filter(|(_, f)| of_period(f)) {
                match closed.restated.iter().find(|restated| restated.now == Some(index)) {
                    None => came.extend([said(figure)]),
                    Some(restated) => came.extend(restated.closed.as_ref().map(said)),
                }
            }
            let lost = closed.restated.iter().filter(|restated| restated.now.is_none());
            came.extend(lost.filter_map(|restated| restated.closed.as_ref()).map(said));
            prop_assert_eq!(came, wanted);
            for restated in &closed.restated {
                prop_assert!(!restated.because.is_empty());
                let now = restated.now.map(|index| said(&run.outcome.figures[index]));
                prop_assert_ne!(now, restated.closed.as_ref().map(said));
            }
        }
    }

    /// What is superseded is what differs because of what was recorded later, or is withdrawn by an appeal since.
    #[test]
    fn what_is_superseded_differs_between_runs_that_know_and_do_not(calls in calls()) {
        let (closes, plain) = (standard(CLOSES), standard(""));
        let files = files(&calls);
        let run = plainly(&closes, &files, i64::MAX, AS_OF);
        let now = by_id(&run);
        for closed in run.outcome.closings.iter().filter(|c| c.period.len() == 7 && !c.period.contains('Q')) {
            let (then, informed) =
                (plainly(&plain, &files, closed.at, closed.at), plainly(&plain, &files, i64::MAX, closed.at));
            let (then, informed) = (by_id(&then), by_id(&informed));
            let mut wanted = BTreeSet::new();
            for id in then.keys().chain(informed.keys()) {
                let (was, knowing) = (then.get(id), informed.get(id));
                let at = was.or(knowing).map_or(0, |d| d.at);
                let appealed = was.is_some_and(|d| d.withdrawn.is_none()) && now.get(id).is_some_and(|d| d.withdrawn.is_some());
                if (closed.span.0..closed.span.1).contains(&at) && (was != knowing || appealed) {
                    wanted.insert((*id).to_owned());
                }
            }
            let of_decision = |s: &&etalon_core::outcome::Superseded| matches!(s.what, What::Decision { .. });
            let came: BTreeSet<String> = closed.superseded.iter().filter(of_decision).map(|s| s.id.clone()).collect();
            prop_assert_eq!(came, wanted);
            prop_assert!(closed.superseded.iter().all(|s| !s.since.is_empty()));
        }
    }

    /// I14: saying when months close changes nothing else. I24: nor do files, batches and threads.
    #[test]
    fn closing_changes_nothing_else_and_depends_on_no_cut(
        calls in calls(), parts in 1..4_usize, turn in 0..20_usize, batch in 1..9_usize
    ) {
        let (closes, plain) = (standard(CLOSES), standard(""));
        let files = files(&calls);
        let with = plainly(&closes, &files, i64::MAX, AS_OF);
        let without = plainly(&plain, &files, i64::MAX, AS_OF);
        prop_assert!(without.outcome.closings.is_empty());
        prop_assert_eq!(&with.outcome.figures, &without.outcome.figures);
        prop_assert_eq!(&with.outcome.decisions, &without.outcome.decisions);
        prop_assert_eq!(format!("{:?}", with.outcome.findings), format!("{:?}", without.outcome.findings));
        prop_assert_eq!(format!("{:?}", with.outcome.scorecards), format!("{:?}", without.outcome.scorecards));
        let options = Options { as_of: Some(AS_OF), batch, ..Options::default() };
        let cut = run_over(&closes, &files, i64::MAX, &options, (parts, turn), &Two);
        prop_assert_eq!(&cut.outcome.closings, &with.outcome.closings);
    }

    /// A run that is told what it knows is a run over files that hold no more.
    #[test]
    fn what_is_not_known_is_as_if_it_were_not_delivered(calls in calls(), day in 0..130_i64) {
        let plain = standard("");
        let files = files(&calls);
        let known = START + day * DAY;
        let options = Options { as_of: Some(AS_OF), known: Some(known), ..Options::default() };
        let told = run_over(&plain, &files, i64::MAX, &options, (1, 0), &Sequential);
        let filtered = plainly(&plain, &files, known, AS_OF);
        prop_assert_eq!(&told.outcome.figures, &filtered.outcome.figures);
        prop_assert_eq!(&told.outcome.decisions, &filtered.outcome.decisions);
        for data in &told.outcome.data {
            prop_assert_eq!(data.read, data.accepted + data.duplicate + data.conflict + data.rejected + data.left_out + data.later);
        }
    }
}
