//! The house keeps its order: arrows between rooms, one file a diagnostic, small files, no marks left behind.

use cargo_metadata::{DependencyKind, MetadataCommand};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn house() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the house is there")
}

/// Every file below a folder with that ending, sorted. What is built or fetched is left out.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return found;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if !name.starts_with('.') && name != "target" {
                found.extend(files(&path, ending));
            }
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn short(path: &Path) -> String {
    path.strip_prefix(house()).unwrap_or(path).display().to_string()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", short(path)))
}

/// Which rooms a room may use. Nothing points back.
fn arrows() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    [
        ("etalon-grammar", vec![]),
        ("etalon-core", vec!["etalon-grammar"]),
        ("etalon-store", vec!["etalon-core", "etalon-grammar"]),
        ("etalon-report", vec!["etalon-core", "etalon-grammar"]),
        ("etalon-contract", vec!["etalon-core"]),
        ("etalon-host", vec!["etalon-contract", "etalon-core"]),
        ("etalon-connect", vec!["etalon-host", "etalon-contract", "etalon-core"]),
        (
            "etalon",
            vec![
                "etalon-connect",
                "etalon-host",
                "etalon-contract",
                "etalon-store",
                "etalon-report",
                "etalon-core",
                "etalon-grammar",
            ],
        ),
        ("etalon-checks", vec!["etalon-contract", "etalon-store", "etalon-report", "etalon-core", "etalon-grammar"]),
        ("etalon-whole", vec!["etalon"]),
        ("etalon-bench", vec!["etalon-store", "etalon-report", "etalon-core", "etalon-grammar"]),
    ]
    .into_iter()
    .map(|(room, uses)| (room, uses.into_iter().collect()))
    .collect()
}

#[test]
fn no_arrow_points_back() {
    let metadata = MetadataCommand::new()
        .manifest_path(house().join("Cargo.toml"))
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec()
        .expect("cargo describes the house");
    let arrows = arrows();
    let rooms: BTreeSet<String> = metadata.packages.iter().map(|package| package.name.to_string()).collect();
    for package in &metadata.packages {
        let room = package.name.to_string();
        let allowed =
            arrows.get(room.as_str()).unwrap_or_else(|| panic!("`{room}` is a new room: say here what it may use"));
        for dependency in package.dependencies.iter().filter(|d| rooms.contains(&d.name)) {
            // Tests of a room may look at what it stands on, never at what stands on it.
            let kind = if dependency.kind == DependencyKind::Development { "in tests " } else { "" };
            assert!(
                allowed.contains(dependency.name.as_str()),
                "`{room}` {kind}uses `{}`: that arrow points back",
                dependency.name
            );
        }
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Slugs by the room that words them: file names with hyphens.
fn slugs(folder: &str) -> BTreeSet<String> {
    let Ok(entries) = fs::read_dir(house().join(folder)) else {
        return BTreeSet::new();
    };
    let rust = entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "rs"));
    rust.map(|path| stem(&path)).filter(|name| name != "mod").map(|name| name.replace('_', "-")).collect()
}

fn cases() -> BTreeSet<String> {
    let entries = fs::read_dir(house().join("tests/cases/check")).expect("there are cases");
    let names = entries.flatten().filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name());
    names.map(|name| name.to_string_lossy().split("--").next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_slug_has_a_case_and_every_case_a_slug() {
    let checked: BTreeSet<String> =
        ["engine/core/src/check/messages", "engine/core/src/check/lints"].into_iter().flat_map(slugs).collect();
    let cases = cases();
    let untested: Vec<_> = checked.difference(&cases).collect();
    assert!(untested.is_empty(), "no case folder in tests/cases/check: {untested:?}");
    let mut known = checked;
    known.extend(slugs("grammar/src/errors"));
    known.extend(["fine", "several", "undecided"].map(str::to_owned));
    let stray: Vec<_> = cases.difference(&known).collect();
    assert!(stray.is_empty(), "no file words these slugs: {stray:?}");
}

#[test]
fn a_slug_is_the_name_of_its_file() {
    for folder in ["engine/core/src/check/messages", "engine/core/src/check/lints"] {
        for slug in slugs(folder) {
            let path = house().join(folder).join(format!("{}.rs", slug.replace('-', "_")));
            assert!(read(&path).contains(&format!("\"{slug}\"")), "{} does not say \"{slug}\"", short(&path));
        }
    }
}

#[test]
fn files_are_small() {
    let large: Vec<String> = files(&house(), "rs")
        .iter()
        .map(|path| (read(path).lines().count(), path))
        .filter(|(lines, _)| *lines > 500)
        .map(|(lines, path)| format!("{}: {lines} lines", short(path)))
        .collect();
    assert!(large.is_empty(), "longer than 500 lines:\n{}", large.join("\n"));
}

#[test]
fn nothing_is_left_for_later() {
    // Put together here, so that this file does not find itself.
    let marks = [["TO", "DO"], ["FIX", "ME"], ["XX", "X"]].map(|parts| parts.concat());
    let mut left = Vec::new();
    for path in ["rs", "etalon", "pest", "md", "toml"].iter().flat_map(|ending| files(&house(), ending)) {
        for (number, line) in read(&path).lines().enumerate() {
            let words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
            if words.into_iter().any(|word| marks.iter().any(|mark| mark == word)) {
                left.push(format!("{}:{}: {}", short(&path), number + 1, line.trim()));
            }
        }
    }
    assert!(left.is_empty(), "marks left behind:\n{}", left.join("\n"));
}

#[test]
fn only_the_store_and_the_program_touch_files() {
    let mut touching = Vec::new();
    for room in ["grammar/src", "engine/core/src", "engine/report/src"] {
        for path in files(&house().join(room), "rs") {
            if read(&path).contains("std::fs")
                || read(&path).contains("std::process")
                || read(&path).contains("std::net")
            {
                touching.push(short(&path));
            }
        }
    }
    assert!(touching.is_empty(), "only engine/store and engine/app may touch files:\n{}", touching.join("\n"));
}
