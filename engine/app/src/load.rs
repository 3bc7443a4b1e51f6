//! From a path to a checked standard, and what to say if there is none.

use crate::{messages, plugins, speak};
use etalon_contract::Purpose;
use etalon_core::{Checked, SourceFile};
use etalon_store::LoadError;
use std::path::{Path, PathBuf};

/// A standard as it lies on the disk: its files and what the checker makes of them.
pub struct Loaded {
    /// The files, by the number that spans have.
    pub files: Vec<SourceFile>,
    /// What the checker says.
    pub checked: Checked,
    /// Where its plugins lie, and the files of days that its calendars name.
    beside: Vec<PathBuf>,
}

/// Reads and checks a standard, with the plugins beside it: what is pinned of them to check it, themselves to judge by it.
pub fn try_load(path: &Path, sets: &[(String, String)], purpose: Purpose) -> Result<Loaded, Vec<LoadError>> {
    let files = etalon_store::load_standard(path)?;
    let (catalog, mut beside) = plugins::catalog(&folder(path), &files, purpose)?;
    let days = etalon_store::day_files(&files, Path::new(""))?;
    let checked = etalon_core::check_beside(&files, sets, &catalog, &days);
    beside.extend(days.values().map(|file| PathBuf::from(&file.path)));
    Ok(Loaded { files, checked, beside })
}

/// The same; what cannot be loaded is said.
pub fn load(path: &Path, sets: &[(String, String)], purpose: Purpose) -> Option<Loaded> {
    try_load(path, sets, purpose).map_err(|errors| speak::load_errors(&errors)).ok()
}

/// The folder that a standard's data lie beside.
pub fn folder(path: &Path) -> PathBuf {
    if path.is_dir() {
        return path.to_owned();
    }
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// How many columns a person sees; enough where nobody looks.
pub fn width() -> usize {
    terminal_size::terminal_size().map_or(110, |(width, _)| usize::from(width.0).clamp(60, 140))
}

impl Loaded {
    /// Everything that was read, to be watched.
    pub fn read(&self) -> impl Iterator<Item = PathBuf> {
        self.files.iter().map(|file| PathBuf::from(&file.path)).chain(self.beside.iter().cloned())
    }

    /// Says every diagnostic on standard error.
    pub fn say_diagnostics(&self) {
        if !self.checked.diagnostics.is_empty() {
            speak::message(&messages::render(&self.files, &self.checked.diagnostics, width()));
        }
    }
}
