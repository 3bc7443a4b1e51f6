//! The sources and sinks in other languages than Rust that `etalon plugin new` hands out, built, against a local server with faults: each
//! gives the same rows and says the same failures. They are tried where `plugins/languages/build` has built them (those in JavaScript:
//! `plugins/languages/build connectors`); `ETALON_LANGUAGES=all` makes them a must.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up shall fail")]

mod support;

use etalon_connect::{
    Deliver, DeliverOptions, Delivered, Ended, FailureKind, Feed as _, Journal, Kept, Pull, PullOptions, deliver, pull,
    read_decisions,
};
use std::fs;
use support::server::{Answer, Asked, Server};
use support::{Jump, guest};

const LANGUAGES: [&str; 3] = ["c", "js", "python"];

/// The files of a template, in each language in which it was built, or must have been.
fn built(name: &str) -> Vec<String> {
    let must = std::env::var("ETALON_LANGUAGES").is_ok_and(|languages| languages == "all");
    let all = LANGUAGES.iter().map(|language| format!("{name}_{language}"));
    all.filter(|file| must || guest::file(file).is_file()).collect()
}

fn manifest(plugin: &str, server: &Server) -> String {
    let host = server.host();
    format!(
        "[plugins.{plugin}]\nhosts = [\"{host}\"]\nsecrets = {{ token = {{ file = \"token\", hosts = [\"{host}\"] }} }}\n\
         settings = {{ url = \"http://{host}\" }}\n"
    )
}

/// Five tickets, two a page.
fn tickets(asked: &Asked) -> Answer {
    let (_, after) = asked.path.split_once("after=").unwrap();
    let from = after.parse().unwrap_or(0);
    let to = (from + 2).min(5);
    let ticket = |n: i32| {
        let agent = if n == 3 { "null".to_owned() } else { format!("\"agent {n}\"") };
        format!(r#"{{"id":"t{n}","closed":"2026-03-02T09:0{n}:00Z","assignee":{agent},"wait_seconds":{n}.5}}"#)
    };
    let page: Vec<String> = (from..to).map(ticket).collect();
    Answer::new(200, format!(r#"{{"tickets":[{}],"next":"{to}","more":{}}}"#, page.join(","), to < 5))
}

#[test]
fn a_source_brings_each_ticket_once_through_passing_faults() {
    for file in built("helpdesk") {
        brings_each_ticket_once(&file);
    }
}

fn brings_each_ticket_once(file: &str) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("token"), "s3cr3t").unwrap();
    let server = Server::start(|asked, n| match n {
        0 => Answer::new(503, "down"),
        2 => Answer::new(429, "").header("retry-after", "7"),
        3 => Answer { cut: 9, ..tickets(asked) },
        _ => tickets(asked),
    });
    let connector = guest::load(file);
    let (setup, _) = guest::setup(folder.path(), connector.description(), &manifest("helpdesk", &server));
    let mut source = connector.source(setup).unwrap();
    let streams = source.streams().unwrap();
    let (mut kept, _) = Kept::open(folder.path(), "helpdesk", "tickets").unwrap();
    let wait = Jump::new(99);
    let options = PullOptions::default();
    let pull_it = Pull { stream: &streams[0], kept: Some(&mut kept), options: &options, wait: &wait, say: &mut |_| {} };
    let pulled = pull(&mut source, pull_it).unwrap();
    assert_eq!((pulled.pages, pulled.rows, pulled.ended), (3, 5, Ended::Caught), "{file}");
    assert_eq!(wait.waited()[1], 7, "{file}: as Retry-After says");
    let rows = fs::read_to_string(folder.path().join("tickets.jsonl")).unwrap();
    insta::allow_duplicates! {
        insta::assert_snapshot!("a_source_brings_each_ticket_once_through_passing_faults", rows);
    }
    assert_eq!(server.asked()[0].header("authorization"), Some("Bearer s3cr3t"), "the host puts the token in");
}

#[test]
fn a_source_says_what_only_a_person_can_mend() {
    for file in built("helpdesk") {
        says_what_only_a_person_can_mend(&file);
    }
}

fn says_what_only_a_person_can_mend(file: &str) {
    let connector = guest::load(file);
    for (status, kind) in [(401, FailureKind::Denied), (302, FailureKind::Settings)] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("token"), "s3cr3t").unwrap();
        let server = Server::start(move |_, _| Answer::new(status, "").header("location", "http://169.254.169.254/"));
        let (setup, _) = guest::setup(folder.path(), connector.description(), &manifest("helpdesk", &server));
        let mut source = connector.source(setup).unwrap();
        let streams = source.streams().unwrap();
        let (wait, options) = (Jump::new(9), PullOptions::default());
        let pull_it = Pull { stream: &streams[0], kept: None, options: &options, wait: &wait, say: &mut |_| {} };
        match pull(&mut source, pull_it).unwrap().ended {
            Ended::Failed(failure) => assert_eq!(failure.kind, kind, "{file}, {status}: {}", failure.text),
            other => panic!("{file}, {status}: {other:?}"),
        }
        assert_eq!(server.asked().len(), 1, "{file}: {status} is not tried again, and a redirect is not followed");
    }
}

#[test]
fn a_sink_sends_each_decision_once_with_its_key() {
    for file in built("board") {
        sends_each_decision_once(&file);
    }
}

fn sends_each_decision_once(file: &str) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("token"), "s3cr3t").unwrap();
    let decision = |id: &str| {
        format!(
            r#"{{"id":"{id}","kind":"step","rule":"talks","step":"talk","subject":"anna","at":"2026-03-02T09:00:00Z","held":null,"sentence":"Talk about {id}."}}"#
        )
    };
    let path = folder.path().join("decisions.jsonl");
    fs::write(&path, ["a1", "a2"].map(decision).join("\n")).unwrap();
    let server = Server::start(|_, n| match n {
        1 => Answer::new(400, "no"),
        _ => Answer::new(201, r#"{"id":"T1"}"#),
    });
    let connector = guest::load(file);
    let (setup, _) = guest::setup(folder.path(), connector.description(), &manifest("board", &server));
    let actions = read_decisions(&path, &connector.description().actions[0]).unwrap().actions;
    let mut sink = connector.sink(setup).unwrap();
    let mut deliver_it = || {
        let mut journal = Journal::open(folder.path(), "board").unwrap();
        let (wait, options) = (Jump::new(9), DeliverOptions::default());
        let how = Deliver { journal: &mut journal, options: &options, wait: &wait, say: &mut |_| {} };
        deliver(&mut sink, &actions, how).unwrap()
    };
    assert_eq!(deliver_it(), Delivered { done: 1, refused: 1, ..Delivered::default() }, "{file}");
    assert_eq!(deliver_it(), Delivered { known: 2, ..Delivered::default() }, "{file}: nothing is sent twice");
    let asked = server.asked();
    assert_eq!(asked[0].header("idempotency-key"), Some("a1"));
    assert_eq!(asked[0].text(), r#"{"title":"Talk about a1.","about":"anna"}"#);
}
