//! Sinks that lie about what they did, or fall over while they do it: what is not known is held back, and nothing of theirs is believed
//! that could hurt.

use super::{Case, fs};
use super::{SINK, action, case, words};
use crate::server::{Answer, Server};
use etalon_connect::{Delivered, Outlet as _, Told};

/// What came of two actions, and what is written down of the first.
fn told(case: &Case) -> String {
    let folder = tempfile::tempdir().unwrap();
    let (done, _) = case.deliver(&folder);
    let stopped = done.stopped.as_ref().map_or_else(|| "went on".to_owned(), words);
    let journal = fs::read_to_string(folder.path().join("hostile_sink.journal")).unwrap();
    assert!(!journal.contains("s3cr3t") && !journal.contains('\u{1b}') && journal.len() < 10_000, "{journal}");
    let last = journal.lines().rfind(|line| line.contains("\"a1\"")).unwrap();
    let state = last.split("\"state\":\"").nth(1).unwrap().split('"').next().unwrap();
    // Another sink, honest, in a folder of its own.
    let after = tempfile::tempdir().unwrap();
    assert_eq!(self::case("honest").deliver(&after).0, Delivered { done: 2, ..Delivered::default() });
    format!(
        "{} done, {} later, {} uncertain, {} refused; a1 is {state}; {stopped}",
        done.done, done.later, done.uncertain, done.refused
    )
}

#[test]
fn sinks_that_fall_over_or_lie() {
    let mut all = String::new();
    for trick in [
        "honest",
        "loop",
        "panic",
        "memory",
        "recursion",
        "no-outcomes",
        "more-outcomes",
        "later-for-ever",
        "lost-cursor",
        "tell-secret",
    ] {
        let case = Case { secret: Some(Vec::new()), reveal: true, ..case(trick) };
        all.push_str(&format!("{trick}\n    {}\n", told(&case)));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn names_that_it_gives_are_masked_short_and_on_one_line() {
    for (trick, due) in [("secret-name", "[2J[secret token]".to_owned()), ("giant-name", "x".repeat(200))] {
        let case = Case { secret: Some(Vec::new()), reveal: true, memory: "64 MiB", ..case(trick) };
        let folder = tempfile::tempdir().unwrap();
        let (_, told) = case.deliver(&folder);
        assert!(
            matches!(&told[0], Told::Done(_, name) | Told::Duplicate(_, name) if *name == due),
            "{trick}: {:?}",
            told[0]
        );
        assert!(self::told(&case).starts_with(if trick == "giant-name" { "0 done" } else { "2 done" }));
        let (setup, _) = case.setup(&folder, &SINK);
        let shown = SINK.sink(setup).unwrap().preview(&action("a1")).unwrap();
        let due = if trick == "giant-name" { "x".repeat(64 << 10) } else { " [2Jone [secret token]\ntwo".to_owned() };
        assert!(shown == due, "{trick}: {}", &shown[..shown.len().min(100)]);
    }
}

#[test]
fn a_sink_carries_nothing_to_hosts_that_were_not_granted() {
    let server = Server::start(|_, _| Answer::new(200, ""));
    for trick in ["fetch", "carry-secret", "heavy-body"] {
        let case = Case { url: format!("http://{}/", server.host()), secret: Some(Vec::new()), ..case(trick) };
        let told = told(&case);
        assert!(told.contains("0 done, 1 later") && told.contains("is not granted"), "{trick}: {told}");
    }
    assert!(server.asked().is_empty());
}
