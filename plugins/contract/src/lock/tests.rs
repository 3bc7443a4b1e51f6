use super::{Lock, Locked};
use crate::{Description, Grants, Needs, SCHEMA};
use std::path::PathBuf;

pub(crate) fn description(name: &str, version: &str) -> Description {
    Description {
        schema: SCHEMA.to_owned(),
        name: name.to_owned(),
        version: version.to_owned(),
        doc: "How polite.".to_owned(),
        needs: Needs::default(),
        settings: serde_json::from_str(
            r#"[{"name": "lexicon", "type": "text", "choices": ["lv", "et"], "default": "lv"}]"#,
        )
        .expect("settings"),
        metrics: serde_json::from_str(
            r#"[{"name": "politeness", "params": [{"name": "message", "type": "text"}],
                 "returns": {"type": "number", "unit": "points", "range": [0, 100], "scale": 1}}]"#,
        )
        .expect("metrics"),
        windows: Vec::new(),
        streams: Vec::new(),
        actions: Vec::new(),
    }
}

pub(crate) fn locked(name: &str, version: &str) -> Locked {
    Locked {
        name: name.to_owned(),
        version: version.to_owned(),
        file: PathBuf::from(format!("plugins/{name}.wasm")),
        sha256: crate::sha256(name.as_bytes()),
        contract: "0.1.0".to_owned(),
        grants: Grants::default(),
        description: description(name, version),
    }
}

#[test]
fn what_is_written_is_read_again() {
    let mut lock = Lock::default();
    lock.pin(locked("tone", "0.3.0"));
    lock.pin(locked("ewma", "1.0.0"));
    lock.pin(locked("tone", "0.3.1"));
    let text = lock.text();
    insta::assert_snapshot!(text);
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(super::LOCK), &text).expect("a place to write");
    assert_eq!(Lock::read(folder.path()).expect("sound"), lock);
}

#[test]
fn a_broken_lock_is_said_with_its_place() {
    let mut lock = Lock::default();
    lock.pin(locked("tone", "0.3.0"));
    let text = lock.text();
    for end in 0..text.trim_end().len() {
        let mistake = Lock::parse(&text[..end]).expect_err("a part of it");
        assert_eq!(mistake.slug, "broken-lock");
    }
    let merged = text.replacen("\"tone\"", "<<<<<<< HEAD", 1);
    let mistake = Lock::parse(&merged).expect_err("a merge");
    assert!(merged[..mistake.span.expect("a place").start].contains("\"name\""));
    let foreign = Lock::parse(&text.replace("etalon-lock/1", "etalon-lock/9")).expect_err("a later form");
    assert_eq!(foreign.slug, "foreign-lock");
    let strange = Lock::parse(&text.replace("\"tone\"", "\"../tone\"")).expect_err("no name");
    assert_eq!(strange.slug, "broken-lock");
}
