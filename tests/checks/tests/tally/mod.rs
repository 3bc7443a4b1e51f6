//! Calls, the standard that counts them, and the same counts by hand.

#![expect(clippy::unwrap_used, reason = "a helper of tests")]

mod cards;
mod figures;

pub use cards::{cards_by_hand, cards_of};
pub use figures::{by_hand, figures_of};

use etalon_core::evaluate::{Options, Run, Sequential, evaluate};
use etalon_core::standard::Standard;
use etalon_core::{SourceFile, check};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

/// What is counted, by the place of its figure, as text.
pub type Counted = BTreeMap<String, String>;

/// When the first call may be: 2025-12-20T00:00Z.
pub const START: i64 = 1_766_188_800_000_000;
pub const HOUR: i64 = 3_600_000_000;
/// The instant of the run: some calls are dated later.
pub const AS_OF: i64 = START + 120 * 24 * HOUR;

const TEXT: &str = r#"
standard s { version 1  zone "Europe/Tallinn"  owner "x" }
entity team { id text key }
entity agent is person { id text key }
event call {
  id text key  at instant  closed instant?  agent agent?  team team?  stars whole?  points decimal?  ok yes/no?
  company yes/no  half yes/no
}
source calls for call { files "calls.csv"  format csv  zone "UTC"  time "%Y-%m-%d %H:%M:%S" }
principle care  { meaning "a" }
principle speed { meaning "b" }
criterion good   { principle care  weight 3  for call                         require ok          employee controls it }
criterion liked  { principle care  weight 2  for call where stars is present  require stars >= 3 }
criterion pointy { principle speed           for call where not company       require points > 1  employee controls it }
mitigation by_company { for call where company  covers good         cause company }
mitigation by_half    { for call where half     covers good, liked  cause customer 1/2 }
metric rate {
  share  of call where stars is missing or stars < 8 that met good
  per    organization, agent, team, ok = ok
  each   day, week, month, quarter, year, all, last 20 days, last 36 h, last 5
  target month >= 60%
  target all   >= 70% at least 20 proven
}
metric closings { count of call where ok   per organization, team   each week, month, all  dated closed }
metric endings  { share of call that ok    per agent                each month, last 30 days, last 4  dated closed }
metric volume   { count of call            per organization, agent  each month, all }
metric stars    { mean stars of call where ok  per organization, agent  each month, all  target all >= 4 at least 30 }
metric total    { sum points of call       per organization, team   each quarter, last 7 }
metric high     { percentile 90 stars of call  per organization, agent  each month, all }
metric middle   { median points of call    per team  each all }
metric worst    { min stars of call        per agent  each month }
metric best     { max points of call       per organization, team  each all, week }
metric yield    { ratio points to stars of call where ok  per organization, agent  each month, all, last 6 }
metric who      { distinct agent of call   per organization, team  each quarter, all }
"#;

/// One call; hours count from [`START`].
#[derive(Debug, Clone)]
pub struct Call {
    pub hour: i64,
    pub closed: Option<i64>,
    pub agent: Option<u32>,
    pub team: Option<u32>,
    pub stars: Option<i64>,
    /// Millionths.
    pub points: Option<i64>,
    pub ok: Option<bool>,
    pub company: bool,
    pub half: bool,
}

pub static STANDARD: LazyLock<Standard> = LazyLock::new(|| {
    let file = SourceFile { path: "s.etalon".to_owned(), text: TEXT.to_owned(), layer: 0 };
    let checked = check(&[file], &[]);
    checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
});

/// Reads the calls from a file, as any run does.
pub fn run(calls: &[Call]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("calls.csv"), csv(calls)).unwrap();
    let input = etalon_store::read(&STANDARD, folder.path(), &[], &etalon_store::Silent, &Sequential).unwrap();
    let options = Options { as_of: Some(AS_OF), ..Options::default() };
    evaluate(&STANDARD, &etalon_core::plan(&STANDARD), input, &options, &Sequential)
}

fn csv(calls: &[Call]) -> String {
    let mut text = "id,at,closed,agent,team,stars,points,ok,company,half\n".to_owned();
    for (i, call) in calls.iter().enumerate() {
        let instant = |hour: i64| {
            let date = START / (24 * HOUR) + hour.div_euclid(24);
            let (year, month, day) = etalon_core::time::civil_from_date(date);
            format!("{year:04}-{month:02}-{day:02} {:02}:00:00", hour.rem_euclid(24))
        };
        let maybe = |value: Option<String>| value.unwrap_or_default();
        let points = call.points.map(|p| {
            let sign = if p < 0 { "-" } else { "" };
            format!("{sign}{}.{:06}", p.abs() / 1_000_000, p.abs() % 1_000_000)
        });
        let yes = |flag: bool| if flag { "yes" } else { "no" }.to_owned();
        let _ = writeln!(
            text,
            "c{i:03},{},{},{},{},{},{},{},{},{}",
            instant(call.hour),
            maybe(call.closed.map(instant)),
            maybe(call.agent.map(|a| format!("agent{a}"))),
            maybe(call.team.map(|t| format!("team{t}"))),
            maybe(call.stars.map(|s| s.to_string())),
            maybe(points),
            maybe(call.ok.map(yes)),
            yes(call.company),
            yes(call.half),
        );
    }
    text
}

/// The calls that are there at the instant of the run, as the run orders them.
pub fn in_order(calls: &[Call]) -> Vec<&Call> {
    let mut known: Vec<&Call> = calls.iter().filter(|c| START + c.hour * HOUR <= AS_OF).collect();
    known.sort_by_key(|c| c.hour);
    known
}
