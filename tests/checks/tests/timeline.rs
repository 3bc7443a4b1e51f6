//! The course of a clock as `explain` tells it: its stretches lie side by side from the first start on, what counts in them adds up to
//! what the clock counted, and each says whose it is.

use etalon_core::evaluate::{Options, Run, Sequential, evaluate};
use etalon_core::explain::{Ask, ClockState, Timeline};
use etalon_core::standard::Standard;
use etalon_core::{Plan, SourceFile, check, plan};
use etalon_report::{Explain, Names};

const TEXT: &str = r#"
standard desk { version 1  zone "Europe/Tallinn"  owner "x" }
calendar office { mon..fri 08:00-17:00 }
entity engineer is person { id text key }
event update {
  ticket   text key
  n        whole key
  at       instant
  kind     created | status | assigned | question
  status   new | open | waiting | resolved?
  assignee engineer?
}
source updates for update { files "updates.csv"  zone "Europe/Tallinn" }
case ticket of update by ticket {
  keeps status, assignee
  fact opened = first at
  at opened
  clock resolution "Resolution" {
    on      office
    starts  when kind = created
    pauses  when status = waiting justified by kind = question
    stops   when status = resolved
    reopens when status = open within 5 working days on office resume
    target  8 h
    holder  assignee
  }
}
criterion solved { for ticket  require met resolution }
"#;

/// Monday 2025-09-01. `valid`: 09:00 to 11:00, a pause that counts, 10:00 to 15:00 of the next day: 2 + 5 h. `void`: nobody asked, so it
/// runs through the night: 2 + 6 + 2 h, then 2 h: out at 17:00. `open`: half an hour, a night, and an hour of somebody else.
const UPDATES: &str = "ticket,n,at,kind,status,assignee
valid,1,2025-09-01 09:00,created,new,
valid,2,2025-09-01 09:30,assigned,,anna
valid,3,2025-09-01 10:30,question,,
valid,4,2025-09-01 11:00,status,waiting,
valid,5,2025-09-02 10:00,status,open,bert
valid,6,2025-09-02 15:00,status,resolved,
void,1,2025-09-01 09:00,created,new,anna
void,2,2025-09-01 11:00,status,waiting,
void,3,2025-09-02 10:00,status,open,
void,4,2025-09-02 12:00,status,resolved,
open,1,2025-09-02 16:00,created,new,anna
open,2,2025-09-02 16:30,status,resolved,
open,3,2025-09-03 09:00,status,open,bert
";

struct Told {
    files: Vec<SourceFile>,
    standard: Standard,
    plan: Plan,
    run: Run,
}

fn told() -> Told {
    let files = vec![SourceFile { path: "desk.etalon".to_owned(), text: TEXT.to_owned(), layer: 0 }];
    let checked = check(&files, &[]);
    let standard = checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("updates.csv"), UPDATES).expect("a file");
    let input =
        etalon_store::read(&standard, folder.path(), &[], &etalon_store::Silent, &Sequential).expect("readable");
    // 2025-09-03T10:00 in Tallinn.
    let options = Options { as_of: Some(1_756_882_800_000_000), ..Options::default() };
    let plan = plan(&standard);
    let run = evaluate(&standard, &plan, input, &options, &Sequential);
    Told { files, standard, plan, run }
}

impl Told {
    fn line(&self, key: &str) -> Timeline {
        let unit = self.standard.unit("ticket").expect("declared");
        let row = self.run.world.row_of(unit, key, self.run.world.as_of).expect("there");
        let ask = Ask { files: &self.files, standard: &self.standard, plan: &self.plan, run: &self.run };
        ask.timelines(unit, u32::try_from(row).expect("few")).pop().expect("one clock")
    }
}

#[test]
fn stretches_lie_side_by_side_and_add_up() {
    let told = told();
    for key in ["valid", "void", "open"] {
        let line = told.line(key);
        assert_eq!(line.stretches.first().map(|s| s.from), line.started, "{key}");
        assert!(line.stretches.windows(2).all(|pair| pair[0].to == pair[1].from), "{key}: {line:#?}");
        assert!(line.stretches.iter().all(|s| s.from < s.to), "{key}");
        let counted: Option<i64> = line.stretches.iter().map(|s| s.counted).sum();
        assert_eq!(counted, line.counted, "{key}");
    }
    let states = |key: &str| told.line(key).stretches.iter().map(|s| s.state).collect::<Vec<_>>();
    use ClockState::{Paused, Running, Stopped, Void};
    assert_eq!(states("valid"), [Running, Running, Paused, Running]);
    assert_eq!(states("void"), [Running, Void, Running]);
    assert_eq!(states("open"), [Running, Stopped, Running]);
}

#[test]
fn the_newest_that_ran_out_come_first() {
    let told = told();
    let ask = Ask { files: &told.files, standard: &told.standard, plan: &told.plan, run: &told.run };
    let keys: Vec<String> = ask.courses(2).into_iter().map(|line| line.thing.key).collect();
    assert_eq!(keys, ["void", "open"]);
}

#[test]
fn the_course_reads_well() {
    let told = told();
    let names = Names::of(&told.standard, &told.run.world);
    for language in ["en", "et"] {
        let outcome = &told.run.outcome;
        let explain = Explain { standard: &told.standard, outcome, names: &names, language, all: false };
        let lines: Vec<Timeline> = ["valid", "void", "open"].into_iter().map(|key| told.line(key)).collect();
        let mut page = String::new();
        for section in explain.timelines(&lines) {
            page += &format!("{}\n", section.text);
            section.parts.iter().for_each(|part| page += &format!("  {}\n", part.text));
        }
        insta::assert_snapshot!(format!("course_{language}"), page);
    }
}
