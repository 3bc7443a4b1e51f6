//! The sources that we ship, built, against services in the shapes of the real ones, with faults.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up shall fail")]

mod support;

use etalon_connect::{Ended, Failure, FailureKind, Kept, Pull, PullOptions, Pulled, Source, pull};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use support::server::{Answer, Asked, Server};
use support::{Jump, guest, zendesk};

fn zendesk_manifest(server: &Server) -> String {
    let host = server.host();
    format!(
        "[plugins.zendesk]\nhosts = [\"{host}\"]\nsecrets = {{ api_token = {{ file = \"token\", hosts = [\"{host}\"] }} }}\n\
         [plugins.zendesk.settings]\nsubdomain = \"acme\"\nemail = \"me@acme.com\"\nurl = \"http://{host}\"\n"
    )
}

fn source(name: &str, folder: &Path, manifest: &str) -> Source {
    fs::write(folder.join("token"), "s3cr3t\n").unwrap();
    let connector = guest::load(name);
    let (setup, _) = guest::setup(folder, connector.description(), manifest);
    connector.source(setup).unwrap()
}

fn run(source: &mut Source, plugin: &str, stream: &str, out: &Path, options: &PullOptions, wait: &Jump) -> Pulled {
    let streams = &source.description().streams;
    let stream = &streams.iter().find(|s| s.name == stream).unwrap().clone();
    let (mut kept, _) = Kept::open(out, plugin, &stream.name).unwrap();
    pull(source, Pull { stream, kept: Some(&mut kept), options, wait, say: &mut |_| {} }).unwrap()
}

fn failed(pulled: Pulled) -> Failure {
    match pulled.ended {
        Ended::Failed(failure) => failure,
        other => panic!("{other:?}"),
    }
}

fn tickets(out: &Path) -> Vec<String> {
    fs::read_to_string(out.join("tickets.jsonl")).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn zendesk_brings_all_tickets_once_through_every_passing_fault() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(|asked, n| {
        let good = zendesk::answer(asked, 10);
        match n {
            0 => Answer::new(503, "<html>down</html>"),
            1 => Answer::new(429, "").header("Retry-After", "93"),
            2 => Answer { cut: 40, ..good },
            4 => Answer::new(200, r#"{"tickets": [{"id": 1"#),
            5 => Answer::new(200, "null"),
            7 => Answer { silent: true, ..good },
            8 => Answer { slow: Duration::from_secs(4), ..good },
            _ => good,
        }
    });
    let mut source = source("zendesk", folder.path(), &zendesk_manifest(&server));
    let wait = Jump::new(99);
    let pulled = run(&mut source, "zendesk", "tickets", folder.path(), &PullOptions::default(), &wait);
    assert_eq!((pulled.pages, pulled.rows, pulled.ended), (4, 10, Ended::Caught));
    assert_eq!(wait.waited(), [1, 93, 4, 1, 2, 1, 2]);
    let rows = tickets(folder.path());
    let ids: Vec<String> = (1000..1010).map(|n| format!("{{\"id\":\"{n}\"")).collect();
    assert!(rows.iter().zip(&ids).all(|(row, id)| row.starts_with(id.as_str())) && rows.len() == 10, "{rows:#?}");
    insta::assert_snapshot!(rows[2]);
    assert!(!rows.join("").contains("words of a customer"));
}

#[test]
fn zendesk_goes_on_after_a_kill_and_brings_what_is_new() {
    let folder = tempfile::tempdir().unwrap();
    let tickets_now = Arc::new(AtomicUsize::new(7));
    let now = tickets_now.clone();
    let server = Server::start(move |asked, _| zendesk::answer(asked, now.load(Ordering::Relaxed)));
    let manifest = zendesk_manifest(&server);
    let two = PullOptions { pages: Some(2), ..PullOptions::default() };
    let mut first = source("zendesk", folder.path(), &manifest);
    assert_eq!(run(&mut first, "zendesk", "tickets", folder.path(), &two, &Jump::new(9)).rows, 6);
    // Killed while the third page was written.
    let path = folder.path().join("tickets.jsonl");
    let mut text = fs::read(&path).unwrap();
    text.extend_from_slice(b"{\"id\":\"1006\",\"crea");
    fs::write(&path, text).unwrap();
    tickets_now.store(9, Ordering::Relaxed);
    let mut second = source("zendesk", folder.path(), &manifest);
    let pulled = run(&mut second, "zendesk", "tickets", folder.path(), &PullOptions::default(), &Jump::new(9));
    assert_eq!((pulled.rows, tickets(folder.path()).len()), (3, 9));
    let paths: Vec<String> = server.asked().iter().map(|asked| asked.path.clone()).collect();
    assert!(paths[2].contains("cursor=at-6"), "{paths:?}");
}

#[test]
fn what_only_a_person_can_mend_is_told_and_ends_the_run() {
    let told = |answer: fn(&Asked) -> Answer| {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::start(move |asked, n| if n == 0 { zendesk::answer(asked, 9) } else { answer(asked) });
        let mut source = source("zendesk", folder.path(), &zendesk_manifest(&server));
        failed(run(&mut source, "zendesk", "tickets", folder.path(), &PullOptions::default(), &Jump::new(99)))
    };
    assert_eq!(told(|_| Answer::new(422, "{}")).kind, FailureKind::CursorLost);
    assert_eq!(told(|_| Answer::new(401, "{}")).kind, FailureKind::Denied);
    assert_eq!(
        told(|_| Answer::new(302, "").header("location", "http://169.254.169.254/")).kind,
        FailureKind::Settings
    );
    // The same page again and again: stored once, then stopped.
    let same = told(|_| {
        Answer::new(
            200,
            r#"{"tickets":[{"id":1,"created_at":"2026-03-02T09:00:00Z","updated_at":"2026-03-02T09:00:00Z","status":"new"}],"after_cursor":"at-3","end_of_stream":false}"#,
        )
    });
    assert_eq!((same.kind, same.code.as_str()), (FailureKind::Broken, "same-page"));
}

#[test]
fn a_host_that_is_not_granted_is_not_asked_and_the_operator_is_told_what_to_write() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(|asked, _| zendesk::answer(asked, 9));
    let manifest = zendesk_manifest(&server).replacen(&format!("hosts = [\"{}\"]\n", server.host()), "hosts = []\n", 1);
    let mut source = source("zendesk", folder.path(), &manifest);
    let failure = failed(run(&mut source, "zendesk", "tickets", folder.path(), &PullOptions::default(), &Jump::new(9)));
    assert_eq!(failure.kind, FailureKind::Settings);
    let text = failure.text.replace(&server.port.to_string(), "PORT");
    insta::assert_snapshot!(text);
    assert!(server.asked().is_empty());
}

#[test]
fn a_secret_that_is_not_granted_or_not_for_this_host_does_not_go() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(|asked, _| zendesk::answer(asked, 9));
    let manifest = zendesk_manifest(&server);
    let other =
        manifest.replace(&format!("hosts = [\"{}\"] }} }}", server.host()), "hosts = [\"acme.zendesk.com\"] } }");
    let none: String =
        manifest.lines().filter(|line| !line.starts_with("secrets")).map(|line| format!("{line}\n")).collect();
    let mut told = String::new();
    for manifest in [other, none] {
        let mut source = source("zendesk", folder.path(), &manifest);
        let failure =
            failed(run(&mut source, "zendesk", "tickets", folder.path(), &PullOptions::default(), &Jump::new(9)));
        assert_eq!(failure.kind, FailureKind::Settings);
        assert!(!failure.text.contains("s3cr3t"));
        told.push_str(&format!("{}\n", failure.text.replace(&server.port.to_string(), "PORT")));
    }
    insta::assert_snapshot!(told);
    assert!(server.asked().is_empty());
}

#[test]
fn rest_brings_rows_by_the_paths_that_the_operator_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(|asked, n| {
        let from = asked.path.split_once("offset=").map_or(0, |(_, n)| n.parse().unwrap());
        let rows: Vec<String> = (from..(from + 2).min(5))
            .map(|n| format!(r#"{{"call":{{"id":{n}}},"ended":17724420{n:02},"wait":{n}.25,"ok":true,"who":null}}"#))
            .collect();
        let good = Answer::new(200, format!(r#"{{"data":{{"items":[{}]}}}}"#, rows.join(",")));
        if n == 1 { Answer::new(500, "") } else { good }
    });
    let host = server.host();
    let manifest = format!(
        "[plugins.rest]\nhosts = [\"{host}\"]\nsecrets = {{ token = {{ file = \"token\", hosts = [\"{host}\"] }} }}\n\
         [plugins.rest.settings]\nurl = \"http://{host}/calls?all=1\"\nauth = \"bearer\"\nrows = \"data.items\"\npages = \"offset\"\nfields = \"\"\"\n\
         id text = call.id\nat instant = ended in seconds\nwaited duration = wait in seconds\nok yes/no = ok\nagent text? = who\n\"\"\"\n"
    );
    let mut source = source("rest", folder.path(), &manifest);
    assert!(source.check().unwrap().is_empty());
    let pulled = run(&mut source, "rest", "rows", folder.path(), &PullOptions::default(), &Jump::new(9));
    assert_eq!((pulled.rows, pulled.ended), (5, Ended::Caught));
    assert_eq!(server.asked()[0].header("authorization"), Some("Bearer s3cr3t"));
    insta::assert_snapshot!(fs::read_to_string(folder.path().join("rows.jsonl")).unwrap());
    // A row that does not fit ends the run with its place.
    let wrong = manifest.replace("wait in seconds", "who in seconds");
    let other = tempfile::tempdir().unwrap();
    let mut source = self::source("rest", other.path(), &wrong);
    let failure = failed(run(&mut source, "rest", "rows", other.path(), &PullOptions::default(), &Jump::new(9)));
    insta::assert_snapshot!(failure.text, @"`fields`: row 1 of the page has no `who`; if it may be missing, write `waited duration? = …`");
}
