//! What must hold of versions: whatever a later version says, nothing that began before its date is judged otherwise, and what began
//! after is judged as the later version alone would judge it.

use etalon_core::evaluate::{Options, Run, Sequential, evaluate};
use etalon_core::outcome::Verdict;
use etalon_core::standard::Standard;
use etalon_core::time::DAY;
use etalon_core::value::SECOND;
use etalon_core::{SourceFile, check, plan};
use proptest::prelude::*;
use std::fmt::Write as _;

const SHARED: &str = r#"
entity agent is person { id text key }
event call { id text key  at instant  agent agent  waited duration  answered yes/no }
source calls for call { files "calls.csv"  field waited = seconds(waited) }
"#;

/// The rules of one version: how long one may wait, who counts, how often one may call.
fn rules(word: &str, quick: i64, patience: i64, often: i64) -> String {
    format!(
        r#"
{word} param quick = {quick} s
{word} define offered for call "Counts" = answered or waited > {patience} s
{word} criterion steady {{ for call where offered  require count(offered where agent = this.agent over 1 h to this) <= {often} }}
{word} criterion kind {{ for call  require met quick_answer or waited <= {patience} s  employee controls it }}
{word} mitigation queue {{ for call where waited > {quick} s + 20 s  covers quick_answer  cause company }}
{word} metric level {{ share of call where offered that met quick_answer  each day  owner "x"  target >= {often}0% }}
"#
    )
}

const UNCHANGED: &str = r#"
criterion quick_answer { for call where offered  require answered and waited <= quick  employee controls it }
ladder talks for agent { counts faults of quick_answer, kind  step talk { when 2 faults in 2 days  owed by "x" within 1 day } }
"#;

/// 2026-04-03, the local date in UTC on which the second version begins.
const CHANGE: i64 = 20_546 * DAY;

fn head(number: u8, from: &str) -> String {
    format!("standard s {{ version {number} from {from}  zone \"UTC\"  owner \"x\" }}\n")
}

fn standard(files: &[String]) -> Standard {
    let file = |(i, text): (usize, &String)| SourceFile { path: format!("{i}.etalon"), text: text.clone(), layer: 0 };
    let files: Vec<SourceFile> = files.iter().enumerate().map(file).collect();
    let checked = check(&files, &[]);
    checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

type Call = (i64, u8, i64, bool);

fn run(standard: &Standard, calls: &[Call], batch: usize) -> Run {
    let mut csv = "id,at,agent,waited,answered\n".to_owned();
    for (id, (minute, agent, waited, answered)) in calls.iter().enumerate() {
        let at = jiff::Timestamp::from_microsecond(CHANGE + minute * 60 * SECOND).expect("an instant");
        writeln!(csv, "c{id:04},{at},a{agent},{waited},{}", if *answered { "yes" } else { "no" }).expect("memory");
    }
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("calls.csv"), csv).expect("a file");
    let input = etalon_store::read(standard, folder.path(), &[], &etalon_store::Silent, &Sequential).expect("readable");
    let options = Options { batch, as_of: Some(CHANGE + 10 * DAY), ..Options::default() };
    evaluate(standard, &plan(standard), input, &options, &Sequential)
}

/// What a criterion, in whichever version, says of each call.
fn said(standard: &Standard, run: &Run, name: &str) -> Vec<(Verdict, String)> {
    let id = standard.criteria.iter().position(|c| c.label.name == name).expect("declared");
    let id = etalon_core::standard::CriterionId(u16::try_from(id).expect("few"));
    let rows = run.outcome.findings[id.index()].verdicts.len();
    let one = |row: usize| {
        let found = &run.outcome.findings[run.outcome.in_force(standard, id, row).index()];
        let cause = found.breaches.find(row).map(|b| format!("{:?}", b.cause.shares)).unwrap_or_default();
        (found.verdicts[row], cause)
    };
    (0..rows).map(one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_past_stays_and_the_future_follows_the_new_text(
        calls in proptest::collection::vec((-4_000..4_000_i64, 0..2_u8, 0..60_i64, any::<bool>()), 1..60),
        (quick, patience, often) in (5..40_i64, 0..10_i64, 1..9_i64),
        (quick2, patience2, often2) in (5..40_i64, 0..10_i64, 1..9_i64),
        batch in 1..50_usize,
    ) {
        let mut calls = calls;
        calls.sort();
        let first = format!("{}{SHARED}{}{UNCHANGED}", head(1, "2026-01-01"), rules("", quick, patience, often));
        let alone = format!("{}{SHARED}{}{UNCHANGED}", head(2, "2026-04-03"), rules("", quick2, patience2, often2));
        let later = format!("{}{}", head(2, "2026-04-03"), rules("override", quick2, patience2, often2));
        let (old, new, both) = (standard(std::slice::from_ref(&first)), standard(&[alone]), standard(&[later, first]));
        let runs = [run(&old, &calls, 1_000), run(&new, &calls, 1_000), run(&both, &calls, batch)];
        let before = calls.iter().filter(|call| call.0 < 0).count();
        for name in ["quick_answer", "steady", "kind"] {
            let [was, would, is] = [(&old, 0), (&new, 1), (&both, 2)].map(|(s, i)| said(s, &runs[i], name));
            prop_assert_eq!(&is[..before], &was[..before], "{} before", name);
            // A look goes back over the change, where it meets what counted then.
            if name != "steady" {
                prop_assert_eq!(&is[before..], &would[before..], "{} after", name);
            }
        }
        let figures = |standard: &Standard, run: &Run, early: bool| -> Vec<String> {
            let all = run.outcome.figures.iter().filter(|f| f.span.is_some_and(|(start, _)| (start < CHANGE) == early));
            let name = |f: &&etalon_core::outcome::Figure| standard.metrics[f.metric.index()].label.name.clone();
            all.map(|f| format!("{} {} {:?} {:?}", etalon_core::standard::plain(&name(&f)), f.period, f.value, f.targets)).collect()
        };
        prop_assert_eq!(figures(&both, &runs[2], true), figures(&old, &runs[0], true));
        prop_assert_eq!(figures(&both, &runs[2], false), figures(&new, &runs[1], false));
        let steps = |run: &Run| -> Vec<(i64, String, String)> {
            let all = run.outcome.decisions.iter().filter(|d| d.at < CHANGE);
            all.map(|d| (d.at, d.id.clone(), d.subject.clone())).collect()
        };
        prop_assert_eq!(steps(&runs[2]), steps(&runs[0]));
    }
}
