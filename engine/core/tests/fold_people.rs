//! Recognitions, scorecards, and what a decision says of itself.

mod fold;

use etalon_core::evaluate::{Options, Run, Sequential, evaluate};
use etalon_core::outcome::{Decision, DecisionKind};
use etalon_core::show;
use etalon_core::time::LocalTime;

const TEXT: &str = r#"
standard s { version 1  zone "Europe/Tallinn"  owner "x"  languages en }
entity team { id text key }
entity agent is person { id text key  team team?  manager agent? }
event call { id text key  at instant  agent agent  ok yes/no  polite yes/no  waited duration  company yes/no }
event talk { id text key  at instant  agent agent }
principle speed { meaning "Quick." }
principle care  { meaning "Kind." }
criterion answered { principle speed  for call  require ok              weight 3 }
criterion quick    { principle speed  for call  require waited <= 20 s  weight 1  employee controls it }
criterion polite   { principle care   for call  require polite          employee controls it }
mitigation queue { for call where company  covers polite  cause company 1/2 }
metric rate { share of call that met polite  per agent  each month  target month >= 50% }
ladder conduct "When the standard is not kept" for agent {
  counts faults of polite
  step feedback "Feedback talk" { when 1 fault              owed by manager within 2 working days  held by talk }
  step coaching "Coaching"      { when 2 faults in 30 days  owed by "Head of Service" within 5 working days }
}
ladder months for agent {
  counts misses of rate each month
  step look "A look at the month" { when 1 miss owed by manager within 5 working days }
}
recognition star "Star of the month" for agent {
  when  rate each month >= 60% at least 3
  order by rate
  share team within 1 working day with consent
}
recognition row "Three in a row" for agent { when 3 in a row met quick }
recognition fast "In a second" for agent { when call where waited < 1 s  share organization }
"#;

/// Runs what the test of a text gives.
fn run(given: &str) -> (etalon_core::Standard, Run) {
    let text = format!("{TEXT}\ntest \"t\" {{ {given}\n expect no row for \"nobody\" }}");
    let standard = fold::standard(&text);
    let test = &standard.tests[0];
    let input = etalon_core::evaluate::given(&standard, test);
    let options = Options { as_of: test.as_of, ..Options::default() };
    let run = evaluate(&standard, &etalon_core::plan::plan(&standard), input, &options, &Sequential);
    (standard, run)
}

fn told(standard: &etalon_core::Standard, run: &Run) -> String {
    let local = LocalTime::new(&standard.zone, run.world.as_of, run.world.as_of);
    let one = |d: &Decision| {
        let (rule, place) = match d.kind {
            DecisionKind::Step(l, step) => (
                format!("{}.{}", standard.ladders[l.index()].label.name, standard.ladders[l.index()].steps[step].name),
                None,
            ),
            DecisionKind::Duty(d) | DecisionKind::DutyWarning(d, _) => {
                (standard.duties[d.index()].label.name.clone(), None)
            }
            DecisionKind::ClockWarning(unit, clock, _) => {
                (standard.clock(unit, clock).map(|clock| clock.name.clone()).unwrap_or_default(), None)
            }
            DecisionKind::Recognition(r, place) => (standard.recognitions[r.index()].label.name.clone(), place),
        };
        let place = place.map(|p| format!(" place {p}")).unwrap_or_default();
        let due = d.due.map(|at| format!(", due {}", show::due(&local, at))).unwrap_or_default();
        let held = d.held.map(|at| format!(", held {}", show::instant(&local, at))).unwrap_or_default();
        let evidence: Vec<String> =
            d.evidence.iter().map(|e| format!("{} {} {} {}", e.unit, e.key, e.rule, e.share)).collect();
        let owed = d.owed_by.as_deref().map(|w| format!(", owed by {w}")).unwrap_or_default();
        format!(
            "{} {rule}{place} {} {}{owed}{held}{due}\n  {}\n",
            show::instant(&local, d.at),
            d.subject_kind,
            d.subject,
            evidence.join("; ")
        )
    };
    run.outcome.decisions.iter().map(one).collect()
}

const GIVEN: &str = r#"
  given agent { id "anna"  team "north" manager "mari" }
  given agent { id "berta" team "north" manager "mari" }
  given agent { id "carl"  team "south" }
  given 3 call { id "a#" at 2026-03-02T09:00 agent "anna"  ok yes polite yes waited 5 s    company no }
  given 1 call { id "b#" at 2026-03-03T09:00 agent "anna"  ok no  polite no  waited 50 s   company yes }
  given 1 call { id "c#" at 2026-03-04T09:00 agent "anna"  ok yes polite no  waited 5 s    company no }
  given 4 call { id "d#" at 2026-03-05T09:00 agent "berta" ok yes polite yes waited 20 s   company no }
  given 4 call { id "e#" at 2026-03-06T09:00 agent "carl"  ok yes polite yes waited 21 s   company no }
  given 3 call { id "f#" at 2026-03-07T09:00 agent "dora"  ok yes polite no  waited 0.5 s  company no }
  given talk { at 2026-03-05T08:00 agent "anna" }
  as of 2026-03-31
"#;

#[test]
fn decisions_tell_what_they_rest_on() {
    let (standard, run) = run(GIVEN);
    insta::assert_snapshot!(told(&standard, &run));
    let ids: std::collections::BTreeSet<&str> = run.outcome.decisions.iter().map(|d| d.id.as_str()).collect();
    assert_eq!(ids.len(), run.outcome.decisions.len());
    assert!(ids.iter().all(|id| id.len() == 16));
}

#[test]
fn scorecards_name_strengths_first() {
    let (standard, run) = run(GIVEN);
    let mut out = String::new();
    for card in &run.outcome.scorecards {
        out += &format!("{} {}\n", card.kind, card.subject);
        for (i, line) in card.lines.iter().enumerate() {
            let share = |s: Option<_>| s.map_or("-".to_owned(), show::share);
            let mark = if card.strengths.contains(&i) {
                "+"
            } else if card.weaknesses.contains(&i) {
                "!"
            } else {
                " "
            };
            let causes: Vec<String> = line.causes.iter().map(ToString::to_string).collect();
            let name = &standard.criteria[line.criterion.index()].label.name;
            out += &format!(
                "  {mark} {name} {:?} causes {} raw {} fair {}\n",
                line.counts,
                causes.join(" "),
                share(line.raw),
                share(line.fair)
            );
        }
        for (principle, raw, fair) in &card.principles {
            let share = |s: &Option<_>| s.map_or("-".to_owned(), show::share);
            out += &format!("    {} {} {}\n", standard.principles[*principle].label.name, share(raw), share(fair));
        }
    }
    insta::assert_snapshot!(out);
}
