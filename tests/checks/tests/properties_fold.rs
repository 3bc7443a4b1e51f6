//! What must hold of figures and steps whatever the events are (I14, I15, I19, I23, I24). proptest prints the seed of a failure.

use etalon_core::evaluate::{Options, Pool, Run, Sequential, evaluate};
use etalon_core::outcome::Decision;
use etalon_core::standard::{SourceId, Standard, Type};
use etalon_core::table::{Column, Data, Incoming, Input, Place};
use etalon_core::{SourceFile, check};
use proptest::prelude::*;
use std::sync::LazyLock;
use std::thread;

const TEXT: &str = r#"
standard s { version 1  zone "Europe/Tallinn"  owner "x" }
entity team { id text key }
entity agent is person { id text key  team team? }
event call {
  id text key  at instant  agent agent?  waited duration?  points decimal?  ok yes/no?  company yes/no  half yes/no
}
event talk { id text key  at instant  agent agent }
criterion good  { for call               require ok             employee controls it }
criterion quick { for call where waited is present  require waited <= 20 s }
mitigation by_company { for call where company  covers good  cause company }
mitigation by_half    { for call where half     covers good  cause customer 1/2 }
metric rate   { share of call that met good  per organization, agent, ok = ok  each day, month, all, last 20 days, last 5  target month >= 80%  target all >= 80% at least 20 proven }
metric wait   { mean waited of call  per organization, agent  each week, all  target all <= 20 s proven }
metric points { mean points of call  per agent  target >= 4 proven }
metric p90    { percentile 90 waited of call  each month }
metric people { distinct agent of call  each quarter }
metric total  { sum points of call  each year }
metric most   { max waited of call  per agent }
ladder conduct for agent {
  counts faults of good
  step one   { when 1 fault                              owed by "x" within 2 working days }
  step two   { when 2 faults in 7 days                   owed by "x" within 5 days  held by talk }
  step three { when 3 faults in 20 days and two held     owed by "x" within 1 month }
  forgive after 15 days without fault
}
ladder months for agent {
  counts misses of rate each month
  step one_month  { when 1 miss                     owed by "x" within 2 days }
  step two_months { when 2 misses measured in a row owed by "x" within 2 days }
}
recognition streak for agent { when 4 in a row met good }
recognition best   for agent { when rate each month >= 90% at least 2  order by rate }
"#;

/// Another rule of every kind, before and after the others.
const MORE: (&str, &str) = (
    r#"
event survey { id text key  at instant  agent agent  score 1..5 }
criterion liked { for survey  require score >= 4  employee controls it }
criterion fast  { for call where waited is present  require waited <= 5 s  employee controls it }
metric first { share of call that met fast  per agent  each month  target month >= 99% }
ladder before for agent {
  counts faults of fast; misses of first each month
  step any { when 1 fault owed by "y" within 2 days }
}
"#,
    r#"
mitigation too { for call where company  covers fast  cause company }
criterion slow { for call where waited is present  require waited <= 10 min }
recognition quick_ones for agent { when call where waited <= 1 s }
"#,
);

fn standard(text: &str) -> Standard {
    let file = SourceFile { path: "s.etalon".to_owned(), text: text.to_owned(), layer: 0 };
    let checked = check(&[file], &[]);
    checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

static STANDARD: LazyLock<Standard> = LazyLock::new(|| standard(TEXT));
static WITH_MORE: LazyLock<Standard> = LazyLock::new(|| standard(&format!("{}{TEXT}{}", MORE.0, MORE.1)));

/// A call or a talk.
#[derive(Debug, Clone, PartialEq)]
struct Event {
    is_talk: bool,
    key: u32,
    /// Hours since 2025-12-20T00:00Z.
    hour: i64,
    agent: Option<u8>,
    waited: Option<i64>,
    points: Option<i64>,
    ok: Option<bool>,
    company: bool,
    half: bool,
}

fn event() -> impl Strategy<Value = Event> {
    let who = prop_oneof![1 => Just(None), 9 => (0..4_u8).prop_map(Some)];
    let waited = prop_oneof![1 => Just(None), 5 => (0..60_000_000_i64).prop_map(Some), 2 => Just(Some(20_000_000))];
    let points = proptest::option::of(-2_000_000..9_000_000_i64);
    let ok = prop_oneof![1 => Just(None), 6 => any::<bool>().prop_map(Some)];
    (0..8_u8, 0..24 * 90_i64, who, waited, points, ok, 0..6_u8, 0..6_u8).prop_map(
        |(kind, hour, agent, waited, points, ok, company, half)| Event {
            is_talk: kind == 0,
            key: 0,
            hour,
            agent: if kind == 0 { agent.or(Some(0)) } else { agent },
            waited,
            points,
            ok,
            company: company == 0,
            half: half == 0,
        },
    )
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    proptest::collection::vec(event(), 0..70).prop_map(|mut events| {
        events.iter_mut().enumerate().for_each(|(i, e)| e.key = i as u32);
        events
    })
}

/// The events, delivered in so many parts.
fn input(standard: &Standard, events: &[Event], parts: usize) -> Input {
    let mut input = Input::default();
    let size = events.len().div_ceil(parts.max(1)).max(1);
    for chunk in events.chunks(size) {
        for is_talk in [false, true] {
            let rows: Vec<&Event> = chunk.iter().filter(|e| e.is_talk == is_talk).collect();
            let unit = standard.unit(if is_talk { "talk" } else { "call" }).expect("the standard has both");
            let mut columns = Vec::new();
            for field in &standard.units[unit.index()].fields {
                columns.push(column(&field.name, &field.ty, &rows, &mut input));
            }
            input.incoming.push(Incoming {
                source: SourceId(u16::MAX),
                unit,
                files: vec!["x".to_owned()],
                columns,
                places: (0..rows.len()).map(|row| Place { file: 0, row: row as u64 + 1 }).collect(),
                ties: None,
                retractions: vec![false; rows.len()],
                read: rows.len() as u64,
                left_out: 0,
                rejected: Vec::new(),
            });
        }
    }
    input
}

fn column(name: &str, ty: &Type, rows: &[&Event], input: &mut Input) -> Column {
    let texts = &mut input.texts;
    let text = |e: &Event| match name {
        "id" => Some(format!("e{}", e.key)),
        _ => e.agent.map(|a| format!("agent{a}")),
    };
    let start = 1_766_188_800_000_000_i64;
    let int = |e: &Event| match name {
        "at" => Some(start + e.hour * 3_600_000_000),
        "waited" => e.waited,
        _ => e.points,
    };
    let flag = |e: &Event| match name {
        "ok" => e.ok,
        "company" => Some(e.company),
        _ => Some(e.half),
    };
    let (data, valid): (Data, Vec<bool>) = match ty {
        Type::Text | Type::Ref(_) => {
            let codes = rows.iter().map(|e| texts.code(&text(e).unwrap_or_default())).collect();
            (Data::Codes(codes), rows.iter().map(|e| text(e).is_some()).collect())
        }
        Type::YesNo => {
            let flags = rows.iter().map(|e| flag(e).unwrap_or_default()).collect();
            (Data::Flags(flags), rows.iter().map(|e| flag(e).is_some()).collect())
        }
        _ => {
            let ints = rows.iter().map(|e| int(e).unwrap_or_default()).collect();
            (Data::Ints(ints), rows.iter().map(|e| int(e).is_some()).collect())
        }
    };
    Column { data, valid: Some(valid) }
}

fn run(standard: &Standard, events: &[Event]) -> Run {
    run_with(standard, input(standard, events, 1), Options::default().batch, &Sequential)
}

fn run_with(standard: &Standard, input: Input, batch: usize, pool: &impl Pool) -> Run {
    // The instant of the run is fixed, so that leaving events out does not move it: 2026-03-25.
    let options = Options { as_of: Some(1_774_396_800_000_000), batch, ..Options::default() };
    evaluate(standard, &etalon_core::plan::plan(standard), input, &options, pool)
}

/// Everything a run says, but for what the sources were called.
fn said(run: &Run) -> String {
    let o = &run.outcome;
    format!("{:?}\n{:?}\n{:?}\n{:?}\n{:?}", o.findings, o.forms, o.figures, o.decisions, o.scorecards)
}

/// A decision, but for the place of its rule in the text.
fn told(standard: &Standard, decision: &Decision) -> String {
    let (rule, place) = match decision.kind {
        etalon_core::outcome::DecisionKind::Step(l, step) => (standard.ladders[l.index()].label.name.clone(), step),
        etalon_core::outcome::DecisionKind::Duty(duty) => (standard.duties[duty.index()].label.name.clone(), 0),
        etalon_core::outcome::DecisionKind::DutyWarning(duty, n) => {
            (standard.duties[duty.index()].label.name.clone(), n + 1)
        }
        etalon_core::outcome::DecisionKind::ClockWarning(unit, _, n) => {
            (standard.units[unit.index()].label.name.clone(), n)
        }
        etalon_core::outcome::DecisionKind::Recognition(r, place) => {
            (standard.recognitions[r.index()].label.name.clone(), place.unwrap_or(0) as usize)
        }
    };
    let d = decision;
    format!("{rule} {place} {} {} {} {:?} {:?} {:?} {:?}", d.id, d.subject, d.at, d.due, d.held, d.evidence, d.owed_by)
}

/// The step or the recognition.
fn name<'a>(standard: &'a Standard, decision: &Decision) -> &'a str {
    match decision.kind {
        etalon_core::outcome::DecisionKind::Step(l, step) => &standard.ladders[l.index()].steps[step].name,
        etalon_core::outcome::DecisionKind::Duty(d) | etalon_core::outcome::DecisionKind::DutyWarning(d, _) => {
            &standard.duties[d.index()].label.name
        }
        etalon_core::outcome::DecisionKind::ClockWarning(unit, ..) => &standard.units[unit.index()].label.name,
        etalon_core::outcome::DecisionKind::Recognition(r, _) => &standard.recognitions[r.index()].label.name,
    }
}

fn decisions(standard: &Standard, events: &[Event], is_meant: impl Fn(&Decision) -> bool) -> Vec<String> {
    let run = run(standard, events);
    run.outcome.decisions.iter().filter(|d| is_meant(d)).map(|d| told(standard, d)).collect()
}

/// Every job on a thread of its own.
struct Threads;

impl Pool for Threads {
    fn map<T: Send>(&self, jobs: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
        thread::scope(|scope| {
            let job = &job;
            let started: Vec<_> = (0..jobs).map(|i| scope.spawn(move || job(i))).collect();
            started.into_iter().map(|t| t.join().expect("no job fails")).collect()
        })
    }
}

/// The properties would hold of nothing, too: here is something.
#[test]
fn the_events_reach_every_step() {
    let mut events = Vec::new();
    for day in 0..40_i64 {
        for agent in 0..4_u8 {
            let key = u32::try_from(events.len()).unwrap();
            let is_talk = agent == 1 && day % 4 == 1;
            events.push(Event {
                is_talk,
                key,
                hour: day * 24,
                agent: Some(agent),
                waited: Some(day * 1_000_000),
                points: Some(day * 100_000),
                ok: Some(agent == 3),
                company: agent == 0,
                half: agent == 2,
            });
        }
    }
    let run = run(&STANDARD, &events);
    for step in ["one", "two", "three", "one_month"] {
        assert!(run.outcome.decisions.iter().any(|d| name(&STANDARD, d) == step), "nobody reaches {step}");
    }
    for rule in ["streak", "best"] {
        assert!(run.outcome.decisions.iter().any(|d| name(&STANDARD, d) == rule), "nobody is celebrated for {rule}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// I24: parts, batches, threads and the order of the rows change nothing.
    #[test]
    fn the_cut_changes_nothing(events in events(), parts in 1..5_usize, batch in 1..40_usize, turn in 0..70_usize) {
        let standard = &*STANDARD;
        let whole = said(&run(standard, &events));
        let mut other = events.clone();
        if !other.is_empty() {
            let by = turn % other.len();
            other.rotate_left(by);
            other.reverse();
        }
        prop_assert_eq!(&said(&run_with(standard, input(standard, &events, parts), batch, &Threads)), &whole);
        prop_assert_eq!(&said(&run_with(standard, input(standard, &other, parts), batch, &Sequential)), &whole);
    }

    /// I14: rules beside it change no decision of a rule.
    #[test]
    fn a_rule_more_changes_no_other(events in events()) {
        let (few, many) = (&*STANDARD, &*WITH_MORE);
        let all = decisions(few, &events, |_| true);
        let same = decisions(many, &events, |_| true);
        let added = ["before ", "quick_ones "];
        let same: Vec<String> = same.into_iter().filter(|d| !added.iter().any(|a| d.starts_with(a))).collect();
        prop_assert_eq!(same, all);
    }

    /// I15: one subject's steps do not depend on another's events.
    #[test]
    fn subjects_are_independent(events in events(), gone in 0..4_u8) {
        let standard = &*STANDARD;
        let name = format!("agent{gone}");
        let is_step = |d: &Decision| matches!(d.kind, etalon_core::outcome::DecisionKind::Step(..)) && d.subject != name;
        let all = decisions(standard, &events, is_step);
        let others: Vec<Event> = events.into_iter().filter(|e| e.agent != Some(gone)).collect();
        prop_assert_eq!(decisions(standard, &others, is_step), all);
    }

    /// I19: a breach that the company caused adds nothing to a person's count.
    #[test]
    fn what_the_company_caused_adds_nothing(events in events(), more in proptest::collection::vec(event(), 1..20)) {
        let standard = &*STANDARD;
        let is_conduct = |d: &Decision| ["one", "two", "three"].contains(&name(standard, d));
        let all = decisions(standard, &events, is_conduct);
        let mut with = events;
        for (i, event) in more.into_iter().enumerate() {
            with.push(Event { is_talk: false, key: 1000 + i as u32, ok: Some(false), company: true, ..event });
        }
        prop_assert_eq!(decisions(standard, &with, is_conduct), all);
    }

    /// I23: a met contact more never makes a step harsher.
    #[test]
    fn a_met_contact_more_is_never_harsher(events in events(), more in event()) {
        let standard = &*STANDARD;
        let steps = |events: &[Event]| -> Vec<(String, usize, i64)> {
            let run = run(standard, events);
            let of = |d: &Decision| match d.kind {
                etalon_core::outcome::DecisionKind::Step(l, step) => Some((format!("{} {}", l.0, d.subject), step, d.at)),
                _ => None,
            };
            run.outcome.decisions.iter().filter_map(of).collect()
        };
        let before = steps(&events);
        let mut with = events;
        with.push(Event { is_talk: false, key: 1000, ok: Some(true), ..more });
        for (whose, step, at) in steps(&with) {
            let had = before.iter().filter(|(w, ..)| *w == whose).any(|(_, s, t)| *s >= step && *t <= at);
            prop_assert!(had, "{whose} reached step {step} at {at} only with the met contact");
        }
    }

    /// I18: steps never skip, and never repeat before the ladder starts anew.
    #[test]
    fn steps_go_up_one_by_one(events in events()) {
        let standard = &*STANDARD;
        let run = run(standard, &events);
        let mut last = std::collections::BTreeMap::new();
        for d in &run.outcome.decisions {
            let etalon_core::outcome::DecisionKind::Step(ladder, step) = d.kind else { continue };
            let before = last.insert((ladder, d.subject.clone()), (step, d.episode.clone()));
            match before {
                Some((was, episode)) if episode == d.episode => prop_assert_eq!(step, was + 1),
                _ => prop_assert_eq!(step, 0),
            }
        }
    }
}
