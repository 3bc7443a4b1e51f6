//! Connectors that mean ill, or are broken: each stays within its limits and is named, and an honest one works right after it.
//! The guests are `tests/guests`, built by `plugins/build`; their setting `trick` says what they do.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up shall fail")]

mod support;

#[path = "hostile/calls.rs"]
mod calls;
#[path = "hostile/cut.rs"]
mod cut;
#[path = "hostile/network.rs"]
mod network;
#[path = "hostile/pages.rs"]
mod pages;
#[path = "hostile/secrets.rs"]
mod secrets;
#[path = "hostile/sinks.rs"]
mod sinks;

use etalon_connect::{
    Action, Connector, Deliver, DeliverOptions, Delivered, Ended, Failure, Feed as _, Journal, Kept, Pull, PullOptions,
    Pulled, Setup, Told, deliver, pull,
};
use std::fmt::Write as _;
use std::fs;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use support::guest::{Logged, load, setup};
use support::{Jump, server};
use tempfile::TempDir;

static SOURCE: LazyLock<Connector> = LazyLock::new(|| load("hostile-source"));
static SINK: LazyLock<Connector> = LazyLock::new(|| load("hostile-sink"));

/// What the operator wrote, and what a test changes of it.
#[derive(Clone)]
struct Case {
    trick: String,
    url: String,
    hosts: Vec<String>,
    /// Where the secret may go; none = it is not granted.
    secret: Option<Vec<String>>,
    reveal: bool,
    memory: &'static str,
    time: &'static str,
    work: u64,
    scratch: &'static str,
    change: fn(&mut Setup),
}

fn case(trick: &str) -> Case {
    Case {
        trick: trick.to_owned(),
        url: String::new(),
        hosts: Vec::new(),
        secret: None,
        reveal: false,
        memory: "32 MiB",
        // So long that work runs out before it, on a slow machine too.
        time: "10 s",
        work: 50_000_000,
        scratch: "64 KiB",
        change: |_| {},
    }
}

impl Case {
    fn setup(&self, folder: &TempDir, connector: &Connector) -> (Setup, Logged) {
        fs::write(folder.path().join("token"), "s3cr3t\n").unwrap();
        let Self { trick, url, hosts, reveal, memory, time, work, scratch, .. } = self;
        let name = &connector.description().name;
        let secrets = self.secret.as_ref().map_or_else(String::new, |to| {
            format!("secrets = {{ token = {{ file = \"token\", hosts = {to:?}, reveal = {reveal} }} }}\n")
        });
        let manifest = format!(
            "[plugins.{name}]\nhosts = {hosts:?}\nmemory = \"{memory}\"\ntime = \"{time}\"\nwork = {work}\nscratch = \"{scratch}\"\n{secrets}\
             [plugins.{name}.settings]\ntrick = \"{trick}\"\nurl = \"{url}\"\n"
        );
        let (mut setup, logged) = setup(folder.path(), connector.description(), &manifest);
        setup.scratch = Some(folder.path().join("kept"));
        (self.change)(&mut setup);
        (setup, logged)
    }

    /// A run of it as a source, into a folder.
    fn pull(&self, folder: &TempDir) -> (Pulled, String, Logged) {
        let (setup, logged) = self.setup(folder, &SOURCE);
        let mut source = SOURCE.source(setup).unwrap();
        let stream = source.streams().unwrap().remove(0);
        let (mut kept, _) = Kept::open(folder.path(), "hostile_source", "rows").unwrap();
        let options = PullOptions { page: 2, ..PullOptions::default() };
        let wait = Jump::new(99);
        let run = Pull { stream: &stream, kept: Some(&mut kept), options: &options, wait: &wait, say: &mut |_| {} };
        let pulled = pull(&mut source, run).unwrap();
        (pulled, fs::read_to_string(folder.path().join("rows.jsonl")).unwrap(), logged)
    }

    /// What came of it in one line, and that an honest source works in the same folder right after it.
    fn told(&self) -> String {
        let folder = tempfile::tempdir().unwrap();
        let began = Instant::now();
        let (pulled, rows, _) = self.pull(&folder);
        assert!(began.elapsed() < Duration::from_secs(60), "{} took {:?}", self.trick, began.elapsed());
        assert!(!rows.contains("s3cr3t"), "{}: {rows}", self.trick);
        let told = match pulled.ended {
            Ended::Failed(failure) => {
                assert_eq!(rows, "", "{}: nothing of it is stored", self.trick);
                words(&failure)
            }
            ended => {
                let second = rows.lines().nth(1).map_or("", |row| row.split('"').nth(3).unwrap());
                format!("{ended:?}, {} rows: {}", pulled.rows, second.chars().take(100).collect::<String>())
            }
        };
        let after = tempfile::tempdir().unwrap();
        let (honest, _, _) = case("honest").pull(&after);
        assert_eq!((honest.rows, honest.ended), (2, Ended::Complete), "{}: the next one works", self.trick);
        told
    }

    /// A run of it as a sink over two actions.
    fn deliver(&self, folder: &TempDir) -> (Delivered, Vec<Told>) {
        let (setup, _) = self.setup(folder, &SINK);
        let mut sink = SINK.sink(setup).unwrap();
        let mut journal = Journal::open(folder.path(), "hostile_sink").unwrap();
        let (wait, options, mut told) = (Jump::new(99), DeliverOptions::default(), Vec::new());
        let mut say = |t: &Told| told.push(t.clone());
        let run = Deliver { journal: &mut journal, options: &options, wait: &wait, say: &mut say };
        let done = deliver(&mut sink, &[action("a1"), action("a2")], run).unwrap();
        (done, told)
    }
}

fn action(key: &str) -> Action {
    Action { key: key.into(), kind: "tell".into(), subject: "anna".into(), at: 0, body: "{}".into(), attempt: 1 }
}

fn words(failure: &Failure) -> String {
    for text in [&failure.text, &failure.code] {
        assert!(!text.contains("s3cr3t") && !text.chars().any(char::is_control), "{text}");
    }
    let text: String = failure.text.chars().take(300).collect();
    format!("{:?} ({}): {text}", failure.kind, failure.code)
}

/// Tries each, one line each.
fn all(cases: impl IntoIterator<Item = (&'static str, Case)>) -> String {
    let mut all = String::new();
    for (name, case) in cases {
        writeln!(all, "{name}\n    {}", case.told()).unwrap();
    }
    all
}

/// Each trick by its own name.
fn tricks(names: &[&'static str]) -> String {
    all(names.iter().map(|name| (*name, case(name))))
}
