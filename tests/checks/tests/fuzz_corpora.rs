//! What fuzzing found, and what it started from, once more: all corpora of `tests/fuzz`.

#![expect(clippy::unwrap_used, reason = "a test")]

#[path = "../../fuzz/src/lib.rs"]
mod fuzz;

use fuzz::Reader;
use std::path::Path;

/// Every input of a corpus.
fn inputs(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(name);
    let mut files: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(files.len() > 5, "{name} has a corpus");
    files.sort();
    files.iter().map(|file| std::fs::read(file).unwrap()).collect()
}

fn texts(name: &str, holds: impl Fn(&str)) {
    inputs(name).iter().filter_map(|bytes| std::str::from_utf8(bytes).ok()).for_each(holds);
}

#[test]
fn parse() {
    texts("parse", fuzz::parses);
}

#[test]
fn format() {
    texts("format", fuzz::formats);
}

#[test]
fn check() {
    texts("check", fuzz::checks);
}

#[test]
fn read_delimited() {
    let reader = Reader::delimited();
    inputs("read_delimited").iter().for_each(|bytes| reader.read(bytes));
}

#[test]
fn read_json() {
    let reader = Reader::json();
    inputs("read_json").iter().for_each(|bytes| reader.read(bytes));
}

#[test]
fn read_parquet() {
    let reader = Reader::parquet();
    inputs("read_parquet").iter().for_each(|bytes| reader.read_whole(bytes));
}

#[test]
fn read_compressed() {
    let reader = Reader::compressed();
    inputs("read_compressed").iter().for_each(|bytes| reader.read_packed(bytes));
}
