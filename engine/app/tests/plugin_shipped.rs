//! The plugins that we ship, each in the example beside it: pinned, checked, run, and the figures that were worked out apart from Etalon.
//! `plugins/build` makes the components, into `target/guests`.
#![cfg(feature = "plugins")]

mod support;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use support::etalon;

fn house() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the house is there")
}

/// A copy of the example, its plugin pinned; its cache is its own.
fn example(name: &str) -> tempfile::TempDir {
    let (from, to) = (house().join("plugins").join(name).join("example"), tempfile::tempdir().expect("a folder"));
    let component = house().join("target/guests").join(format!("{name}.wasm"));
    assert!(component.is_file(), "{} is missing: run plugins/build", component.display());
    fs::create_dir(to.path().join("data")).expect("a folder for the data");
    for file in fs::read_dir(&from).expect("an example").chain(fs::read_dir(from.join("data")).expect("its data")) {
        let file = file.expect("a file").path();
        if file.is_file() && file.file_name() != Some(OsStr::new("etalon.lock")) {
            fs::copy(&file, to.path().join(file.strip_prefix(&from).expect("it lies there"))).expect("it is copied");
        }
    }
    let manifest = fs::read_to_string(from.join("etalon.toml")).expect("a manifest");
    let named = format!("../../../target/guests/{name}.wasm");
    assert!(manifest.contains(&named), "the example names {named}");
    let manifest = manifest.replace(&named, &component.display().to_string());
    fs::write(to.path().join("etalon.toml"), manifest).expect("it is written");
    for command in [&["plugin", "lock"][..], &["check"], &["fmt", "--check"]] {
        let said = etalon(command.iter().map(OsStr::new).chain([to.path().as_os_str()]));
        assert_eq!(said.code, 0, "{name}: etalon {}: {}{}", command.join(" "), said.out, said.err);
    }
    to
}

/// What a run says of the figures: the lines of `metrics.csv`, as metric, subject, period, n, value.
fn figures(name: &str) -> (Vec<String>, String) {
    let folder = example(name);
    let out = folder.path().join("out");
    let said = etalon([OsStr::new("run"), folder.path().as_os_str(), OsStr::new("--out"), out.as_os_str()]);
    assert_eq!(said.code, 0, "{name}: {}{}", said.out, said.err);
    let text = fs::read_to_string(out.join("metrics.csv")).expect("the figures");
    let lines = text.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        [cells[0], cells[2], cells[3], cells[7], cells[10]].join(" ")
    });
    (lines.collect(), said.out)
}

fn holds(figures: &[String], expected: &[&str]) {
    for line in expected {
        assert!(figures.iter().any(|figure| figure == line), "no `{line}` among\n{}", figures.join("\n"));
    }
}

#[test]
fn survey() {
    let (figures, said) = figures("survey");
    // 13 promoters and 1 detractor of 19, to one digit: 63.2.
    holds(&figures, &["nps north 2026-01 19 316/5", "effort north 2026-01 19 142/25"]);
    assert!(said.contains("53/80 kept"), "{said}");
}

#[test]
fn erlang_c() {
    let (figures, said) = figures("erlang-c");
    holds(&figures, &["gap north 2026-W10 90 97/30", "gap south 2026-W10 90 107/90"]);
    assert!(said.contains("165/180 kept"), "{said}");
}

#[test]
fn change() {
    // The south became slower in the middle of February.
    holds(
        &figures("change").0,
        &[
            "alarms north 2026-01 31 0",
            "alarms south 2026-01 31 0",
            "alarms north 2026-02 28 0",
            "alarms south 2026-02 28 2",
        ],
    );
}

#[test]
fn text_signals() {
    let (figures, said) = figures("text-signals");
    holds(&figures, &["promises a1 2026-03 6 1/3", "promises a2 2026-03 6 1/3"]);
    for kept in ["Greets  58.3%  7/12 kept", "name  66.7%  8/12 kept", "failed  71.4%  5/7 kept"] {
        assert!(said.contains(kept), "no `{kept}` in\n{said}");
    }
}
