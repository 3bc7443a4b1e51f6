//! The bytes of a component, with their hash.

use super::sha256;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The bytes of a component. They are hashed once, here and nowhere else: whoever has one need not doubt that the hash is of these bytes, nor spend the
/// time on it again (ten milliseconds for a plugin with a language inside).
#[derive(Debug, Clone)]
pub struct Content {
    bytes: OnceLock<Vec<u8>>,
    sha256: String,
    /// Where they lie, if they were not read yet.
    file: PathBuf,
}

impl Content {
    /// Hashes them.
    #[must_use]
    pub fn of(bytes: Vec<u8>) -> Self {
        let sha256 = sha256(&bytes);
        Self { bytes: OnceLock::from(bytes), sha256, file: PathBuf::new() }
    }

    /// Of a file that was seen with this content before: read only if somebody wants its bytes, and then hashed.
    #[must_use]
    pub fn seen(file: &Path, sha256: &str) -> Self {
        Self { bytes: OnceLock::new(), sha256: sha256.to_owned(), file: file.to_owned() }
    }

    /// Hash of the bytes, hex.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The bytes; always those of the hash.
    ///
    /// # Errors
    /// If they have to be read, and cannot be, or are others by now.
    pub fn bytes(&self) -> io::Result<&[u8]> {
        if let Some(bytes) = self.bytes.get() {
            return Ok(bytes);
        }
        let read = Self::of(super::found::read(&self.file)?);
        if read.sha256 != self.sha256 {
            return Err(io::Error::other("it is not the one that was pinned"));
        }
        Ok(self.bytes.get_or_init(|| read.bytes.into_inner().unwrap_or_default()))
    }
}

/// Who remembers which files were seen with which content, so that they need not be read and hashed at each start. It is asked only where nothing worse
/// can come of its being wrong than that a file is not refused that lies there for nothing: what is run is code made of the pinned content.
pub trait Seen {
    /// Whether this file, as it lies there now, was seen with this content, and the code that was made of that content is at hand.
    fn knows(&self, file: &Path, sha256: &str) -> bool;

    /// It was read and had this content; `before` was said of it before it was read.
    fn saw(&self, file: &Path, before: &std::fs::Metadata, sha256: &str);
}
