//! The tests of a plugin, run without WebAssembly: `tests/*.toml`, as `plugins/templates/TESTS.md` says.

mod case;
mod cell;
mod described;
mod metric;
mod moment;
mod table;
mod window;

use crate::made::Plugin;
use crate::settings::native;
use case::{Case, File};
use cell::Cell;
use std::path::{Path, PathBuf};

/// Runs the cases in `tests/*.toml` below the folder, and what must hold of any plugin. [`crate::plugin!`] makes a test of it.
///
/// # Panics
/// A case does not hold: all of them are said, with file, case and row.
pub fn test<P: Plugin>(folder: impl AsRef<Path>) {
    let wrong = wrong::<P>(folder.as_ref());
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// Everything that does not hold.
fn wrong<P: Plugin>(folder: &Path) -> Vec<String> {
    let mut wrong = described::wrong(&P::FACTS);
    for path in files(folder) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(why) => {
                wrong.push(format!("tests/{name}: {why}"));
                continue;
            }
        };
        match File::read(&text, &P::FACTS) {
            Ok(file) => {
                native::set(file.settings);
                for (case, held) in file.cases.iter().map(|case| (case, run::<P>(case))) {
                    wrong.extend(held.err().map(|why| format!("tests/{name}: {}: {why}", case.name)));
                }
                native::set(std::collections::BTreeMap::new());
            }
            Err(why) => wrong.push(format!("tests/{name}: {why}")),
        }
    }
    wrong
}

/// The files of cases, in the order of their names.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder.join("tests")).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> =
        entries.map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "toml")).collect();
    files.sort();
    files
}

fn run<P: Plugin>(case: &Case) -> Result<(), String> {
    if case.function.window { window::run::<P>(case) } else { metric::run::<P>(case) }
}

/// That the answers are those expected, after rounding.
fn same(got: &[Cell], expected: &[Cell], what: &str, case: &Case) -> Result<(), String> {
    if got.len() != expected.len() {
        return Err(format!("{what} gave {} values for {}", got.len(), expected.len()));
    }
    let scale = case.function.returns.scale;
    match (0..got.len()).find(|at| got[*at].shown(scale) != expected[*at].shown(scale)) {
        None => Ok(()),
        Some(at) => {
            let (got, expected) = (got[at].shown(scale), expected[at].shown(scale));
            Err(format!("{what}: value {} is {got}, expected {expected}", at + 1))
        }
    }
}

#[cfg(test)]
mod tests;
