//! One program at a time works on a stream or a journal.

use super::FileTrouble;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

/// Held until dropped, and let go by the system when the program dies.
#[derive(Debug)]
pub(crate) struct Held(File);

impl Drop for Held {
    /// Said, not left to the closing of the file: not every system is done with that when it returns.
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

impl Held {
    pub fn take(path: &Path) -> Result<Self, FileTrouble> {
        let open = OpenOptions::new().create(true).truncate(false).write(true).open(path);
        let file = open.map_err(|error| FileTrouble::io("open", path, &error))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(FileTrouble::new(
                format!("another run is at work here: `{}` is locked", path.display()),
                "wait for it or stop it",
            )),
            Err(TryLockError::Error(error)) => Err(FileTrouble::io("lock", path, &error)),
        }
    }
}
