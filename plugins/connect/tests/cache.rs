//! Connectors are compiled once: the next program takes the code from the folder; a changed file is compiled anew.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot set up shall fail")]

mod support;

use etalon_connect::Connectors;
use etalon_host::Host;
use std::fs;
use std::path::{Path, PathBuf};
use support::guest::bytes;

/// As a program that has just begun.
fn connectors(folder: &Path) -> Connectors {
    Connectors::on(Host::new(Some(folder.to_owned())).unwrap())
}

fn compiled(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.sort();
    all
}

#[test]
fn the_second_program_reads_what_the_first_compiled_and_a_changed_file_is_compiled() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("plugins");
    let webhook = bytes("webhook");
    assert!(connectors(&folder).load(&webhook).unwrap().kinds().sink);
    let [code] = compiled(&folder).try_into().unwrap();
    let written = fs::metadata(&code).unwrap().modified().unwrap();

    assert_eq!(connectors(&folder).load(&webhook).unwrap().description().name, "webhook");
    assert_eq!(fs::metadata(&code).unwrap().modified().unwrap(), written, "not written again");

    // Another connector's code under its name: what is loaded now was read, not compiled.
    connectors(&folder).load(&bytes("chat")).unwrap();
    let other = compiled(&folder).into_iter().find(|path| *path != code).unwrap();
    let mine = fs::read(&code).unwrap();
    fs::copy(&other, &code).unwrap();
    assert_eq!(connectors(&folder).load(&webhook).unwrap().description().name, "chat");
    fs::write(&code, mine).unwrap();

    // One byte of the file: its code lies under another name.
    let mut changed = webhook.clone();
    let words = b"Decisions to any address";
    let at = changed.windows(words.len()).position(|bytes| bytes == words).unwrap();
    changed[at] = b'd';
    assert!(connectors(&folder).load(&changed).unwrap().description().doc.starts_with("decisions to any address"));
    assert_eq!(compiled(&folder).len(), 3);
}
