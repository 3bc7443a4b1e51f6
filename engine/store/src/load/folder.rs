//! The texts of one folder.

use super::display;
use crate::LoadError;
use crate::nearest::listed;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// All `*.etalon` files of a folder and below, sorted; of a file, itself.
pub(super) fn files(path: &Path, errors: &mut Vec<LoadError>) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let mut walk = Walk { files: Vec::new(), seen: BTreeSet::new(), errors };
    walk.folder(path);
    let mut files = walk.files;
    files.sort_by_key(|f| display(f));
    if files.is_empty() && errors.is_empty() {
        let error = LoadError::new(
            "no-standard",
            display(path),
            "there is no file that ends in `.etalon` in this folder or below",
        );
        let mut names: Vec<String> = std::fs::read_dir(path)
            .map(|entries| {
                entries.filter_map(Result::ok).map(|e| e.file_name().to_string_lossy().into_owned()).collect()
            })
            .unwrap_or_default();
        names.sort();
        errors.push(*if names.is_empty() {
            error.help("the folder is empty; `etalon new` starts a standard with invented data")
        } else {
            error.help(format!("in the folder there are: {}", listed(names.iter().map(String::as_str))))
        });
    }
    files
}

struct Walk<'e> {
    files: Vec<PathBuf>,
    /// Folders by their real places: links in a circle end here.
    seen: BTreeSet<PathBuf>,
    errors: &'e mut Vec<LoadError>,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path) {
        match folder.canonicalize() {
            Ok(real) if !self.seen.insert(real.clone()) => return,
            Ok(_) => {}
            Err(error) => return self.cannot(folder, &error),
        }
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.cannot(folder, &error),
        };
        let mut paths = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => paths.push(entry.path()),
                Err(error) => self.cannot(folder, &error),
            }
        }
        paths.sort();
        for path in paths {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            if name.starts_with('.') || name == "target" {
                continue;
            }
            // Joined to `.`, a path would begin with it.
            let path = if folder == Path::new(".") { PathBuf::from(&name) } else { path };
            if path.is_dir() {
                self.folder(&path);
            } else if path.extension().is_some_and(|e| e == "etalon") {
                if folder.file_name().is_some_and(|n| n == "data") {
                    self.errors.push(
                        *LoadError::new(
                            "standard-among-data",
                            display(&path),
                            "a text of the standard lies among its data",
                        )
                        .reason("a folder `data` holds events; a rule in it is easily overlooked")
                        .help("move the file out of the folder `data`"),
                    );
                } else {
                    self.files.push(path);
                }
            }
        }
    }

    fn cannot(&mut self, path: &Path, error: &std::io::Error) {
        self.errors.push(*LoadError::new("unreadable", display(path), format!("it cannot be looked into: {error}")));
    }
}
