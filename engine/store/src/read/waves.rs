//! A text cut into pieces of whole records, so that pieces can be read at the same time.

use crate::limits;
use std::io::{self, Read};

/// How a text is cut. The result does not depend on it; tests cut very small.
#[derive(Debug, Clone, Copy)]
pub struct Cut {
    /// How much is held at once.
    pub wave: usize,
    /// How much one job reads.
    pub piece: usize,
    /// Every value is read in full, row by row: what the short ways are held against.
    pub slowly: bool,
}

impl Default for Cut {
    fn default() -> Self {
        Self { wave: 16 << 20, piece: 1 << 20, slowly: false }
    }
}

/// Where records end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Ends {
    /// Ends of pieces of about the wished size, each just after a whole record; the last is that of the last whole record.
    pub pieces: Vec<usize>,
    /// Where a quote opened that is still open at the end.
    pub open_quote: Option<usize>,
}

/// A text, wave by wave.
pub(crate) struct Waves<R> {
    from: R,
    buffer: Vec<u8>,
    /// Bytes at the front that have been used.
    used: usize,
    ended: bool,
    wave: usize,
}

impl<R: Read> Waves<R> {
    pub fn new(from: R, wave: usize) -> Self {
        Self { from, buffer: Vec::new(), used: 0, ended: false, wave }
    }

    /// The stream, for its errors.
    pub fn from(&self) -> &R {
        &self.from
    }

    /// What follows the bytes that are there.
    pub fn rest(&mut self) -> &mut R {
        &mut self.from
    }

    /// Reads on until a wave is full or the text ends.
    pub fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.used);
        self.used = 0;
        if !self.ended && self.buffer.len() < self.wave {
            let room = self.wave - self.buffer.len();
            let n = (&mut self.from).take(room as u64).read_to_end(&mut self.buffer)?;
            self.ended = n < room;
        }
        Ok(())
    }

    /// One record did not fit: doubles the wave, up to the longest record allowed.
    pub fn grow(&mut self) -> bool {
        if self.wave > limits::ROW || self.ended {
            return false;
        }
        self.wave *= 2;
        true
    }

    /// What is there now.
    pub fn bytes(&self) -> &[u8] {
        &self.buffer[self.used..]
    }

    /// Whether the text ends with these bytes.
    pub fn ended(&self) -> bool {
        self.ended
    }

    /// So many bytes are done.
    pub fn done(&mut self, bytes: usize) {
        self.used += bytes;
    }
}
