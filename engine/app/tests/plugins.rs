//! Standards that use plugins, through the front door: checked, pinned, run, tested, explained, watched. With the feature `plugins`.
#![cfg(feature = "plugins")]

mod support;

use std::path::Path;
use support::plugin::Effort;
use support::{Said, etalon, etalon_at as at};

const STANDARD: &str = r#"standard desk "Desk" { version 1  zone "Europe/Riga" }

use plugin effort "^1"

event call { id text key  at instant  waited duration? }
source calls for call { files "calls.csv"  zone "Europe/Riga"  field waited = seconds(wait) }

principle care { meaning en "We are there." }
criterion quick "Answered within 20 seconds" { principle care  for call  require waited <= 20 s }
criterion easy "Little effort" { principle care  for call  require effort.effort(waited) >= 80 }
metric easy_calls "Easy calls" { share of call that met easy  each month }

test "who waits long bears much" {
  given call { id "c1" at 2026-03-01T10:00 waited 5 s }
  given call { id "c2" at 2026-03-01T11:00 waited 25 s }
  expect easy met for "c1"
  expect easy breached for "c2"
}
"#;

const CALLS: &str = "id,at,wait\nc1,2026-03-01T10:00,5\nc2,2026-03-01T10:10,25\nc3,2026-03-01T10:20,13\nc4,2026-03-01T10:30,\nc5,2026-03-01T10:40,8\n";

/// A standard with a plugin beside it that nobody pinned.
fn desk(effort: &Effort) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("desk.etalon"), STANDARD).expect("a place to write");
    std::fs::write(dir.path().join("calls.csv"), CALLS).expect("a place to write");
    effort.put(dir.path());
    dir
}

fn told(said: &Said) -> String {
    format!("exit code {}\n--- out\n{}--- err\n{}", said.code, said.out, said.err)
}

/// Criterion and verdict of each call, from the JSON of a run.
fn verdicts(dir: &Path) -> Vec<String> {
    let said = at(dir, &["run", "--out", "out", "--only", "findings"]);
    assert_eq!(said.code, 0, "{}", told(&said));
    let lines = std::fs::read_to_string(dir.join("out/findings.jsonl")).expect("findings");
    let mut verdicts: Vec<String> = lines
        .lines()
        .map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
            format!("{} {} {} {}", line["criterion"], line["key"], line["verdict"], line["reason"])
        })
        .collect();
    verdicts.sort();
    verdicts
}

#[test]
fn from_a_strangers_file_to_a_result() {
    let dir = desk(&Effort::default());
    let said = at(dir.path(), &["check"]);
    insta::assert_snapshot!("not_pinned", told(&said));
    let said = at(dir.path(), &["plugin", "lock", "--check"]);
    assert_eq!(said.code, 1, "{}", told(&said));
    assert!(!dir.path().join("etalon.lock").exists());
    let said = at(dir.path(), &["plugin", "lock"]);
    insta::assert_snapshot!("lock", told(&said));
    assert_eq!(at(dir.path(), &["plugin", "lock", "--check"]).code, 0);
    assert_eq!(at(dir.path(), &["check"]).code, 0);
    let said = at(dir.path(), &["run"]);
    insta::assert_snapshot!("run", told(&said));
    let said = at(dir.path(), &["test"]);
    assert_eq!(said.code, 0, "{}", told(&said));
    let said = at(dir.path(), &["explain", ".", "easy", "c2"]);
    insta::assert_snapshot!("explain", told(&said));
    assert_eq!(at(dir.path(), &["plan"]).code, 0);
}

#[test]
fn what_a_plugin_fails_at_is_not_judged_and_hurts_nothing_else() {
    let sound = desk(&Effort::default());
    assert_eq!(at(sound.path(), &["plugin", "lock"]).code, 0);
    let trap = desk(&Effort { on_13: "unreachable", ..Effort::default() });
    assert_eq!(at(trap.path(), &["plugin", "lock"]).code, 0);
    let (sound, trap_verdicts) = (verdicts(sound.path()), verdicts(trap.path()));
    insta::assert_snapshot!("trapped", trap_verdicts.join("\n"));
    let differ: Vec<&String> = sound.iter().filter(|line| !trap_verdicts.contains(line)).collect();
    assert_eq!(differ.len(), 1, "one call of one rule alone: {differ:?}");
    let said = at(trap.path(), &["explain", ".", "easy", "c3"]);
    insta::assert_snapshot!("explain_fault", told(&said));
    let said = at(trap.path(), &["run"]);
    assert!(said.out.contains("effort"), "the report says so: {}", said.out);
}

#[test]
fn a_changed_file_is_refused_until_it_is_pinned() {
    let dir = desk(&Effort::default());
    assert_eq!(at(dir.path(), &["plugin", "lock"]).code, 0);
    Effort { a_second: "2", version: "1.1.0", ..Effort::default() }.put(dir.path());
    for command in ["check", "run", "test", "explain", "plan"] {
        let said = at(dir.path(), &[command]);
        assert_eq!(said.code, 1, "{command}: {}", told(&said));
        let all = said.out + &said.err;
        assert!(all.contains("etalon plugin lock") && all.contains("plugins/effort.wasm"), "{command}: {all}");
    }
    let said = at(dir.path(), &["plugin", "lock"]);
    insta::assert_snapshot!("lock_anew", told(&said));
    assert_eq!(at(dir.path(), &["run"]).code, 0);
    std::fs::remove_file(dir.path().join("plugins/effort.wasm")).expect("it is there");
    assert_eq!(at(dir.path(), &["check"]).code, 0, "what is pinned is enough to check a text");
    insta::assert_snapshot!("gone", told(&at(dir.path(), &["run"])));
}

/// The file is the one that was pinned, but what etalon.lock says of it was written by another hand: a narrower promise, which the checker would believe.
#[test]
fn a_description_that_is_not_the_files_own_is_refused() {
    let dir = desk(&Effort::default());
    assert_eq!(at(dir.path(), &["plugin", "lock"]).code, 0);
    let lock = dir.path().join("etalon.lock");
    let text = std::fs::read_to_string(&lock).expect("it was pinned");
    let mut forged: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let range = &mut forged["plugins"][0]["description"]["metrics"][0]["returns"]["range"];
    assert!(*range != serde_json::json!([90, 100]));
    *range = serde_json::json!([90, 100]);
    std::fs::write(&lock, format!("{forged:#}\n")).expect("a place to write");
    insta::assert_snapshot!("forged", told(&at(dir.path(), &["run"])));
    for command in [&["test"][..], &["explain"], &["plugin", "run", "effort", "effort", "--rows", "calls.csv"]] {
        let said = at(dir.path(), command);
        assert_eq!(said.code, 1, "{command:?}: {}", told(&said));
        let all = said.out.clone() + &said.err;
        assert!(all.contains("is not what is pinned in etalon.lock"), "{command:?}: {}", told(&said));
    }
    let said = at(dir.path(), &["plugin", "lock", "--check"]);
    assert_eq!(said.code, 1, "{}", told(&said));
    assert_eq!(at(dir.path(), &["plugin", "lock"]).code, 0);
    assert_eq!(at(dir.path(), &["run"]).code, 0, "pinned anew, it is as it was");
    assert_eq!(std::fs::read_to_string(&lock).expect("it is there"), text);
}

#[test]
fn what_etalon_toml_says_is_held_against_the_plugin() {
    let settings = r#", "settings": [{"name": "mode", "type": "text", "choices": ["mild", "strict"]}]"#;
    let dir = desk(&Effort { more: settings, ..Effort::default() });
    let said = at(dir.path(), &["plugin", "lock"]);
    insta::assert_snapshot!("setting_missing", told(&said));
    let toml = "[plugins.effort]\nmemry = \"1 MiB\"\n[plugins.effort.settings]\nmode = \"mild\"\n";
    std::fs::write(dir.path().join("etalon.toml"), toml).expect("a place to write");
    let said = at(dir.path(), &["check"]);
    insta::assert_snapshot!("toml_misspelt", told(&said));
    let json: serde_json::Value =
        serde_json::from_str(&at(dir.path(), &["check", "--format", "json"]).out).expect("JSON");
    assert_eq!(
        (json["diagnostics"][0]["file"].as_str(), json["diagnostics"][0]["line"].as_u64()),
        (Some("etalon.toml"), Some(2))
    );
    std::fs::write(dir.path().join("etalon.toml"), toml.replace("memry", "memory")).expect("a place to write");
    let said = at(dir.path(), &["plugin", "lock"]);
    assert_eq!(said.code, 0, "{}", told(&said));
    // The plugin has 4 MiB at once; it is not even started.
    let said = at(dir.path(), &["run"]);
    assert_eq!(said.code, 1, "{}", told(&said));
    insta::assert_snapshot!("too_little_memory", told(&said));
}

#[test]
fn any_number_of_threads_and_rows_gives_the_same_bytes() {
    let dir = desk(&Effort { on_13: "unreachable", ..Effort::default() });
    let mut calls = "id,at,wait\n".to_owned();
    for number in 0..20_000 {
        calls.push_str(&format!("c{number},2026-03-{:02}T10:00,{}\n", number % 28 + 1, number % 97));
    }
    std::fs::write(dir.path().join("calls.csv"), calls).expect("a place to write");
    assert_eq!(at(dir.path(), &["plugin", "lock"]).code, 0);
    let run = |threads: &str, batch: &str| {
        let said = at(dir.path(), &["run", "--format", "json", "--threads", threads, "--batch", batch]);
        assert_eq!(said.code, 0, "{}", said.err);
        said.out
    };
    let one = run("1", "16384");
    assert!(one == run("3", "16384") && one == run("2", "777"), "the same bytes");
}

#[test]
fn strangers_files_are_refused_by_name() {
    let dir = desk(&Effort::default());
    for (name, bytes) in [("text", b"hello".to_vec()), ("cut", Effort::default().bytes()[..200].to_vec())] {
        let file = dir.path().join(format!("{name}.wasm"));
        std::fs::write(&file, bytes).expect("a place to write");
        let said = at(dir.path(), &["plugin", "inspect", &format!("{name}.wasm")]);
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{}", said.err);
        assert!(said.err.contains(&format!("{name}.wasm is not loaded: ")), "{}", said.err);
    }
    assert_eq!(etalon(["plugin", "inspect", "nowhere.wasm"]).code, 1);
    assert_eq!(etalon(["plugin", "frobnicate"]).code, 2);
}
