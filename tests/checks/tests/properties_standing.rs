//! Figures of where people stand say the same as a count by hand, and what a period said when it ended is what it says later. proptest
//! prints the seed of a failure.

use etalon_core::evaluate::{Options, Run, Sequential, evaluate};
use etalon_core::standard::{SourceId, Standard, Type};
use etalon_core::table::{Column, Data, Incoming, Input, Place};
use etalon_core::value::{Ratio, Value};
use etalon_core::{SourceFile, check};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const TEXT: &str = r#"
standard s { version 1  zone "UTC"  owner "x" }
entity team { id text key }
entity agent is person { id text key  team team }
event slip { id text key  at instant  agent agent }
ladder conduct for agent {
  counts slip
  step one { when 1 fault              owed by "x" within 2 days }
  step two { when 2 faults in 10 days  owed by "x" within 2 days }
  forgive after 20 days without fault
}
metric up    { share of agent standing at two on conduct  per team  each month  target < 50% }
metric known { count of agent standing at one on conduct  per organization  each month }
ladder crowd for team { counts misses of up  step any { when 1 miss  owed by "y" within 2 days } }
"#;

static STANDARD: LazyLock<Standard> = LazyLock::new(|| {
    let file = SourceFile { path: "s.etalon".to_owned(), text: TEXT.to_owned(), layer: 0 };
    let checked = check(&[file], &[]);
    checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
});

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;
/// 2026-01-01, and the first instants of the months after.
const START: i64 = 1_767_225_600_000_000;
const MONTHS: [(&str, i64); 4] = [
    ("2026-01", START + 31 * DAY),
    ("2026-02", START + 59 * DAY),
    ("2026-03", START + 90 * DAY),
    ("2026-04", START + 120 * DAY),
];
const AGENTS: u32 = 6;

/// Hours since 2026-01-01, and whose.
type Slip = (i64, u32);

fn rows(unit: &str, keys: Vec<String>, input: &mut Input, value: impl Fn(&str, usize) -> (String, i64)) {
    let id = STANDARD.unit(unit).expect("the standard has it");
    let mut columns = Vec::new();
    for field in &STANDARD.units[id.index()].fields {
        let all = (0..keys.len()).map(|row| value(&field.name, row));
        let data = match field.ty {
            Type::Instant => Data::Ints(all.map(|(_, at)| at).collect()),
            _ if field.name == "id" => Data::Codes(keys.iter().map(|key| input.texts.code(key)).collect()),
            _ => Data::Codes(all.map(|(text, _)| input.texts.code(&text)).collect()),
        };
        columns.push(Column { data, valid: None });
    }
    let count = keys.len();
    input.incoming.push(Incoming {
        source: SourceId(u16::MAX),
        unit: id,
        files: vec!["x".to_owned()],
        columns,
        places: (0..count).map(|row| Place { file: 0, row: row as u64 + 1 }).collect(),
        ties: None,
        retractions: vec![false; count],
        read: count as u64,
        left_out: 0,
        rejected: Vec::new(),
    });
}

fn run(slips: &[Slip], as_of: i64) -> Run {
    let mut input = Input::default();
    let agents = (0..AGENTS).map(|a| format!("a{a}")).collect();
    rows("agent", agents, &mut input, |_, row| (format!("team{}", row % 2), 0));
    rows("team", vec!["team0".to_owned(), "team1".to_owned()], &mut input, |_, _| (String::new(), 0));
    let keys = (0..slips.len()).map(|i| format!("s{i}")).collect();
    rows("slip", keys, &mut input, |_, row| (format!("a{}", slips[row].1), START + slips[row].0 * HOUR));
    let options = Options { as_of: Some(as_of), ..Options::default() };
    evaluate(&STANDARD, &etalon_core::plan::plan(&STANDARD), input, &options, &Sequential)
}

/// The figures of periods that are over by an instant, and who is told of them.
fn figures(run: &Run, until: i64) -> BTreeMap<String, String> {
    let over = run.outcome.figures.iter().filter(|f| f.span.is_some_and(|(_, end)| end <= until));
    let told = over.map(|f| {
        let name = &STANDARD.metrics[f.metric.index()].label.name;
        (format!("{name} {} {}", f.subject, f.period), format!("{:?} n {} {:?}", f.value, f.n, f.targets))
    });
    told.collect()
}

/// How many steps up an agent is at the end of a day, counted slip by slip.
fn level(slips: &[Slip], agent: u32, end: i64) -> usize {
    let mut own: Vec<i64> = slips.iter().filter(|(_, a)| *a == agent).map(|(hour, _)| hour * HOUR).collect();
    own.retain(|at| START + at < end);
    own.sort_unstable();
    // A day is day 0; the window of 20 days without a fault ends with the 20th day after it.
    let is_anew = |last: i64, at: i64| at.div_euclid(DAY) - last.div_euclid(DAY) > 20;
    let (mut level, mut episode): (usize, Vec<i64>) = (0, Vec::new());
    for at in &own {
        if episode.last().is_some_and(|last| is_anew(*last, *at)) {
            (level, episode) = (0, Vec::new());
        }
        episode.push(*at);
        let within = episode.iter().filter(|other| at.div_euclid(DAY) - other.div_euclid(DAY) < 10).count();
        level = match level {
            0 => 1,
            1 if within >= 2 => 2,
            level => level,
        };
    }
    let is_over = episode.last().is_some_and(|last| is_anew(*last, end - START - 1));
    if is_over { 0 } else { level }
}

fn slips() -> impl Strategy<Value = Vec<Slip>> {
    proptest::collection::vec((0..24 * 125_i64, 0..AGENTS), 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn who_stands_where_is_what_is_counted_by_hand(slips in slips()) {
        let found = figures(&run(&slips, START + 125 * DAY), i64::MAX);
        let first = slips.iter().map(|(hour, _)| START + hour * HOUR).min().unwrap_or(i64::MAX);
        for (month, end) in MONTHS {
            let levels: Vec<usize> = (0..AGENTS).map(|agent| level(&slips, agent, end)).collect();
            let known = levels.iter().filter(|level| **level >= 1).count() as i64;
            let said = found.get(&format!("known organization {month}"));
            prop_assert_eq!(said.is_some(), first < end);
            let Some(said) = said else { continue };
            prop_assert_eq!(said, &format!("{:?} n 6 []", Value::Whole(known)));
            for team in 0..2_usize {
                let up = levels.iter().enumerate().filter(|(agent, level)| agent % 2 == team && **level >= 2).count();
                let share = Value::Ratio(Ratio::new(up as i128, 3).expect("a share"));
                let said = &found[&format!("up team{team} {month}")];
                prop_assert!(said.starts_with(&format!("{share:?} n 3 ")), "{said} where {up} of 3 stand");
            }
        }
    }

    /// What is said when a period ends is what is said of it later, steps of ladders that count it included.
    #[test]
    fn a_period_that_is_over_stays_as_it_was(slips in slips(), month in 0..4_usize) {
        let end = MONTHS[month].1;
        let (later, then) = (run(&slips, START + 125 * DAY), run(&slips, end));
        prop_assert_eq!(figures(&later, end), figures(&then, end));
        let cut: Vec<Slip> = slips.iter().copied().filter(|(hour, _)| START + hour * HOUR < end).collect();
        if !cut.is_empty() {
            prop_assert_eq!(figures(&run(&cut, end), end), figures(&then, end));
        }
        let crowd = |run: &Run| -> Vec<(String, i64)> {
            let steps = run.outcome.decisions.iter().filter(|d| d.subject_kind == "team" && d.at <= end);
            steps.map(|d| (d.subject.clone(), d.at)).collect()
        };
        prop_assert_eq!(crowd(&later), crowd(&then));
    }
}
