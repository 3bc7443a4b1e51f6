//! A file that appears whole or not at all.

use super::WriteError;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file being written beside its place.
pub(super) struct Whole {
    place: PathBuf,
    beside: PathBuf,
    to: Option<BufWriter<File>>,
}

impl Whole {
    pub fn create(place: &Path) -> Result<Self, WriteError> {
        let name = place.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let beside = place.with_file_name(format!(".{name}.part"));
        let file = File::create(&beside).map_err(|error| failed(place, &error))?;
        Ok(Self { place: place.to_owned(), beside, to: Some(BufWriter::with_capacity(1 << 16, file)) })
    }

    /// Flushes it and moves it to its place.
    pub fn finish(mut self) -> Result<(), WriteError> {
        let done = match self.to.take() {
            Some(mut to) => to.flush(),
            None => Ok(()),
        };
        done.and_then(|()| std::fs::rename(&self.beside, &self.place)).map_err(|error| failed(&self.place, &error))
    }
}

impl Write for Whole {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        match &mut self.to {
            Some(to) => to.write(buf),
            None => Err(io::ErrorKind::WriteZero.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        // Left over only where something went wrong; then nothing more can be done about it.
        if self.to.take().is_some() {
            let _ = std::fs::remove_file(&self.beside);
        }
    }
}

pub(super) fn failed(place: &Path, error: &dyn std::fmt::Display) -> WriteError {
    WriteError { file: place.to_owned(), reason: error.to_string() }
}
