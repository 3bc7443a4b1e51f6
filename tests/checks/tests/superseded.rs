//! What a closed month's decisions and verdicts name as the reason why they are others now, where none of what was recorded later is among
//! what they rest on by name: what their rules looked at, no more. Each answer by hand.

use etalon_core::evaluate::{Options, Sequential, evaluate};
use etalon_core::outcome::{Because, What};
use etalon_core::{SourceFile, check, plan};
use std::collections::BTreeMap;

const TEXT: &str = r#"
standard desk { version 1  zone "Europe/Tallinn"  owner "x"  closes month at 12:00 on working day 5 }
entity agent is person { id text key }
event call { id text key  at instant  entered instant? recorded  agent agent  waited duration }
event survey { id text key  at instant  entered instant? recorded  agent agent  csat 1..5 }
source calls for call { files "calls.csv"  zone "Europe/Tallinn"  retract where gone = "yes" }
source surveys for survey { files "surveys.csv"  zone "Europe/Tallinn" }
criterion once "Nobody calls again" { for call  require no call where agent = this.agent within 6 days  employee controls it }
criterion fast "Quick" { for call  require waited <= 20 s  employee controls it }
metric level { share of call that met fast  per agent  each month }
metric happy { mean csat of survey  per agent  each month }
ladder again for agent { counts faults of once  step word { when 1 fault  owed by "x" } }
ladder slow for agent { counts faults of fast  step talk { when 1 fault  owed by "x" } }
"#;

/// February closes on Friday 6 March 2026 at 12:00.
const CALLS: &str = "id,at,entered,agent,waited,gone
a1,2026-02-03 10:00,,ann,PT5S,
a2,2026-02-06 10:00,2026-03-10 09:00,ann,PT5S,
a3,2026-02-20 10:00,2026-03-10 09:00,ann,PT5S,
b1,2026-02-03 10:00,,bob,PT5S,
b2,2026-02-04 10:00,2026-03-10 09:00,bob,PT5S,
c1,2026-02-03 10:00,,cid,PT5S,
c2,2026-02-05 10:00,,cid,PT5S,
c2,2026-02-05 10:00,2026-03-10 09:00,cid,PT5S,yes
d1,2026-02-10 10:00,2026-03-10 09:00,dan,PT90S,
d2,2026-02-20 10:00,,dan,PT90S,
";

const SURVEYS: &str = "id,at,entered,agent,csat
s1,2026-02-04 11:00,2026-03-10 09:00,ann,1
";

#[test]
fn only_what_a_look_can_have_seen_is_a_reason() {
    let checked = check(&[SourceFile { path: "s.etalon".to_owned(), text: TEXT.to_owned(), layer: 0 }], &[]);
    let standard = checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("calls.csv"), CALLS).expect("a file");
    std::fs::write(folder.path().join("surveys.csv"), SURVEYS).expect("a file");
    let input =
        etalon_store::read(&standard, folder.path(), &[], &etalon_store::Silent, &Sequential).expect("readable");
    // 2026-03-20T12:00 in Tallinn.
    let options = Options { as_of: Some(1_774_000_800_000_000), ..Options::default() };
    let run = evaluate(&standard, &plan(&standard), input, &options, &Sequential);
    let february = run.outcome.closings.iter().find(|closed| closed.period == "2026-02").expect("it closed");
    let mut came = BTreeMap::new();
    for superseded in &february.superseded {
        let name = match &superseded.what {
            What::Finding { criterion, key, .. } => {
                format!("{} of {key}", standard.criteria[criterion.index()].label.name)
            }
            What::Decision { was, now } => {
                let decision = was.as_deref().or(now.as_deref()).expect("one of both");
                let state = if now.is_some() { "came" } else { "went" };
                format!("{} of {} {state}", decision.subject, decision.episode)
            }
        };
        let why: Vec<String> = superseded
            .since
            .iter()
            .map(|since| {
                let because = match since.because {
                    Because::LateEvent => "late",
                    Because::Retraction => "taken back",
                    _ => "else",
                };
                format!("{} {} {because}", since.unit, since.key)
            })
            .collect();
        came.insert(name, why.join(", "));
    }
    let wanted = [
        // a1 was the last word; a2 came three days later. a3 came 17 days later and belongs to ann too, b2 is bob's, s1 is no call.
        ("once of a1", "call a2 late"),
        // The step rests on a1, which looked at a2.
        ("ann of call a1 came", "call a2 late"),
        ("once of b1", "call b2 late"),
        ("bob of call b1 came", "call b2 late"),
        // c1 was followed by c2, which was taken back.
        ("once of c1", "call c2 taken back"),
        ("cid of call c1 went", "call c2 taken back"),
        // c2 itself is there no more, nor is what was said of it.
        ("fast of c2", "call c2 taken back"),
        ("once of c2", "call c2 taken back"),
        // d1 is a fault ten days before d2: the episode opens with it, and the step names it.
        ("dan of call d1 came", "call d1 late"),
        // The one that d2 opened is gone: nothing that d2 rests on came late, so it is told what came late of dan's calls. Nobody's
        // survey, and nobody else's call, can have moved what does not look at others.
        ("dan of call d2 went", "call d1 late"),
    ];
    let wanted: BTreeMap<String, String> = wanted.map(|(a, b)| (a.to_owned(), b.to_owned())).into();
    assert_eq!(came, wanted);
}
