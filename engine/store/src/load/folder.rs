//! The texts of one folder.

use super::display;
use crate::nearest::listed;
use crate::{LoadError, beside, limits};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// All `*.etalon` files of a folder and below, sorted; of a file, itself.
pub(super) fn files(path: &Path, errors: &mut Vec<LoadError>) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let mut walk = Walk { files: Vec::new(), seen: BTreeSet::new(), looked_at: 0, too_much: false, errors };
    walk.folder(path, 0);
    let mut files = walk.files;
    files.sort_by_key(|f| display(f));
    if files.is_empty() && errors.is_empty() {
        let error = LoadError::new(
            "no-standard",
            display(path),
            "there is no file that ends in `.etalon` in this folder or below",
        );
        let names = std::fs::read_dir(path).map(beside::names).unwrap_or_default();
        errors.push(*if names.is_empty() {
            error.help("the folder is empty; `etalon new` starts a standard with invented data")
        } else {
            error.help(format!("in the folder there are: {}", listed(names.iter().map(String::as_str))))
        });
    }
    files
}

/// Whether an entry may be, or hold, a text of the standard.
fn matters(entry: &std::fs::DirEntry) -> bool {
    let folder = entry.file_type().is_ok_and(|kind| kind.is_dir() || kind.is_symlink());
    folder || Path::new(&entry.file_name()).extension().is_some_and(|ending| ending == "etalon")
}

struct Walk<'e> {
    files: Vec<PathBuf>,
    /// Folders by their real places: links in a circle end here.
    seen: BTreeSet<PathBuf>,
    looked_at: usize,
    /// A limit is passed: nothing more is looked at.
    too_much: bool,
    errors: &'e mut Vec<LoadError>,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, depth: usize) {
        if depth > limits::FOLDERS_DEEP {
            return self
                .too_much(folder, &format!("folders lie in one another more than {} deep here", limits::FOLDERS_DEEP));
        }
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
            self.looked_at += 1;
            if self.looked_at > limits::LOOKED_AT {
                let most = limits::LOOKED_AT;
                return self.too_much(folder, &format!("more than {most} files and folders lie here and beside"));
            }
            match entry {
                // Of a million data files beside the standard nothing more is asked than their names.
                Ok(entry) if matters(&entry) => paths.push(entry.path()),
                Ok(_) => {}
                Err(error) => self.cannot(folder, &error),
            }
        }
        paths.sort();
        for path in paths {
            if self.too_much {
                return;
            }
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            if name.starts_with('.') || name == "target" {
                continue;
            }
            // Joined to `.`, a path would begin with it.
            let path = match path.file_name() {
                Some(name) if folder == Path::new(".") => PathBuf::from(name),
                _ => path,
            };
            if path.is_dir() {
                self.folder(&path, depth + 1);
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
                } else if path.exists() && !path.is_file() {
                    // To open a pipe that nobody writes to would last for ever.
                    self.errors.push(
                        *LoadError::new("unreadable", display(&path), "this is a pipe or a device, not a file")
                            .reason("a standard must say the same tomorrow")
                            .help("put a file in its place, or name it otherwise"),
                    );
                } else if self.files.len() >= limits::TEXTS {
                    let most = limits::TEXTS;
                    self.too_much(folder, &format!("more than {most} files end in `.etalon` here and beside"));
                } else {
                    self.files.push(path);
                }
            }
        }
    }

    fn too_much(&mut self, folder: &Path, what: &str) {
        if !self.too_much {
            self.too_much = true;
            self.errors.push(
                *LoadError::new("folder-too-large", display(folder), what)
                    .reason("this looks like more than a standard; to search all of it could take very long")
                    .help("name the folder in which the standard lies, or move what is no part of it elsewhere"),
            );
        }
    }

    fn cannot(&mut self, path: &Path, error: &std::io::Error) {
        self.errors.push(*LoadError::new("unreadable", display(path), format!("it cannot be looked into: {error}")));
    }
}
