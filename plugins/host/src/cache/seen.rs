//! What was found to be whole, and need not be summed again: beside each compiled plugin a few lines of text that say what its code, and the files of
//! plugins that it was made of, were like when they were read from end to end.
//!
//! A file is known again by its place on the disk, its length and both its times, to the nanosecond. The second, of its last change, is set by the
//! system alone: whoever writes to a file, or puts another in its place, cannot give it the old one. As a clock may tick slowly, a file that was changed
//! in the last seconds is not remembered (git's rule). It is weaker than a hash all the same: whoever commands the system's clock or its disks can forge
//! these times, a machine's disk can rot beneath them, and a file in memory that is written through a mapping keeps them on some systems. So it decides only
//! what may be decided by it:
//!
//! - **The code**: lies in a folder that only this user can write to. Who can forge its times could as well write its sum. What is given up is that a
//!   rotten disk is noticed at each start; it is noticed when the code is read for the first time.
//! - **The file of a plugin**: what runs is never the file but the code, which was made of the pinned content and is found by its hash. A forged file is
//!   not run; it is only not told of. Without the code the file is read and hashed, and so it is by `etalon plugin lock`, `check` and `inspect`, always.
//! - **What a plugin says of itself**: follows from the code.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

/// So many files of plugins are remembered for one content.
const FILES: usize = 16;

/// What is remembered of one content. Lines: `code MARK`, `file MARK`, `said HASH`.
pub(super) struct Remembered {
    path: PathBuf,
    lines: Vec<String>,
}

impl Remembered {
    pub(super) fn read(path: PathBuf) -> Self {
        let text = fs::read_to_string(&path).unwrap_or_default();
        Self { path, lines: text.lines().map(str::to_owned).collect() }
    }

    fn has(&self, kind: &str, what: Option<String>) -> bool {
        what.is_some_and(|what| self.lines.contains(&format!("{kind} {what}")))
    }

    /// Whether the code is as it was when it was found whole.
    pub(super) fn code_is(&self, about: &Metadata) -> bool {
        self.has("code", mark(about))
    }

    /// Whether a plugin's file is as it was when it was hashed.
    pub(super) fn file_is(&self, about: &Metadata) -> bool {
        self.has("file", mark(about))
    }

    pub(super) fn said(&self, description: &str) -> bool {
        self.has("said", Some(description.to_owned()))
    }

    /// The code is whole. Whatever else was remembered was of another code or of the same: of another nothing holds.
    pub(super) fn code_was(&mut self, before: &Metadata, path: &Path) {
        if let Some(mark) = rested(before, path) {
            self.lines.retain(|line| line.starts_with("file "));
            self.lines.push(format!("code {mark}"));
            self.write();
        }
    }

    /// A plugin's file has this content.
    pub(super) fn file_was(&mut self, before: &Metadata, path: &Path) {
        if let Some(mark) = rested(before, path).filter(|mark| !self.has("file", Some(mark.clone()))) {
            self.lines.push(format!("file {mark}"));
            let files = self.lines.iter().filter(|line| line.starts_with("file ")).count();
            if files > FILES
                && let Some(oldest) = self.lines.iter().position(|line| line.starts_with("file "))
            {
                self.lines.remove(oldest);
            }
            self.write();
        }
    }

    /// The code says this of itself. Only of code that is remembered: of other it may be wrong tomorrow.
    pub(super) fn says(&mut self, description: &str) {
        if self.lines.iter().any(|line| line.starts_with("code ")) && !self.said(description) {
            self.lines.push(format!("said {description}"));
            self.write();
        }
    }

    /// What cannot be remembered is found out again next time. Two programs at once may forget what the other saw.
    fn write(&self) {
        let beside = self.path.with_extension(format!("seen-{}.part", std::process::id()));
        if fs::write(&beside, self.lines.join("\n")).and_then(|()| fs::rename(&beside, &self.path)).is_err() {
            let _ = fs::remove_file(&beside);
        }
    }
}

/// The mark of a file that was read after `before`: none if somebody wrote to it meanwhile or a moment ago.
fn rested(before: &Metadata, path: &Path) -> Option<String> {
    let now = fs::metadata(path).ok()?;
    mark(before).filter(|before| mark(&now).as_ref() == Some(before) && rests(&now))
}

#[cfg(unix)]
fn mark(about: &Metadata) -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;
    let (written, changed) = ((about.mtime(), about.mtime_nsec()), (about.ctime(), about.ctime_nsec()));
    let (of, place) = (about.dev(), about.ino());
    Some(format!("{of} {place} {} {}.{:09} {}.{:09}", about.len(), written.0, written.1, changed.0, changed.1))
}

#[cfg(unix)]
fn rests(about: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    /// Seconds; the coarsest file systems count in twos.
    const REST: i64 = 3;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.is_ok_and(|now| about.ctime().max(about.mtime()).saturating_add(REST) < now.as_secs().cast_signed())
}

/// Elsewhere the system does not say when a file was changed: nothing is remembered.
#[cfg(not(unix))]
fn mark(_: &Metadata) -> Option<String> {
    None
}

#[cfg(not(unix))]
fn rests(_: &Metadata) -> bool {
    false
}
