//! The files that a pattern finds, within limits: a folder is read entry by entry, and no file is opened.

use crate::limits;
use ::glob::{MatchOptions, Pattern};
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// Why a pattern finds nothing that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unusable {
    /// It cannot be read, or a folder on its way cannot be looked into: why.
    Pattern(String),
    /// It finds, or looks at, more than the limit: what.
    TooMany(String),
}

/// `*` finds names that begin with a dot as well, as it always did; it never crosses folders.
const OPTIONS: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: false };

/// All files that fit, sorted.
pub(crate) fn files(pattern: &str, base: &Path) -> Result<Vec<PathBuf>, Unusable> {
    let mut steps = Vec::new();
    let mut start = base.to_owned();
    for component in Path::new(pattern).components() {
        match component {
            Component::Normal(name) => {
                let name = name.to_string_lossy();
                if steps.is_empty() && !name.contains(['*', '?', '[']) {
                    start.push(name.as_ref());
                } else {
                    steps.push(Step::new(&name)?);
                }
            }
            Component::CurDir => {}
            // What leads upwards or to the root stands before every sign of a pattern.
            other if steps.is_empty() => start.push(other.as_os_str()),
            _ => return Err(Unusable::Pattern("`..` stands behind a `*`".to_owned())),
        }
    }
    if steps.is_empty() {
        return Ok(if start.is_file() { vec![start] } else { Vec::new() });
    }
    let mut walk = Walk { found: BTreeSet::new(), seen: 0 };
    walk.folder(&start, &steps)?;
    Ok(walk.found.into_iter().collect())
}

/// One part of a pattern between two slashes.
enum Step {
    /// `**`: any folders, also none.
    AnyFolders,
    Name(Pattern),
}

impl Step {
    fn new(name: &str) -> Result<Self, Unusable> {
        if name == "**" {
            return Ok(Self::AnyFolders);
        }
        Pattern::new(name).map(Self::Name).map_err(|error| Unusable::Pattern(error.msg.to_owned()))
    }
}

struct Walk {
    found: BTreeSet<PathBuf>,
    /// How many entries of folders were looked at.
    seen: usize,
}

impl Walk {
    fn folder(&mut self, folder: &Path, steps: &[Step]) -> Result<(), Unusable> {
        let Some((step, rest)) = steps.split_first() else {
            return Ok(());
        };
        if let (Step::AnyFolders, false) = (step, rest.is_empty()) {
            self.folder(folder, rest)?;
        }
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(cannot(folder, &error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| cannot(folder, &error))?;
            self.seen += 1;
            if self.seen > limits::LOOKED_AT {
                let most = limits::LOOKED_AT;
                return Err(Unusable::TooMany(format!("would have to look at more than {most} files and folders")));
            }
            self.entry(&entry, step, steps, rest)?;
        }
        Ok(())
    }

    fn entry(&mut self, entry: &std::fs::DirEntry, step: &Step, steps: &[Step], rest: &[Step]) -> Result<(), Unusable> {
        let kind = entry.file_type().ok();
        let link = kind.is_some_and(|kind| kind.is_symlink());
        match step {
            // Links to folders are not followed at any depth: they may lead in a circle.
            Step::AnyFolders if kind.is_some_and(|kind| kind.is_dir()) => self.folder(&entry.path(), steps),
            Step::AnyFolders if !rest.is_empty() => Ok(()),
            Step::Name(name) if !name.matches_with(&entry.file_name().to_string_lossy(), OPTIONS) => Ok(()),
            _ if !rest.is_empty() => {
                let path = entry.path();
                if kind.is_some_and(|kind| kind.is_dir()) || link && path.is_dir() {
                    self.folder(&path, rest)?;
                }
                Ok(())
            }
            _ => {
                let path = entry.path();
                if kind.is_some_and(|kind| kind.is_file()) || link && path.is_file() {
                    self.keep(path)?;
                }
                Ok(())
            }
        }
    }

    fn keep(&mut self, path: PathBuf) -> Result<(), Unusable> {
        self.found.insert(path);
        if self.found.len() <= limits::FILES {
            return Ok(());
        }
        Err(Unusable::TooMany(format!("finds more than {} files", limits::FILES)))
    }
}

fn cannot(folder: &Path, error: &std::io::Error) -> Unusable {
    Unusable::Pattern(format!("the folder {} cannot be looked into: {error}", folder.display()))
}
