//! The sinks that we ship, built, against services with faults.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up shall fail")]

mod support;

use etalon_connect::{
    Action, Deliver, DeliverOptions, Delivered, FailureKind, Journal, Sink, Told, deliver, read_decisions,
};
use std::fs;
use std::path::Path;
use support::server::{Answer, Server};
use support::{Jump, guest};

fn decision(id: &str, sentence: &str) -> String {
    format!(
        r#"{{"id":"{id}","kind":"step","rule":"talks","step":"talk","subject":"anna","at":"2026-03-02T09:00:00Z","owed_by":"bert","due":null,"held":null,"sentence":"{sentence}"}}"#
    )
}

struct Use {
    folder: tempfile::TempDir,
    sink: Sink,
    actions: Vec<Action>,
}

fn ready(name: &str, manifest: &str, decisions: &[String]) -> Use {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("secret"), "s3cr3t").unwrap();
    let path = folder.path().join("decisions.jsonl");
    fs::write(&path, decisions.join("\n")).unwrap();
    let connector = guest::load(name);
    let (setup, _) = guest::setup(folder.path(), connector.description(), manifest);
    let actions = read_decisions(&path, &connector.description().actions[0]).unwrap().actions;
    Use { sink: connector.sink(setup).unwrap(), folder, actions }
}

fn run(used: &mut Use, options: &DeliverOptions) -> (Delivered, Vec<Told>) {
    let out: &Path = used.folder.path();
    let mut journal = Journal::open(out, "sink").unwrap();
    let wait = Jump::new(99);
    let mut told = Vec::new();
    let mut say = |t: &Told| told.push(t.clone());
    let done =
        deliver(&mut used.sink, &used.actions, Deliver { journal: &mut journal, options, wait: &wait, say: &mut say })
            .unwrap();
    (done, told)
}

fn webhook(server: &Server) -> String {
    let host = server.host();
    format!(
        "[plugins.webhook]\nhosts = [\"{host}\"]\nsecrets = {{ signing_key = {{ file = \"secret\" }} }}\n\
         [plugins.webhook.settings]\nurl = \"http://{host}/decisions\"\n"
    )
}

#[test]
fn webhook_signs_and_sends_each_decision_once() {
    let server = Server::start(|_, n| match n {
        0 => Answer::new(503, ""),
        1 => Answer::new(201, "").header("location", "/decisions/1"),
        2 => Answer::new(409, ""),
        3 => Answer::new(400, "no"),
        _ => Answer::new(200, ""),
    });
    let decisions = [decision("a1", "One."), decision("a2", "Two."), decision("a3", "Three."), decision("a1", "One.")];
    let mut used = ready("webhook", &webhook(&server), &decisions);
    let done = run(&mut used, &DeliverOptions::default()).0;
    assert_eq!(done, Delivered { done: 1, duplicate: 1, refused: 1, known: 1, ..Delivered::default() });
    let again = run(&mut used, &DeliverOptions::default()).0;
    assert_eq!(again, Delivered { known: 4, ..Delivered::default() }, "nothing is sent twice");
    let asked = server.asked();
    assert_eq!(asked.len(), 4);
    assert_eq!(asked[1].header("idempotency-key"), Some("a1"));
    // The signature was checked with Python's hmac: the time, a point and the line with its newline, with the key "s3cr3t".
    let at = asked[1].header("x-etalon-timestamp").unwrap();
    insta::assert_snapshot!(format!("{at}\n{}\n{}", asked[1].header("x-etalon-signature").unwrap(), asked[1].text()));
}

#[test]
fn a_dry_run_shows_what_would_be_sent() {
    let server = Server::start(|_, _| Answer::new(200, ""));
    let mut used = ready("webhook", &webhook(&server), &[decision("a1", "One.")]);
    let told = run(&mut used, &DeliverOptions { dry_run: true, ..DeliverOptions::default() }).1;
    assert!(
        matches!(&told[..], [Told::Preview(key, Ok(text))] if key == "a1" && text.contains("\"One.\"")),
        "{told:?}"
    );
    assert!(server.asked().is_empty());
}

#[test]
fn chat_posts_a_message_to_an_address_whose_secret_part_it_never_sees() {
    let server = Server::start(|_, n| match n {
        0 => Answer::new(429, "").header("Retry-After", "1"),
        2 => Answer { silent: true, ..Answer::new(200, "") },
        _ => Answer::new(200, "ok"),
    });
    let host = server.host();
    let manifest = format!(
        "[plugins.chat]\nhosts = [\"{host}\"]\nsecrets = {{ hook = {{ file = \"secret\", hosts = [\"{host}\"] }} }}\n\
         [plugins.chat.settings]\nurl = \"http://{host}/services/{{secret}}\"\ntext = \"{{owed_by}}: {{sentence}}\"\n"
    );
    let mut used = ready("chat", &manifest, &[decision("a1", "<!channel> One."), decision("a2", "Two.")]);
    assert!(used.sink.check().unwrap().is_empty());
    let (done, told) = run(&mut used, &DeliverOptions::default());
    assert_eq!((done.done, done.refused), (1, 1), "an answer that was lost is not sent for again: {told:?}");
    let asked = server.asked();
    assert_eq!(asked[1].path, "/services/s3cr3t");
    assert_eq!(asked[1].text(), r#"{"text":"bert: &lt;!channel&gt; One."}"#);
    assert_eq!(asked.len(), 3);
    let journal = fs::read_to_string(used.folder.path().join("sink.journal")).unwrap();
    assert!(!journal.contains("s3cr3t"));
}

#[test]
fn credentials_that_are_refused_end_the_run() {
    let server = Server::start(|_, _| Answer::new(403, ""));
    let mut used = ready("webhook", &webhook(&server), &[decision("a1", "One."), decision("a2", "Two.")]);
    let done = run(&mut used, &DeliverOptions::default()).0;
    assert_eq!((done.later, done.stopped.unwrap().kind), (1, FailureKind::Denied));
    assert_eq!(server.asked().len(), 1);
}
