//! The plugins beside a standard, for whoever checks it or judges by it. Without the feature `plugins` texts are checked against what is
//! pinned, and nothing is asked.

#[cfg(feature = "plugins")]
mod attach;
#[cfg(feature = "plugins")]
mod cache;
#[cfg(feature = "plugins")]
mod component;
#[cfg(not(feature = "plugins"))]
mod lean;
#[cfg(feature = "plugins")]
pub mod values;

#[cfg(feature = "plugins")]
pub use attach::{host, loaded};
#[cfg(feature = "plugins")]
pub use component::{Component, refused};
#[cfg(not(feature = "plugins"))]
pub use lean::BUILD;

use etalon_contract::{Mistake, Purpose, Shelf};
use etalon_core::SourceFile;
use etalon_core::plugin::Catalog;
use etalon_store::LoadError;
use std::path::{Path, PathBuf};

/// The plugins beside a standard, and the files they come from. Those it names are loaded if there is something to ask; one that
/// cannot be says why by its trouble.
pub fn catalog(
    folder: &Path,
    files: &[SourceFile],
    purpose: Purpose,
) -> Result<(Catalog, Vec<PathBuf>), Vec<LoadError>> {
    let shelf = open(folder)?;
    #[cfg(feature = "plugins")]
    let mut found = shelf.found_again(purpose, &attach::Remembers);
    #[cfg(not(feature = "plugins"))]
    let mut found = shelf.found(purpose);
    if purpose == Purpose::Answers {
        for one in found.iter_mut().filter(|one| one.is_metric() && names(files, &one.plugin.name)) {
            #[cfg(feature = "plugins")]
            attach::attach(one);
            #[cfg(not(feature = "plugins"))]
            lean::refuse(one);
        }
    }
    let read = found.iter().map(|one| one.file.clone()).collect();
    Ok((etalon_contract::catalog(&found), read))
}

/// What lies in the folder.
pub fn open(folder: &Path) -> Result<Shelf, Vec<LoadError>> {
    Shelf::open(folder).map_err(|mistakes| mistakes.into_iter().map(told).collect())
}

/// Without its line shown: it may hold what nobody should see.
fn told(mistake: Mistake) -> LoadError {
    let line = mistake.span.as_ref().zip(mistake.text.as_ref()).map(|(span, text)| {
        let before = text.get(..span.start.min(text.len())).unwrap_or_default();
        before.bytes().filter(|byte| *byte == b'\n').count() as u64 + 1
    });
    LoadError {
        slug: mistake.slug,
        file: mistake.file.strip_prefix(".").unwrap_or(&mistake.file).display().to_string(),
        line,
        message: mistake.what,
        reason: mistake.why,
        help: mistake.help,
    }
}

/// Whether a text may use the plugin: too often yes rather than no, for it is only loaded in vain then.
fn names(files: &[SourceFile], name: &str) -> bool {
    files.iter().any(|file| {
        let mut words = file.text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
        let mut before = "";
        words.any(|word| std::mem::replace(&mut before, word) == "plugin" && word == name)
    })
}

#[cfg(test)]
mod tests {
    use super::names;
    use etalon_core::SourceFile;

    #[test]
    fn only_what_is_named_is_loaded() {
        let text = "standard x { version 1 }\nuse plugin tone \"^0.3\"\nuse plugin\n  ewma\n";
        let files = [SourceFile { path: "x.etalon".to_owned(), text: text.to_owned(), layer: 0 }];
        assert!(names(&files, "tone") && names(&files, "ewma"));
        assert!(!names(&files, "ton") && !names(&files, "standard"));
    }
}
