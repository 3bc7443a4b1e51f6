//! How a long reading tells how far it is.

/// Hears how far the reading is; called from several threads.
pub trait Progress: Sync {
    /// All files of all sources, before the first is opened.
    fn start(&self, files: usize, bytes: u64) {
        let _ = (files, bytes);
    }
    /// So many more bytes of the files are read (as they lie on the disk).
    fn advance(&self, bytes: u64) {
        let _ = bytes;
    }
    /// This file is done.
    fn finished(&self, file: &str) {
        let _ = file;
    }
}

/// Hears nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {}
