//! Figures that are read fairly: control charts, too few to be shown, the case mix. Every expectation is worked out by hand.

use etalon_core::evaluate::{Options, Run, Sequential, evaluate};
use etalon_core::outcome::{Figure, Signal, TargetVerdict};
use etalon_core::standard::Standard;
use etalon_core::value::Value;
use etalon_core::{SourceFile, check, plan};
use std::cmp::Ordering;
use std::fmt::Write as _;

const SHARED: &str = r#"
standard s { version 1  zone "UTC"  owner "x" }
entity agent is person { id text key }
event call { id text key  at instant  agent agent  topic text  talked duration  kept yes/no }
source calls for call { files "calls.csv"  field talked = seconds(talked) }
"#;

/// One call: day of 2026 from 0, agent, topic, seconds, kept.
type Call = (i64, &'static str, &'static str, i64, bool);

fn standard(metric: &str) -> Standard {
    let file = SourceFile { path: "s.etalon".to_owned(), text: format!("{SHARED}{metric}"), layer: 0 };
    let checked = check(&[file], &[]);
    checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

fn run(standard: &Standard, calls: &[Call]) -> Run {
    let first = jiff::civil::date(2026, 1, 5);
    let mut csv = "id,at,agent,topic,talked,kept\n".to_owned();
    for (id, (day, agent, topic, talked, kept)) in calls.iter().enumerate() {
        let date = first + jiff::Span::new().days(*day);
        let kept = if *kept { "yes" } else { "no" };
        writeln!(csv, "c{id:05},{date}T12:00:00Z,{agent},{topic},{talked},{kept}").expect("memory");
    }
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("calls.csv"), csv).expect("a file");
    let input = etalon_store::read(standard, folder.path(), &[], &etalon_store::Silent, &Sequential).expect("readable");
    // 2027-01-01: every period is over.
    let options = Options { as_of: Some(1_798_761_600_000_000), ..Options::default() };
    evaluate(standard, &plan(standard), input, &options, &Sequential)
}

/// The figures of one subject in order of time.
fn of<'r>(run: &'r Run, subject: &str) -> Vec<&'r Figure> {
    let mut figures: Vec<&Figure> = run.outcome.figures.iter().filter(|f| f.subject == subject).collect();
    figures.sort_by_key(|f| f.span);
    figures
}

/// Weeks of a hundred calls, of which so many are kept.
fn weeks(kept: &[i64]) -> Vec<Call> {
    let week = |(week, kept): (i64, &i64)| {
        let kept = *kept;
        (0..100).map(move |n| (week * 7, "anna", "bill", 60, n < kept))
    };
    (0..).zip(kept).flat_map(week).collect()
}

fn near(value: f64, wanted: f64) -> bool {
    (value - wanted).abs() < 1e-9
}

#[test]
fn a_share_outside_three_sigma_of_its_frozen_baseline_is_a_signal() {
    // p = 80 / 800 = 0.1, sigma = sqrt(0.1 * 0.9 / 100) = 0.03: limits 0.01 and 0.19.
    let standard =
        standard("metric m { share of call that kept  per agent  each week  chart baseline 2026-01-05..2026-03-01 }");
    let run = run(&standard, &weeks(&[10, 10, 9, 11, 10, 10, 12, 8, 19, 20, 1, 0]));
    let points: Vec<_> = of(&run, "anna").iter().map(|f| f.chart.expect("a chart")).collect();
    assert!(points.iter().all(|p| near(p.center, 0.1) && near(p.lower, 0.01) && near(p.upper, 0.19)), "{points:?}");
    let signals: Vec<_> = points.iter().map(|p| p.signal).collect();
    let mut wanted = vec![None; 12];
    (wanted[9], wanted[11]) = (Some(Signal::Above), Some(Signal::Below));
    assert_eq!(signals, wanted);
}

#[test]
fn eight_in_a_row_on_one_side_and_six_rising_are_signals() {
    let metric = "metric m { share of call that kept  per agent  each week  chart baseline 2026-01-05..2026-03-01 }";
    let standard = standard(metric);
    // The eighth week above the center of 0.1; a week on the center ends the row.
    let run_of = [10, 10, 9, 11, 10, 10, 12, 8, 11, 12, 11, 12, 11, 12, 11, 12, 10];
    let signals: Vec<_> =
        of(&run(&standard, &weeks(&run_of)), "anna").iter().map(|f| f.chart.unwrap().signal).collect();
    let mut wanted = vec![None; 17];
    wanted[15] = Some(Signal::RunAbove(8));
    assert_eq!(signals, wanted);
    // 5, 7, 9, 10, 13, 15: the sixth of a row that rises.
    let rising = [10, 10, 9, 11, 10, 10, 12, 8, 5, 7, 9, 10, 13, 15, 14];
    let signals: Vec<_> =
        of(&run(&standard, &weeks(&rising)), "anna").iter().map(|f| f.chart.unwrap().signal).collect();
    let mut wanted = vec![None; 15];
    wanted[13] = Some(Signal::Rising(6));
    assert_eq!(signals, wanted);
}

#[test]
fn other_figures_are_held_against_their_moving_ranges() {
    // Eight weeks of 10 and 12 s by turns: mean 11, every range 2, so 2.66 * 2 = 5.32 s to either side: 16.32 is the edge.
    let standard =
        standard("metric m { mean talked of call  per agent  each week  chart baseline 2026-01-05..2026-03-01 }");
    let talked = [10, 12, 10, 12, 10, 12, 10, 12, 16, 17, 5];
    let calls: Vec<Call> = (0..).zip(talked).map(|(week, s)| (week * 7, "anna", "bill", s, true)).collect();
    let run = run(&standard, &calls);
    let points: Vec<_> = of(&run, "anna").iter().map(|f| f.chart.expect("a chart")).collect();
    assert!(
        points.iter().all(|p| near(p.center, 11e6) && near(p.upper, 16.32e6) && near(p.lower, 5.68e6)),
        "{points:?}"
    );
    let signals: Vec<_> = points.iter().map(|p| p.signal).collect();
    let mut wanted = vec![None; 11];
    (wanted[9], wanted[10]) = (Some(Signal::Above), Some(Signal::Below));
    assert_eq!(signals, wanted);
}

#[test]
fn seven_periods_make_no_limits() {
    let standard = standard("metric m { share of call that kept  per agent  each week  chart }");
    let seven = run(&standard, &weeks(&[10; 7]));
    assert!(of(&seven, "anna").iter().all(|f| f.chart.is_none()));
    let eight = run(&standard, &weeks(&[10; 8]));
    assert!(of(&eight, "anna").iter().all(|f| f.chart.is_some()));
}

#[test]
fn too_few_are_hidden_and_so_is_what_would_give_them_away() {
    let standard = standard(
        "metric m { mean talked of call  per organization, agent  each month  hide under 5  target agent <= 50 s }",
    );
    let so_many = |agent: &'static str, n: usize, day: i64| vec![(day, agent, "bill", 60, true); n];
    // January: 4, 9 and 20. With the 33 of all and the 20 and 9 the four could be told: the nine go too. February: 4 and 3 hide each other.
    let january = [so_many("anna", 4, 0), so_many("bert", 9, 0), so_many("carl", 20, 0)].concat();
    let february = [so_many("anna", 4, 30), so_many("bert", 3, 30), so_many("carl", 20, 30)].concat();
    let run = run(&standard, &[january, february].concat());
    let hidden = |subject| -> Vec<bool> { of(&run, subject).iter().map(|f| f.hidden).collect() };
    assert_eq!(hidden("anna"), [true, true]);
    assert_eq!(hidden("bert"), [true, true]);
    assert_eq!(hidden("carl"), [false, false]);
    assert_eq!(hidden("organization"), [false, false]);
    for figure in run.outcome.figures.iter().filter(|f| f.hidden) {
        assert_eq!((&figure.value, &figure.numerator, figure.bounds), (&Value::Missing, &None, None));
        assert!(figure.targets.iter().all(|(_, verdict)| *verdict == TargetVerdict::TooFew));
    }
}

#[test]
fn a_hard_mix_of_cases_is_taken_into_account() {
    // Bills: 90 of 100 kept; faults: 10 of 100. Anna had 50 bills: 45 expected, 40 kept, variance 4.5: 25 > 3.84 * 4.5.
    // Bert had 50 bills and 100 faults: 45 + 10 expected, 60 kept, variance 4.5 + 9: 25 < 3.84 * 13.5.
    let standard =
        standard("metric m { share of call that kept  per organization, agent  each month  expected by topic }");
    let so_many = |agent: &'static str, topic: &'static str, kept: usize, not: usize| {
        [vec![(0, agent, topic, 60, true); kept], vec![(0, agent, topic, 60, false); not]].concat()
    };
    let calls =
        [so_many("anna", "bill", 40, 10), so_many("bert", "bill", 50, 0), so_many("bert", "fault", 10, 90)].concat();
    let run = run(&standard, &calls);
    let expected = |subject: &str| of(&run, subject)[0].expected.map(|e| (e.observed, e.expected, e.differs));
    assert_eq!(expected("anna"), Some((40, 45.0, Some(Ordering::Less))));
    assert_eq!(expected("bert"), Some((60, 55.0, None)));
    assert_eq!(expected("organization"), None);
}
