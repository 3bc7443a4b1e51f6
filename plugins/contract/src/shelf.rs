//! The plugins beside a standard: what is written, what is pinned, and what lies on the disk, put together.

mod content;
mod found;
mod hash;

pub use content::{Content, Seen};
pub use found::{Found, Purpose};
pub use hash::sha256;

use crate::manifest::is_name;
use crate::{Lock, Manifest, Mistake, Use};
use etalon_core::plugin::Catalog;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The plugins beside a standard.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    /// The folder of the standard.
    pub folder: PathBuf,
    /// What the operator says.
    pub manifest: Manifest,
    /// What is pinned.
    pub lock: Lock,
    /// All that is written, pinned, or lies in `plugins/`, in the order of their names.
    pub names: Vec<String>,
}

impl Shelf {
    /// Looks into the folder of a standard: `etalon.toml`, `etalon.lock`, `plugins/*.wasm`.
    ///
    /// # Errors
    /// With everything in the first two that cannot be meant like that.
    pub fn open(folder: &Path) -> Result<Self, Vec<Mistake>> {
        let (manifest, lock) = match (Manifest::read(folder), Lock::read(folder)) {
            (Ok(manifest), Ok(lock)) => (manifest, lock),
            (manifest, lock) => {
                let mut mistakes = manifest.err().unwrap_or_default();
                mistakes.extend(lock.err().map(|mistake| *mistake));
                return Err(mistakes);
            }
        };
        Ok(Self::of(folder, manifest, lock))
    }

    /// The same with a lock that is at hand.
    #[must_use]
    pub fn of(folder: &Path, manifest: Manifest, lock: Lock) -> Self {
        let mut names: Vec<String> = manifest.plugins.keys().cloned().collect();
        names.extend(lock.plugins.iter().map(|locked| locked.name.clone()));
        for entry in std::fs::read_dir(folder.join("plugins")).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            if path.extension().is_some_and(|ending| ending == "wasm") && is_name(&name) {
                names.push(name);
            }
        }
        names.sort();
        names.dedup();
        Self { folder: folder.to_owned(), manifest, lock, names }
    }

    /// What is written of a use; where nothing is, what is usual.
    #[must_use]
    pub fn said(&self, name: &str) -> Use {
        self.manifest.plugins.get(name).cloned().unwrap_or_else(|| Use::unsaid(name))
    }

    /// Where the component of a use lies.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(self.said(name).file)
    }

    /// Every plugin, with the trouble it is in. Each file is read and hashed.
    #[must_use]
    pub fn found(&self, purpose: Purpose) -> Vec<Found> {
        self.names.iter().map(|name| Found::look(self, name, purpose, None)).collect()
    }

    /// The same where a file need not be read again that `seen` remembers.
    #[must_use]
    pub fn found_again(&self, purpose: Purpose, seen: &dyn Seen) -> Vec<Found> {
        self.names.iter().map(|name| Found::look(self, name, purpose, Some(seen))).collect()
    }
}

/// What the checker gets.
#[must_use]
pub fn catalog(found: &[Found]) -> Catalog {
    Catalog { plugins: found.iter().map(|one| Arc::new(one.plugin.clone())).collect() }
}

#[cfg(test)]
mod tests;
