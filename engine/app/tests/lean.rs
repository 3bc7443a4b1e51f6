//! A build without plugins: it checks texts against what is pinned, and says how to get one that can ask.
#![cfg(not(feature = "plugins"))]

mod support;

use support::etalon;

const STANDARD: &str = r#"standard desk "Desk" { version 1  zone "Europe/Riga" }
use plugin effort "^1"
event call { id text key  at instant  waited duration }
source calls for call { files "calls.csv"  zone "Europe/Riga"  field waited = seconds(wait) }
principle care { meaning en "We are there." }
criterion easy { principle care  for call  require effort.effort(waited) >= 80 }
"#;

const LOCK: &str = r#"{"schema": "etalon-lock/1", "plugins": [{"name": "effort", "version": "1.0.0", "file": "plugins/effort.wasm",
  "sha256": "de239dc57e9b4a5a8d1dd4e43b7a5b9ac3f41f8a5db1a0cfbd7c0ad0b7a1b1c9", "contract": "0.1.0",
  "grants": {"hosts": [], "secrets": {}, "reveal": [], "scratch": 0},
  "description": {"schema": "etalon-plugin/1", "name": "effort", "version": "1.0.0",
    "metrics": [{"name": "effort", "params": [{"name": "waited", "type": "duration"}], "returns": {"type": "number", "unit": "points"}}]}}]}
"#;

#[test]
fn it_checks_and_says_how_to_run() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("desk.etalon"), STANDARD).expect("a place to write");
    std::fs::write(dir.path().join("calls.csv"), "id,at,wait\nc1,2026-03-01T10:00,5\n").expect("a place to write");
    std::fs::write(dir.path().join("etalon.lock"), LOCK).expect("a place to write");
    let path = dir.path().to_str().expect("a name in UTF-8");
    let said = etalon(["check", path]);
    assert_eq!((said.code, said.out.as_str()), (0, "no mistakes found\n"), "{}", said.err);
    assert_eq!(etalon(["plan", path]).code, 0);
    for command in ["run", "test", "explain"] {
        let said = etalon([command, path]);
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{command}: {}", said.err);
        assert!(said.err.contains("--features plugins"), "{command}: {}", said.err);
    }
}

#[test]
fn the_commands_of_plugins_say_how_to_get_them() {
    for args in
        [&["plugin", "lock"][..], &["plugin", "new", "tone", "--lang", "rust"], &["plugin", "--help"], &["plugin"]]
    {
        let said = etalon(args);
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{args:?}: {}", said.err);
        assert!(said.err.contains("--features plugins"), "{args:?}: {}", said.err);
    }
}
