//! What was sent, by key: a file that only grows, a line each before and after.

use crate::files::{FileTrouble, Held, folder, safe};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// What is known of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It was about to be sent, and nothing more is known.
    Sending,
    /// It was not done, and may be tried again.
    Again,
    /// It was done.
    Done,
    /// It was there already.
    Duplicate,
    /// It will never work.
    Refused,
}

#[derive(Debug, Serialize, Deserialize)]
struct Line {
    key: String,
    state: State,
    attempt: u32,
    /// Microseconds since 1970.
    at: i64,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
}

/// The journal of a sink, held for this run alone.
#[derive(Debug)]
pub struct Journal {
    file: File,
    path: PathBuf,
    known: BTreeMap<String, (State, u32)>,
    _held: Held,
}

impl Journal {
    /// Opens `<folder>/<plugin>.journal`, or begins it. A last line that was cut off in writing is let go: it was never acted on.
    ///
    /// # Errors
    /// Says what is wrong with the file. A damaged journal is never passed over: things would be sent twice.
    pub fn open(out: &Path, plugin: &str) -> Result<Self, FileTrouble> {
        folder(out)?;
        let plugin = safe(plugin)?;
        let path = out.join(format!("{plugin}.journal"));
        let held = Held::take(&out.join(format!(".{plugin}.journal.lock")))?;
        let io = |error: std::io::Error| FileTrouble::io("read", &path, &error);
        let mut file =
            OpenOptions::new().create(true).truncate(false).read(true).write(true).open(&path).map_err(io)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(io)?;
        let whole = bytes.iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
        let mut known = BTreeMap::new();
        for (n, line) in bytes[..whole].split(|&b| b == b'\n').filter(|line| !line.is_empty()).enumerate() {
            let line: Line = serde_json::from_slice(line).map_err(|_| {
                FileTrouble::new(
                    format!("line {} of `{}` is damaged: what was sent cannot be told", n + 1, path.display()),
                    "bring the file back from a copy; without it things would be sent twice",
                )
            })?;
            known.insert(line.key, (line.state, line.attempt));
        }
        let settle = file.set_len(whole as u64).and_then(|()| file.seek(SeekFrom::Start(whole as u64)).map(|_| ()));
        settle.map_err(io)?;
        Ok(Self { file, path, known, _held: held })
    }

    /// What is known of a key, and how often it was tried.
    #[must_use]
    pub fn of(&self, key: &str) -> Option<(State, u32)> {
        self.known.get(key).copied()
    }

    /// Writes down what is known of a key; it is on the disk when this returns.
    ///
    /// # Errors
    /// Says why it could not be written.
    pub fn note(&mut self, key: &str, state: State, attempt: u32, at: i64, note: &str) -> Result<(), FileTrouble> {
        let line = Line { key: key.to_owned(), state, attempt, at, note: note.to_owned() };
        let mut text = serde_json::to_vec(&line).unwrap_or_default();
        text.push(b'\n');
        let written = self.file.write_all(&text).and_then(|()| self.file.sync_data());
        written.map_err(|error| FileTrouble::io("write", &self.path, &error))?;
        self.known.insert(line.key, (state, attempt));
        Ok(())
    }

    /// The keys of which it is not known whether they were sent.
    #[must_use]
    pub fn uncertain(&self) -> Vec<&str> {
        self.known.iter().filter(|(_, (state, _))| *state == State::Sending).map(|(key, _)| key.as_str()).collect()
    }
}
