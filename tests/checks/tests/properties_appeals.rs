//! What must hold of ladders with appeals, whatever the events are (I18, I19, I23, I24): proptest prints the seed of a failure.

use etalon_core::evaluate::{Options, Pool, Run, Sequential, evaluate, given};
use etalon_core::outcome::{Decision, DecisionKind};
use etalon_core::standard::Standard;
use etalon_core::{SourceFile, check};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::thread;

/// Two ladders: `conduct` has what ladders have; `plain` only counts, so that fewer faults never lead higher.
const TEXT: &str = r#"
standard s { version 1  zone "Europe/Tallinn"  owner "x" }
entity agent is person { id text key  manager agent? }
event call { id text key  at instant  agent agent  grader agent  ok yes/no  company yes/no }
event dispute { id text key  at instant  call call }
event ruling { id text key  at instant  dispute dispute  decider agent  granted yes/no }
event review { id text key  at instant  call call }
event talk { id text key  at instant  agent agent }
criterion good { for call  require ok  employee controls it  credit agent }
mitigation by_company { for call where company  covers good  cause company }
ladder conduct for agent {
  counts faults of good
  appeal by dispute {
    within 10 days
    decided by ruling by decider
    granted when granted
    barred when decider = dispute.call.grader
    rounds 2
  }
  overturned by review
  step one   { when 1 fault                              owed by "x" within 2 working days }
  step two   { when 2 faults in 20 days                  owed by "x" within 5 days  held by talk }
  step three { when 3 faults in 40 days and two held     owed by "x" within 1 month }
  step four  { when 1 fault in 40 days after three       owed by "x" within 1 month }
}
ladder plain for agent {
  counts faults of good
  appeal by dispute { within 10 days  decided by ruling  granted when granted  rounds 2 }
  step first  { when 1 fault              owed by "x" within 2 working days }
  step second { when 2 faults in 20 days  owed by "x" within 5 days }
  step third  { when 3 faults in 40 days  owed by "x" within 1 month }
}
ladder owing for agent {
  counts faults of good
  step owed { when 1 fault  owed by manager within 2 days  held by talk }
}
ladder managers for agent { counts unheld owing.owed  step review { when 1 fault  owed by "x" } }
"#;

/// Hours since 2026-01-05, and what.
#[derive(Debug, Clone)]
enum Event {
    Call {
        hour: u32,
        agent: u8,
        ok: bool,
        company: bool,
    },
    /// Of the call at that place (modulo), so many hours after it.
    Dispute {
        call: usize,
        after: u32,
    },
    /// Of the dispute at that place.
    Ruling {
        dispute: usize,
        after: u32,
        decider: u8,
        granted: bool,
    },
    Review {
        call: usize,
        after: u32,
    },
    Talk {
        hour: u32,
        agent: u8,
    },
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        6 => (0..24 * 70_u32, 0..3_u8, 0..4_u8, 0..8_u8)
            .prop_map(|(hour, agent, ok, company)| Event::Call { hour, agent, ok: ok == 0, company: company == 0 }),
        4 => (0..40_usize, 0..24 * 13_u32).prop_map(|(call, after)| Event::Dispute { call, after }),
        3 => (0..40_usize, 0..24 * 13_u32, 0..3_u8, any::<bool>())
            .prop_map(|(dispute, after, decider, granted)| Event::Ruling { dispute, after, decider, granted }),
        1 => (0..40_usize, 0..24 * 20_u32).prop_map(|(call, after)| Event::Review { call, after }),
        3 => (0..24 * 70_u32, 0..3_u8).prop_map(|(hour, agent)| Event::Talk { hour, agent }),
    ]
}

fn instant(hour: u32) -> String {
    let start = jiff::civil::date(2026, 1, 5).at(0, 0, 0, 0);
    let at = start.checked_add(jiff::Span::new().hours(i64::from(hour))).expect("the calendar reaches so far");
    at.strftime("%Y-%m-%dT%H:%MZ").to_string()
}

/// The standard with a test that gives the events.
fn standard(events: &[Event]) -> Standard {
    let mut text = TEXT.to_owned();
    text.push_str("test \"t\" {\n  given agent { id \"a0\" manager \"a1\" }\n  given agent { id \"a1\" manager \"a2\" }\n  given agent { id \"a2\" }\n");
    let mut calls = Vec::new();
    let mut disputes = Vec::new();
    for (key, event) in events.iter().enumerate() {
        let line = match event {
            Event::Call { hour, agent, ok, company } => {
                calls.push((key, *hour));
                let word = |yes: &bool| if *yes { "yes" } else { "no" };
                let (at, ok, company) = (instant(*hour), word(ok), word(company));
                format!("call {{ id \"e{key}\" at {at} agent \"a{agent}\" grader \"a0\" ok {ok} company {company} }}")
            }
            Event::Dispute { call, after } => {
                let Some((call, hour)) = calls.get(call % calls.len().max(1)).copied() else { continue };
                disputes.push((key, hour + after));
                format!("dispute {{ id \"e{key}\" at {} call \"e{call}\" }}", instant(hour + after))
            }
            Event::Ruling { dispute, after, decider, granted } => {
                let Some((dispute, hour)) = disputes.get(dispute % disputes.len().max(1)).copied() else { continue };
                let granted = if *granted { "yes" } else { "no" };
                let at = instant(hour + after);
                format!(
                    "ruling {{ id \"e{key}\" at {at} dispute \"e{dispute}\" decider \"a{decider}\" granted {granted} }}"
                )
            }
            Event::Review { call, after } => {
                let Some((call, hour)) = calls.get(call % calls.len().max(1)).copied() else { continue };
                format!("review {{ id \"e{key}\" at {} call \"e{call}\" }}", instant(hour + after))
            }
            Event::Talk { hour, agent } => format!("talk {{ id \"e{key}\" at {} agent \"a{agent}\" }}", instant(*hour)),
        };
        let _ = writeln!(text, "  given {line}");
    }
    text.push_str("  expect no review for \"nobody\"\n}\n");
    let checked = check(&[SourceFile { path: "s.etalon".to_owned(), text, layer: 0 }], &[]);
    checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

fn run_with(standard: &Standard, batch: usize, pool: &impl Pool) -> Run {
    // 2026-06-01, so that leaving events out does not move it.
    let options = Options { as_of: Some(1_780_272_000_000_000), batch, ..Options::default() };
    let plan = etalon_core::plan::plan(standard);
    evaluate(standard, &plan, given(standard, &standard.tests[0]), &options, pool)
}

fn run(events: &[Event]) -> (Standard, Run) {
    let standard = standard(events);
    let run = run_with(&standard, Options::default().batch, &Sequential);
    (standard, run)
}

/// The steps of a ladder: subject, step, when, and when it was taken back.
fn steps(run: &Run, ladder: u16) -> Vec<(&str, usize, i64, Option<i64>)> {
    let of = |d: &'_ Decision| match d.kind {
        DecisionKind::Step(l, step) if l.0 == ladder => Some((step, d.at, d.withdrawn.as_ref().map(|w| w.at))),
        _ => None,
    };
    let all = run.outcome.decisions.iter();
    all.filter_map(|d| of(d).map(|(step, at, gone)| (d.subject.as_str(), step, at, gone))).collect()
}

/// The steps that stand at an instant.
fn standing(steps: &[(&str, usize, i64, Option<i64>)], whose: &str, t: i64) -> Vec<usize> {
    let stands = |(who, _, at, gone): &&(&str, usize, i64, Option<i64>)| {
        *who == whose && *at <= t && gone.is_none_or(|gone| gone > t)
    };
    let mut found: Vec<usize> = steps.iter().filter(stands).map(|(_, step, ..)| *step).collect();
    found.sort_unstable();
    found
}

fn instants(steps: &[(&str, usize, i64, Option<i64>)]) -> BTreeSet<i64> {
    steps.iter().flat_map(|(_, _, at, gone)| std::iter::once(*at).chain(*gone)).collect()
}

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
fn steps_are_withdrawn_and_proposed_again() {
    let call = |day: u32| Event::Call { hour: 24 * day, agent: 1, ok: false, company: false };
    let events = [
        call(0),
        call(10),
        Event::Talk { hour: 24 * 12, agent: 1 },
        call(15),
        Event::Dispute { call: 2, after: 24 },
        Event::Ruling { dispute: 0, after: 24, decider: 2, granted: false },
        Event::Review { call: 0, after: 24 * 18 },
    ];
    let (_, run) = run(&events);
    let found: Vec<(usize, bool)> = steps(&run, 0).iter().map(|(_, step, _, gone)| (*step, gone.is_some())).collect();
    // One, two, three; three is disputed, and proposed again once that is rejected; then the first fault goes: the other two lie
    // five days apart and still support two, but there are no three.
    assert_eq!(found, [(0, false), (1, false), (2, true), (2, true)]);
    assert!(steps(&run, 3).iter().any(|(who, ..)| *who == "a2"), "a1 was owed a talk by a2");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// I18: at every instant the steps that stand go up one by one from the first, each once.
    #[test]
    fn steps_never_skip_nor_repeat(events in proptest::collection::vec(event(), 0..45)) {
        let (_, run) = run(&events);
        for ladder in [0, 1] {
            let all = steps(&run, ladder);
            for t in instants(&all) {
                for who in ["a0", "a1", "a2"] {
                    let stands = standing(&all, who, t);
                    prop_assert_eq!(&stands, &(0..stands.len()).collect::<Vec<_>>(), "{} at {}: {:?}", who, t, all);
                }
            }
        }
    }

    /// I19: what the company caused adds nothing.
    #[test]
    fn what_the_company_caused_adds_nothing(events in proptest::collection::vec(event(), 0..35), hours in proptest::collection::vec(0..24 * 70_u32, 1..8)) {
        let (_, before) = run(&events);
        let mut with = events;
        with.extend(hours.into_iter().map(|hour| Event::Call { hour, agent: 1, ok: false, company: true }));
        let (_, after) = run(&with);
        // New calls come last, so nothing else is about them.
        prop_assert_eq!(steps(&after, 0), steps(&before, 0));
        prop_assert_eq!(steps(&after, 1), steps(&before, 1));
    }

    /// I23: a met contact more makes nothing harsher.
    #[test]
    fn a_met_contact_more_changes_no_step(events in proptest::collection::vec(event(), 0..35), hour in 0..24 * 70_u32) {
        let (_, before) = run(&events);
        let mut with = events;
        with.push(Event::Call { hour, agent: 1, ok: true, company: false });
        let (_, after) = run(&with);
        prop_assert_eq!(steps(&after, 0), steps(&before, 0));
    }

    /// A dispute more, however it is decided, never stands anybody higher at any instant.
    #[test]
    fn a_dispute_never_leads_higher(events in proptest::collection::vec(event(), 1..35), call in 0..40_usize, after in 0..24 * 13_u32, ruled in proptest::option::of((0..24 * 9_u32, any::<bool>()))) {
        let calls: Vec<Event> = events.into_iter().filter(|e| matches!(e, Event::Call { .. } | Event::Talk { .. })).collect();
        let (_, before) = run(&calls);
        let mut with = calls;
        with.push(Event::Dispute { call, after });
        with.extend(ruled.map(|(after, granted)| Event::Ruling { dispute: 0, after, decider: 2, granted }));
        let (_, after) = run(&with);
        let (before, after) = (steps(&before, 1), steps(&after, 1));
        for t in instants(&before).into_iter().chain(instants(&after)) {
            for who in ["a0", "a1", "a2"] {
                prop_assert!(standing(&after, who, t).len() <= standing(&before, who, t).len(), "{} at {}", who, t);
            }
        }
    }

    /// I24, and: a step is withdrawn after it was proposed, and every decision has an id of its own.
    #[test]
    fn the_cut_changes_nothing(events in proptest::collection::vec(event(), 0..40), batch in 1..30_usize) {
        let (standard, whole) = run(&events);
        let cut = run_with(&standard, batch, &Threads);
        prop_assert_eq!(format!("{:?}", cut.outcome.decisions), format!("{:?}", whole.outcome.decisions));
        let ids: BTreeSet<&str> = whole.outcome.decisions.iter().map(|d| d.id.as_str()).collect();
        prop_assert_eq!(ids.len(), whole.outcome.decisions.len());
        for decision in &whole.outcome.decisions {
            prop_assert!(decision.withdrawn.as_ref().is_none_or(|w| w.at >= decision.at));
        }
    }
}
