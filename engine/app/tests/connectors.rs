//! Connectors through the program, as their guides say: pinned, tried, looked at, run; what a source brought is judged, and what was
//! decided is carried out, once. The other side is a server of the test; `plugins/build` makes the components.
#![cfg(feature = "connectors")]
#![expect(clippy::unwrap_used, reason = "a test that cannot set up shall fail")]

#[path = "../../../plugins/connect/tests/support/server.rs"]
#[allow(dead_code, reason = "each test takes what it needs")]
mod server;
mod support;
#[path = "../../../plugins/connect/tests/support/zendesk.rs"]
mod zendesk;

use server::{Answer, Server};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::Said;

fn house() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// A copy of a plugin's example whose manifest names the server in the place of the real service.
fn example(name: &str, data: bool, change: &[(&str, &str)]) -> tempfile::TempDir {
    let (from, to) = (house().join("plugins").join(name).join("example"), tempfile::tempdir().unwrap());
    let component = house().join("target/guests").join(format!("{name}.wasm"));
    assert!(component.is_file(), "{} is missing: run plugins/build", component.display());
    fs::copy(from.join("standard.etalon"), to.path().join("standard.etalon")).unwrap();
    fs::create_dir(to.path().join("data")).unwrap();
    for file in fs::read_dir(from.join("data")).unwrap().filter(|_| data) {
        let file = file.unwrap();
        fs::copy(file.path(), to.path().join("data").join(file.file_name())).unwrap();
    }
    let mut manifest = fs::read_to_string(from.join("etalon.toml")).unwrap();
    let named = format!("../../../target/guests/{name}.wasm");
    for (old, new) in [(named.as_str(), component.to_str().unwrap())].iter().chain(change) {
        assert!(manifest.contains(old), "{name}: the manifest says {old}");
        manifest = manifest.replace(old, new);
    }
    fs::write(to.path().join("etalon.toml"), manifest).unwrap();
    to
}

/// Runs the program in that folder; the secrets are in the variables that the examples name.
fn etalon(dir: &Path, args: &[&str]) -> Said {
    let output = Command::new(env!("CARGO_BIN_EXE_etalon"))
        .args(args)
        .current_dir(dir)
        .env("ETALON_CACHE", concat!(env!("CARGO_TARGET_TMPDIR"), "/plugins"))
        .envs([("ZENDESK_TOKEN", "s3cr3t"), ("CALLS_TOKEN", "s3cr3t")])
        .envs([("CHAT_HOOK", "T1/B2/s3cr3t"), ("WEBHOOK_KEY", "s3cr3t")])
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let said = Said { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) };
    assert!(!said.out.contains("s3cr3t") && !said.err.contains("s3cr3t"), "{}{}", said.out, said.err);
    said
}

/// The same, and that it went well.
fn fine(dir: &Path, args: &[&str]) -> Said {
    let said = etalon(dir, args);
    assert_eq!(said.code, 0, "etalon {}: {}{}", args.join(" "), said.out, said.err);
    said
}

/// What it said, without what differs from machine to machine.
fn told(said: &Said, server: &Server) -> String {
    let text = format!("exit code {}\n--- out\n{}--- err\n{}", said.code, said.out, said.err);
    text.replace(&server.port.to_string(), "PORT").replace(&house().display().to_string(), "HOUSE")
}

#[test]
fn tickets_are_fetched_judged_and_fetched_on() {
    let server = Server::start(|asked, _| match asked.path.as_str() {
        "/api/v2/users/me.json" => Answer::new(200, r#"{"user":{"id":1}}"#),
        _ => zendesk::answer(asked, 7),
    });
    let host = server.host();
    let url = format!("url = \"http://{host}\"\nsubdomain = \"acme\"");
    let dir = example(
        "zendesk",
        false,
        &[
            ("\"acme.zendesk.com\"", &format!("\"{host}\"")),
            ("subdomain = \"acme\"", &url),
            ("service@acme.example", "me@acme.com"),
        ],
    );
    let dir = dir.path();
    let early = etalon(dir, &["plugin", "run", "zendesk", "--try"]);
    assert_eq!((early.code, early.err.contains("etalon plugin lock")), (1, true), "{}", early.err);
    fine(dir, &["plugin", "lock"]);
    insta::assert_snapshot!("try", told(&fine(dir, &["plugin", "run", "zendesk", "--try"]), &server));

    let looked = fine(dir, &["plugin", "run", "zendesk", "--dry-run", "--pages", "1"]);
    // A page of the server has three tickets.
    assert_eq!(looked.out.lines().count(), 3, "{}", looked.out);
    assert_eq!(fs::read_dir(dir.join("data")).unwrap().count(), 0, "nothing is stored");

    let fetched = fine(dir, &["plugin", "run", "zendesk", "--stream", "tickets", "--out", "data"]);
    insta::assert_snapshot!("fetch", told(&fetched, &server));
    assert_eq!(fs::read_to_string(dir.join("data/tickets.jsonl")).unwrap().lines().count(), 7);
    // The nth ticket had its first reply after n minutes: all seven within four hours. None was opened again.
    let judged = fine(dir, &["run"]);
    assert_eq!(judged.out.matches("100.0%  month 2026-03 (running)  of 7").count(), 2, "{}", judged.out);
    let asked = server.asked().len();
    let again = fine(dir, &["plugin", "run", "zendesk", "--out", "data"]);
    assert_eq!(server.asked().len(), asked + 1, "asked for what is new, and for nothing else");
    assert!(again.err.contains("0 rows"), "{}", again.err);
}

#[test]
fn what_went_wrong_is_told_with_what_to_do() {
    let server = Server::start(|_, _| Answer::new(401, "{}"));
    let host = server.host();
    let url = format!("url = \"http://{host}/calls\"");
    let dir = example("rest", false, &[("url = \"https://api.example.com/v1/calls?sort=ended\"", &url)]);
    let dir = dir.path();
    fine(dir, &["plugin", "lock"]);
    let mut all = String::new();
    let mut tell = |name: &str, args: &[&str]| {
        let said = etalon(dir, args);
        assert_ne!(said.code, 0, "{name}: {}", said.out);
        all.push_str(&format!("# {name}\n{}\n", told(&said, &server)));
    };
    tell("the host is not granted", &["plugin", "run", "rest", "--out", "data"]);
    tell("no folder to store in", &["plugin", "run", "rest"]);
    tell("no such stream", &["plugin", "run", "rest", "--stream", "calls", "--dry-run"]);
    tell("the folder of the standard without its option", &["plugin", "run", "rest", ".", "--dry-run"]);
    let granted =
        fs::read_to_string(dir.join("etalon.toml")).unwrap().replace("\"api.example.com\"", &format!("\"{host}\""));
    fs::write(dir.join("etalon.toml"), granted).unwrap();
    let said = etalon(dir, &["plugin", "run", "rest", "--dry-run"]);
    all.push_str(&format!("# granted, and not pinned anew\n{}\n", told(&said, &server)));
    fine(dir, &["plugin", "lock"]);
    let said = etalon(dir, &["plugin", "run", "rest", "--dry-run"]);
    all.push_str(&format!("# the token is refused\n{}\n", told(&said, &server)));
    let lock = fs::read_to_string(dir.join("etalon.lock")).unwrap();
    fs::write(dir.join("etalon.lock"), lock.replace("Rows of any service", "Rows of some service")).unwrap();
    let said = etalon(dir, &["plugin", "run", "rest", "--dry-run"]);
    all.push_str(&format!("# a description that differs from the lock\n{}\n", told(&said, &server)));
    insta::assert_snapshot!(all);
}

#[test]
fn a_chat_is_told_what_is_owed_once() {
    let server =
        Server::start(
            |_, n| if n == 0 { Answer::new(429, "").header("retry-after", "1") } else { Answer::new(200, "ok") },
        );
    let host = server.host();
    let dir = example(
        "chat",
        true,
        &[
            ("\"hooks.slack.com\"", &format!("\"{host}\"")),
            ("text = ", &format!("url = \"http://{host}/services/{{secret}}\"\ntext = ")),
        ],
    );
    let dir = dir.path();
    fine(dir, &["plugin", "lock"]);
    fine(dir, &["check"]);
    fine(dir, &["fmt", "--check"]);
    fine(dir, &["run", "--out", "out"]);
    // Bills: 2 of 4 in January and 2 of 4 in February are within a day, less than 75%: a look, then a plan. Moving: 3 of 4, then all.
    let shown = fine(dir, &["plugin", "run", "chat", "--decisions", "out/decisions.jsonl", "--dry-run"]);
    assert_eq!(server.asked().len(), 0, "a dry run sends nothing");
    insta::assert_snapshot!("chat_dry_run", keyless(&told(&shown, &server)));
    let sent = fine(dir, &["plugin", "run", "chat", "--decisions", "out/decisions.jsonl"]);
    assert!(sent.err.ends_with("\n2 sent\n"), "{}", sent.err);
    let asked = server.asked();
    assert_eq!(asked.len(), 3, "one was tried again");
    assert!(asked.iter().all(|asked| asked.path == "/services/T1/B2/s3cr3t"));
    assert!(asked[1].text().contains("Team lead: bills: 1 missed target"), "{}", asked[1].text());
    assert!(asked[2].text().contains("Head of Service: bills: 2 missed periods in a row"), "{}", asked[2].text());
    let again = fine(dir, &["plugin", "run", "chat", "--decisions", "out/decisions.jsonl"]);
    assert_eq!(again.err, "2 sent before\n");
    assert_eq!(server.asked().len(), 3);
}

#[test]
fn a_webhook_is_told_with_key_and_signature() {
    let server = Server::start(|_, _| Answer::new(201, ""));
    let host = server.host();
    let dir = example(
        "webhook",
        true,
        &[
            ("hosts = [\"hooks.example.com\"]", &format!("hosts = [\"{host}\"]")),
            ("https://hooks.example.com", &format!("http://{host}")),
        ],
    );
    let dir = dir.path();
    fine(dir, &["plugin", "lock"]);
    fine(dir, &["check"]);
    fine(dir, &["fmt", "--check"]);
    fine(dir, &["run", "--out", "out"]);
    // Desk d1 saw all three within ten minutes in January, d2 two of three.
    let sent = fine(dir, &["plugin", "run", "webhook", "--decisions", "out/decisions.jsonl"]);
    assert!(sent.err.ends_with("\n1 sent\n"), "{}", sent.err);
    let [asked] = server.asked().try_into().unwrap();
    let line: serde_json::Value = serde_json::from_str(&asked.text()).unwrap();
    assert_eq!(line["subject"], "d1");
    assert_eq!(line["key"].as_str(), asked.header("idempotency-key"));
    assert!(asked.header("x-etalon-signature").unwrap().starts_with("sha256="));
}

/// Keys of decisions are hashes: that each has one is enough.
fn keyless(text: &str) -> String {
    let key = |line: &str| line.len() == 16 && line.bytes().all(|b| b.is_ascii_hexdigit());
    text.lines().map(|line| if key(line) { "KEY\n".to_owned() } else { format!("{line}\n") }).collect()
}
