//! Every folder `tests/cases/<area>/<what-should-happen>/` is a test.
//!
//! `check`: the folder's standard is checked; what the checker says is kept beside it in `diagnostics.snap`. A folder is
//! named by the slug that must be said, or `slug--a-sentence` where one slug has several cases; `fine--…` must give nothing,
//! `undecided--…` is given up on.
//! `mistakes`: the same for folders named by what somebody got wrong; something must be said.
//! `run`: the folder's standard runs over its `data/`; the outcome is kept beside it in `outcome.snap`.
//!
//! To add a case, add a folder, run with `INSTA_UPDATE=always`, and read what was written.

mod check;
mod render;
mod run;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

fn area(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../cases").join(name)
}

/// The folders of an area, sorted by name.
fn folders(name: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(area(name)) else { return Vec::new() };
    let mut folders: Vec<_> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn name_of(folder: &Path) -> String {
    folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Runs every folder of an area, and names those that fail.
fn every(area: &str, case: impl Fn(&Path)) {
    let mut failed = Vec::new();
    for folder in folders(area) {
        if catch_unwind(AssertUnwindSafe(|| case(&folder))).is_err() {
            failed.push(name_of(&folder));
        }
    }
    assert!(failed.is_empty(), "these cases of tests/cases/{area} fail:\n  {}", failed.join("\n  "));
}

/// Compares with the snapshot that stands in the folder itself.
fn compare(folder: &Path, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder.canonicalize().expect("the folder is there"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn check() {
    every("check", check::case);
}

#[test]
fn run() {
    every("run", run::case);
}

/// The ten mistakes of everyday, and all at once: each must be said, whatever the slug.
#[test]
fn mistakes() {
    every("mistakes", check::mistake);
}
