//! The bytes of a component, with their hash.

use super::sha256;
use std::ops::Deref;

/// The bytes of a component. They are hashed once, here and nowhere else: whoever has one need not doubt that the hash is of these bytes, nor spend the
/// time on it again (ten milliseconds for a plugin with a language inside).
#[derive(Debug, Clone, Default)]
pub struct Content {
    bytes: Vec<u8>,
    sha256: String,
}

impl Content {
    /// Hashes them.
    #[must_use]
    pub fn of(bytes: Vec<u8>) -> Self {
        let sha256 = sha256(&bytes);
        Self { bytes, sha256 }
    }

    /// Hash of the bytes, hex.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}

impl Deref for Content {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}
