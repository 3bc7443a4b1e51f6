//! `etalon.lock`: which files were trusted, what they said of themselves then, and what they were granted. `etalon-lock/1`.

use crate::{Description, Grants, Mistake, SCHEMA};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The name of the file.
pub const LOCK: &str = "etalon.lock";
/// The name of its form.
pub const LOCK_SCHEMA: &str = "etalon-lock/1";

/// What is pinned beside a standard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lock {
    /// [`LOCK_SCHEMA`].
    pub schema: String,
    /// In the order of their names.
    pub plugins: Vec<Locked>,
}

/// One plugin, as it was pinned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Locked {
    /// The name under which the standard uses it.
    pub name: String,
    /// Its version, `major.minor.patch`.
    pub version: String,
    /// Where the file lay, beside the standard.
    pub file: PathBuf,
    /// Hash of its bytes, hex.
    pub sha256: String,
    /// The version of the contract that it was built for.
    pub contract: String,
    /// What the operator granted it.
    pub grants: Grants,
    /// What it said of itself.
    pub description: Description,
}

impl Default for Lock {
    fn default() -> Self {
        Self { schema: LOCK_SCHEMA.to_owned(), plugins: Vec::new() }
    }
}

impl Lock {
    /// The plugin of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Locked> {
        self.plugins.iter().find(|locked| locked.name == name)
    }

    /// Pins one, in the place of the one of its name.
    pub fn pin(&mut self, locked: Locked) {
        self.plugins.retain(|other| other.name != locked.name);
        self.plugins.push(locked);
        self.plugins.sort_by(|a, b| a.name.cmp(&b.name));
    }

    /// As it stands in the file.
    ///
    /// # Panics
    /// Never: everything in it can be written as JSON.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{:#}\n", serde_json::to_value(self).expect("texts, numbers and lists can be written as JSON"))
    }

    /// Reads the one in a folder; none is as good as an empty one.
    ///
    /// # Errors
    /// Says why it cannot be read.
    pub fn read(folder: &Path) -> Result<Self, Box<Mistake>> {
        let path = folder.join(LOCK);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => {
                let what = format!("etalon.lock cannot be read: {error}");
                return Err(Box::new(Mistake::new("broken-lock", what).help(ANEW).of(&path, None)));
            }
        };
        Self::parse(&text).map_err(|mistake| Box::new(mistake.of(&path, Some(&text))))
    }

    fn parse(text: &str) -> Result<Self, Box<Mistake>> {
        #[derive(Deserialize)]
        struct Form {
            schema: String,
        }
        let schema = serde_json::from_str::<Form>(text).map(|form| form.schema);
        if let Ok(schema) = schema
            && schema != LOCK_SCHEMA
        {
            let what = format!("etalon.lock has the form `{schema}`, and this etalon reads `{LOCK_SCHEMA}`");
            let mistake = Mistake::new("foreign-lock", what).why("it was written by another version of etalon");
            return Err(Box::new(mistake.help("use that version, or write it anew with this one: etalon plugin lock")));
        }
        let lock: Self = serde_json::from_str(text).map_err(|error| {
            let start = offset(text, error.line(), error.column());
            let mistake = Mistake::new("broken-lock", "etalon.lock is broken here").at(start..start);
            let why = "it is written by `etalon plugin lock` alone; an edit or a merge has hurt it";
            Box::new(mistake.why(why).help(ANEW))
        })?;
        let whole = |one: &Locked| one.description.schema == SCHEMA && crate::manifest::is_name(&one.name);
        match lock.plugins.iter().find(|one| !whole(one)) {
            None => Ok(lock),
            Some(one) => {
                let what = format!("etalon.lock says nothing sound of the plugin `{}`", one.name);
                Err(Box::new(Mistake::new("broken-lock", what).help(ANEW)))
            }
        }
    }
}

const ANEW: &str = "write it anew: etalon plugin lock";

fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
pub(crate) mod tests;
