//! What must hold of versions: whatever a later version says, nothing that began before its date is judged otherwise, and what began
//! after is judged as the later version alone would judge it.

use etalon_core::evaluate::{Options, Run, Sequential, evaluate};
use etalon_core::outcome::{Decision, DecisionKind, Verdict};
use etalon_core::standard::Standard;
use etalon_core::time::DAY;
use etalon_core::value::SECOND;
use etalon_core::{SourceFile, check, plan};
use proptest::prelude::*;
use std::fmt::Write as _;

const SHARED: &str = r#"
entity agent is person { id text key }
event call { id text key  at instant  agent agent  waited duration  answered yes/no  greeted instant? }
event reply { id text key  at instant  call text }
source calls for call { files "calls.csv"  field waited = seconds(waited) }
source replies for reply { files "replies.csv" }
case day_of_agent of call by agent {
  clock open { on office  starts when answered  stops when not answered  target 4 h }
}
criterion calm { for call  require waited <= 30 s  employee controls it }
criterion in_hours { for call  require business_time(at, at + 8 h, office) >= 2 h }
criterion greeted_at_all { for call  require way.greeting }
"#;

/// The rules of one version: how long one may wait, who counts, how often one may call.
fn rules(word: &str, quick: i64, patience: i64, often: i64) -> String {
    let (opens, closes) = (7 + patience % 3, 12 + often % 6);
    format!(
        r#"
{word} calendar office {{ mon..sun {opens:02}:00-{closes}:00  closed 2026-04-0{often} }}
{word} duty answer {{ after call where not answered  owed by "x" within {often} business hours on office  done by reply where call = this.id }}
{word} steps way for call {{ step greeting at greeted within {quick} s }}
{word} recognition swift for agent {{ when call where waited <= {patience} s }}
{word} recognition row for agent {{ when {often} in a row met quick_answer }}
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

/// A ladder whose faults are the same in both versions; `word`: how it is said, and what becomes of open episodes.
fn ladder(word: &str, handover: &str, first: i64, second: i64) -> String {
    format!(
        r#"
{word} ladder conduct for agent {{
  {handover}
  counts faults of calm
  step warning {{ when {first} faults in 2 days  owed by "x" within 1 day }}
  step plan    {{ when {second} faults in 1 day after warning  owed by "x" within 1 day }}
  forgive after 2 days without fault
}}
"#
    )
}

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
    let mut csv = "id,at,agent,waited,answered,greeted\n".to_owned();
    let mut replies = "id,at,call\n".to_owned();
    let instant = |micros: i64| jiff::Timestamp::from_microsecond(CHANGE + micros).expect("an instant");
    for (id, (minute, agent, waited, answered)) in calls.iter().enumerate() {
        let at = minute * 60 * SECOND;
        let answered = if *answered { "yes" } else { "no" };
        let greeted = if waited % 3 == 0 { String::new() } else { instant(at + waited * SECOND).to_string() };
        writeln!(csv, "c{id:04},{},a{agent},{waited},{answered},{greeted}", instant(at)).expect("memory");
        if waited % 4 == 0 {
            writeln!(replies, "r{id:04},{},c{id:04}", instant(at + waited * 600 * SECOND)).expect("memory");
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("calls.csv"), csv).expect("a file");
    std::fs::write(folder.path().join("replies.csv"), replies).expect("a file");
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
    #![proptest_config(ProptestConfig::with_cases(48))]

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
        for name in ["quick_answer", "steady", "kind", "answer", "way", "in_hours", "greeted_at_all"] {
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
        // What was owed, celebrated, told and proposed before, with the day by which it is due, is as it was.
        let decided = |run: &Run, early: bool| -> Vec<String> {
            let all = run.outcome.decisions.iter().filter(|d| (d.at < CHANGE) == early);
            all.map(|d| format!("{} {} {} {:?} {:?}", d.at, d.id, d.subject, d.due, d.held)).collect()
        };
        prop_assert_eq!(decided(&runs[2], true), decided(&runs[0], true));
        // What arises after is owed as the later version says.
        let owed = |run: &Run| -> Vec<String> {
            let is_duty = |d: &&Decision| matches!(d.kind, DecisionKind::Duty(_)) && d.at >= CHANGE;
            run.outcome.decisions.iter().filter(is_duty).map(|d| format!("{} {} {:?} {:?}", d.at, d.id, d.due, d.held)).collect()
        };
        prop_assert_eq!(owed(&runs[2]), owed(&runs[1]));
    }

    #[test]
    fn who_stands_on_a_ladder_goes_on_as_it_is_said(
        calls in proptest::collection::vec((-8_000..8_000_i64, 0..2_u8, 0..60_i64, any::<bool>()), 1..80),
        (first, second, first2, second2) in (1..4_i64, 1..4_i64, 1..4_i64, 1..4_i64),
        handover in 0..3_usize,
        more in (-8_000..8_000_i64, 0..2_u8),
    ) {
        let mut calls = calls;
        calls.sort();
        let word = ["", "adopt", "close"][handover];
        let base = format!("{}{SHARED}{}{UNCHANGED}", head(1, "2026-01-01"), rules("", 20, 5, 5));
        let alone = format!("{base}{}", ladder("", "", first, second));
        let later = format!("{}{}", head(2, "2026-04-03"), ladder("override", word, first2, second2));
        let (old, both) = (standard(std::slice::from_ref(&alone)), standard(&[later, alone]));
        let runs = [run(&old, &calls, 1_000), run(&both, &calls, 1_000)];
        // By form of the ladder (0 the first): when, whose, which step, which episode, the newest fault.
        let steps = |standard: &Standard, run: &Run| -> Vec<(i64, String, String, String, i64, bool)> {
            let one = |d: &Decision| {
                let DecisionKind::Step(id, step) = d.kind else { return None };
                let ladder = &standard.ladders[id.index()];
                if etalon_core::standard::plain(&ladder.label.name) != "conduct" {
                    return None;
                }
                let newest = d.evidence.iter().map(|e| e.at).max().expect("it rests on a fault");
                let name = ladder.steps[step].name.clone();
                Some((d.at, d.subject.clone(), name, d.episode.clone(), newest, ladder.label.name.contains('@')))
            };
            run.outcome.decisions.iter().filter_map(one).collect()
        };
        let (was, is) = (steps(&old, &runs[0]), steps(&both, &runs[1]));
        let before = |all: &[(i64, String, String, String, i64, bool)]| -> Vec<_> {
            all.iter().filter(|step| step.0 < CHANGE).cloned().collect::<Vec<_>>()
        };
        prop_assert_eq!(before(&is), before(&was), "nothing is added or taken away before");
        for step in &is {
            // The new form proposes for a fault of its own time only; the old one what it would have proposed anyway.
            match step.5 {
                true => prop_assert!(step.0 >= CHANGE && step.4 >= CHANGE, "{:?}", step),
                false => prop_assert!(was.contains(step), "{:?} was not proposed by the first version", step),
            }
            let same = is.iter().filter(|other| (&other.1, &other.2, &other.3) == (&step.1, &step.2, &step.3));
            prop_assert_eq!(same.count(), 1, "no step is proposed twice in an episode (I18): {:?}", step);
        }
        if word.is_empty() {
            // Pinned: an episode that stood on a step before the change is told by the first form alone.
            for step in is.iter().filter(|step| step.5) {
                let opened = is.iter().any(|other| other.3 == step.3 && other.1 == step.1 && !other.5);
                prop_assert!(!opened, "{:?} goes on with another form", step);
            }
        }
        // I23: a met call more changes no step.
        let mut others = calls.clone();
        others.push((more.0, more.1, 0, true));
        others.sort();
        let key = |all: Vec<(i64, String, String, String, i64, bool)>| -> Vec<_> {
            all.into_iter().map(|(at, who, step, _, newest, form)| (at, who, step, newest, form)).collect::<Vec<_>>()
        };
        prop_assert_eq!(key(steps(&both, &run(&both, &others, 1_000))), key(is));
    }
}
