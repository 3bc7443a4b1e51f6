//! What a run says, as files; the Parquet files are read back with our own reader.

use crate::support::{folder, standard, tell};
use etalon_core::evaluate::{Options, Sequential, evaluate};
use etalon_store::{Silent, read, write};
use std::fmt::Write as _;
use std::path::Path;

const STANDARD: &str = r#"
entity agent "Agents" is person { id text key  manager agent? }
event call "A call" { id text key  at instant  agent agent?  waited duration  queue text? }
source calls for call { files "calls.csv" field waited = seconds(waited) }
criterion quick "Calls are answered within 20 seconds" {
  for call where queue != "test"
  require waited <= 20 s
  employee controls it
  credit agent
}
mitigation busy "The queue was long" { for call where waited > 60 s  covers quick  cause company 1/2 }
metric level "Service level" { share of call that met quick  per organization  each month  target month >= 80% }
ladder conduct "When calls wait" for agent {
  counts faults of quick
  step talk "A talk" { when 1 fault  owed by manager within 2 working days }
}
recognition thanks "Thanks" for agent { when call where waited <= 1 s }
"#;

const CALLS: &str = "id,at,agent,waited,queue
c1,2026-03-02T09:00:00Z,anna,20,a
c2,2026-03-02T09:00:00.25Z,anna,20.000001,a
c3,2026-03-02T10:00:00Z,ber\"t,90,a
c3,2026-03-02T10:00:00Z,ber\"t,90,a
c4,2026-03-02T10:00:00Z,bert,1,
c5,2026-07-02T10:00:00Z,anna,1,a
c6,2026-07-02T10:00:00Z,anna,soon,a
c7,2026-07-02T10:00:00Z,anna,1,a
c7,2026-07-02T10:00:00Z,anna,2,a
c8,2026-07-02T10:00:00Z,anna,1,test
";

const FILES: [&str; 8] = [
    "scorecards.csv",
    "metrics.csv",
    "findings.jsonl",
    "findings.parquet",
    "decisions.jsonl",
    "decisions.parquet",
    "data-quality.json",
    "data-quality.csv",
];

fn written(to: &Path) {
    let standard = standard(STANDARD);
    let folder = folder(&[("calls.csv", CALLS.as_bytes())]);
    let input = read(&standard, folder.path(), &[], &Silent, &Sequential).expect("a good file");
    let run = evaluate(&standard, &etalon_core::plan(&standard), input, &Options::default(), &Sequential);
    let words = write::Words {
        place: &|_| "test.etalon:7".to_owned(),
        why: &|_| "Because.".to_owned(),
        otherwise: &|_| "Otherwise.".to_owned(),
    };
    let files = write::write(to, &standard, &run, &words, &write::Table::ALL).expect("a folder to write to");
    let names: Vec<String> =
        files.iter().map(|f| f.file_name().expect("a name").to_string_lossy().into_owned()).collect();
    assert_eq!(names, FILES);
}

#[test]
fn all_files() {
    let to = tempfile::tempdir().expect("a folder");
    written(&to.path().join("out"));
    let mut out = String::new();
    for name in FILES.iter().filter(|n| !n.ends_with(".parquet")) {
        let text = std::fs::read_to_string(to.path().join("out").join(name)).expect("a file");
        writeln!(out, "# {name}\n{}", text).expect("memory");
    }
    insta::assert_snapshot!(out.replace(etalon_core::time::tz_version(), "(tz)"));
}

#[test]
fn parquet_is_read_back() {
    let to = tempfile::tempdir().expect("a folder");
    written(to.path());
    let back = standard(
        "event finding { unit text  which text key  at instant  criterion text key  verdict text  counts_at instant?
           employee text?  company text?  customer text?  unknown text?  mitigations text?  reason text?  line text key }
         event decision { id text key  kind text  rule text  step text?  place whole?  subject_kind text  subject text  at instant
           episode text  owed_by text?  due instant?  held instant?  evidence text  line text }
         source findings for finding { files \"findings.parquet\" field line = row field which = column \"key\" }
         source decisions for decision { files \"decisions.parquet\" }",
    );
    insta::assert_snapshot!(tell(&back, &read(&back, to.path(), &[], &Silent, &Sequential), to.path()));
}

#[test]
fn the_same_run_gives_the_same_bytes_and_leaves_nothing_else() {
    let to = tempfile::tempdir().expect("a folder");
    written(&to.path().join("a"));
    written(&to.path().join("b"));
    written(&to.path().join("b"));
    for name in FILES {
        let bytes = |folder: &str| std::fs::read(to.path().join(folder).join(name)).expect("a file");
        assert_eq!(bytes("a"), bytes("b"), "{name}");
    }
    assert_eq!(std::fs::read_dir(to.path().join("b")).expect("a folder").count(), FILES.len());
}
