//! Files that outlive the program: what is said to be there is there after a power cut too.

mod lock;
mod whole;

pub(crate) use lock::Held;
pub(crate) use whole::replace;

use std::fmt;
use std::path::Path;

/// Why a file could not be read or written, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileTrouble {
    /// What is the matter, with the file's name.
    pub what: String,
    /// What to do; empty = nothing more to say.
    pub help: String,
}

impl fmt::Display for FileTrouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.what)?;
        if self.help.is_empty() { Ok(()) } else { write!(f, "; {}", self.help) }
    }
}

impl std::error::Error for FileTrouble {}

impl FileTrouble {
    pub(crate) fn new(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { what: what.into(), help: help.into() }
    }

    pub(crate) fn io(doing: &str, path: &Path, error: &std::io::Error) -> Self {
        Self::new(format!("cannot {doing} `{}`: {error}", path.display()), "")
    }
}

/// A folder that is there afterwards.
pub(crate) fn folder(path: &Path) -> Result<(), FileTrouble> {
    std::fs::create_dir_all(path).map_err(|error| FileTrouble::io("make the folder", path, &error))
}

/// A name that may stand in the name of a file: what a plugin calls its streams is not trusted.
pub(crate) fn safe(name: &str) -> Result<&str, FileTrouble> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
    if !name.is_empty() && name.len() <= 64 && name.chars().all(plain) {
        return Ok(name);
    }
    let shown: String = name.chars().take(40).map(|c| if c.is_control() { '?' } else { c }).collect();
    Err(FileTrouble::new(
        format!("`{shown}` cannot be the name of a file"),
        "names of streams have small letters, digits, `_` and `-`, at most 64",
    ))
}
