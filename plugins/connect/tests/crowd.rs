//! Ten thousand polls and deliveries of honest and hostile connectors, from two threads: nothing grows - no memory, no instance, no open file or
//! connection, no file on the disk -, and each of them ends as it ended the first time. A program of its own, so that what is measured is what this
//! test does. The guests are those of `hostile.rs`.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up shall fail")]

mod support;

use etalon_connect::{Action, Connector, Connectors, Failure, Feed as _, Outlet as _, Setup};
use etalon_host::Host;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use support::guest::{bytes, setup};
use support::server::{Answer, Server};

/// What a connector does, and how often of twenty calls.
const TRICKS: [(&str, usize); 7] = [
    ("honest", 9),
    ("panic", 2),
    ("loop", 2),
    ("memory", 2),
    ("recursion", 2),
    ("scratch-then-panic", 2),
    ("fetch", 1),
];
/// Calls of one thread in one round; a source and a sink take turns.
const ROUND: usize = 500;

/// Bytes of memory of this process that are in use; none where the system does not say so.
fn resident() -> Option<u64> {
    let pages = fs::read_to_string("/proc/self/statm").ok()?;
    Some(pages.split(' ').nth(1)?.parse::<u64>().ok()? * 4096)
}

/// Files, connections and timers that are open; none where the system does not say so.
fn open() -> Option<usize> {
    Some(fs::read_dir("/proc/self/fd").ok()?.count())
}

fn files(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

fn used(connector: &Connector, trick: &str, folder: &Path, server: &Server) -> Setup {
    let (name, host) = (&connector.description().name, server.host());
    let manifest = format!(
        "[plugins.{name}]\nhosts = [\"{host}\"]\nmemory = \"2 MiB\"\nwork = 200000\nscratch = \"64 KiB\"\n\
         [plugins.{name}.settings]\ntrick = \"{trick}\"\nurl = \"http://{host}/\"\n"
    );
    let (mut setup, _) = setup(folder, connector.description(), &manifest);
    setup.scratch = Some(folder.join(format!("{name}.{trick}.kept")));
    setup
}

fn told<T>(answer: Result<T, Failure>, good: impl FnOnce(T) -> String) -> String {
    answer.map_or_else(|failure| format!("{:?} ({}): {}", failure.kind, failure.code, failure.text), good)
}

/// One thread's calls of a round: connectors are made, asked, and let go; what each came to, by trick and kind.
fn round(source: &Connector, sink: &Connector, folder: &Path, server: &Server) -> BTreeMap<String, String> {
    let mut ends: BTreeMap<String, String> = BTreeMap::new();
    let mut seen = |what: String, end: String| {
        let first = ends.entry(what.clone()).or_insert_with(|| end.clone());
        assert_eq!(*first, end, "{what} ends as it did before");
    };
    for (trick, often) in TRICKS {
        let mut feed = source.source(used(source, trick, folder, server)).unwrap();
        let mut outlet = sink.sink(used(sink, trick, folder, server)).unwrap();
        for call in 0..ROUND * often / 20 {
            if call % 2 == 0 {
                feed.open("rows", None).unwrap();
                seen(format!("{trick}, source"), told(feed.poll(1), |page| format!("{} rows", page.batch.rows)));
            } else {
                let (key, body) = ("a1".to_owned(), "{}".to_owned());
                let action = Action { key, kind: "tell".into(), subject: "anna".into(), at: 0, body, attempt: 1 };
                seen(format!("{trick}, sink"), told(outlet.deliver(&[action]), |done| format!("{done:?}")));
            }
        }
    }
    ends
}

#[test]
fn ten_thousand_calls_of_connectors_leave_nothing_behind() {
    // So that 500 calls are 500.
    assert_eq!(TRICKS.iter().map(|(_, often)| often).sum::<usize>(), 20);
    let host = Host::new(None).unwrap();
    let connectors = Connectors::on(host.clone());
    let (source, sink) =
        (connectors.load(&bytes("hostile-source")).unwrap(), connectors.load(&bytes("hostile-sink")).unwrap());
    let server = Server::start(|_, _| Answer::new(200, "fine"));
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let one = |folder: &Path, how_many: usize| {
        let first = round(&source, &sink, folder, &server);
        (1..how_many).for_each(|_| assert_eq!(round(&source, &sink, folder, &server), first));
        first
    };
    let rounds = |how_many: usize| {
        std::thread::scope(|scope| {
            let started = folders.each_ref().map(|folder| scope.spawn(|| one(folder.path(), how_many)));
            started.map(|thread| thread.join().unwrap())
        })
    };
    let ends = rounds(1);
    assert_eq!(ends[0], ends[1], "threads do not meet");
    insta::assert_debug_snapshot!(ends[0]);
    let before = (resident(), open(), folders.each_ref().map(|folder| files(folder.path())));
    // 1,000 calls were made; 9 rounds of twice 500 more make 10,000.
    assert_eq!(rounds(9), ends);
    let metrics = host.engine().pooling_allocator_metrics().unwrap();
    assert_eq!((metrics.component_instances(), metrics.memories(), metrics.core_instances()), (0, 0, 0));
    assert_eq!(folders.each_ref().map(|folder| files(folder.path())), before.2);
    if let (Some(before), Some(after)) = (before.0, resident()) {
        assert!(after < before + (32 << 20), "{} KiB before, {} KiB after", before >> 10, after >> 10);
    }
    if let (Some(before), Some(after)) = (before.1, open()) {
        // A connection that the server's last thread is about to let go of is no growth.
        assert!(after <= before + 4, "{before} open before, {after} after");
    }
}
