//! A Parquet file that is not unpacked without end: what a page says of its size is looked at before the library
//! sets the memory aside.

use crate::limits;
use bytes::Bytes;
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{ChunkReader, Length};
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read};

/// Part of the error for such a page, by which it is known again.
pub(super) const TOO_LARGE: &str = "a page unpacks to far more than data of its size would";

/// A file whose pages are looked at before they are unpacked.
pub(super) struct Bounded(pub File);

impl Length for Bounded {
    fn len(&self) -> u64 {
        self.0.len()
    }
}

impl ChunkReader for Bounded {
    type T = Ended<BufReader<File>>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        let mut read = self.0.get_read(start)?;
        match sizes(read.fill_buf()?) {
            None => return Err(ParquetError::General("a page does not begin as pages do".to_owned())),
            Some((unpacked, packed)) if bomb(unpacked, packed) => {
                return Err(ParquetError::General(TOO_LARGE.to_owned()));
            }
            Some(_) => {}
        }
        Ok(Ended { inner: read, at_end: 0 })
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        self.0.get_bytes(start, length)
    }
}

/// The library skips a damaged list of billions of numbers one by one, also where the file has ended: whoever goes on asking at
/// the end is told so.
pub(super) struct Ended<R> {
    inner: R,
    /// How often nothing was left.
    at_end: u8,
}

/// Whoever reads to the end asks once more, or twice.
const ASKED_AT_END: u8 = 16;

impl<R: Read> Read for Ended<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        if read == 0 && !buffer.is_empty() {
            self.at_end += 1;
            if self.at_end > ASKED_AT_END {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file ends in the middle of a page"));
            }
        }
        Ok(read)
    }
}

/// The sizes of the page that begins here, unpacked and packed. Every header begins with three numbers in Thrift's compact form,
/// in this order: the page's kind and these two.
fn sizes(header: &[u8]) -> Option<(u64, u64)> {
    let (_, rest) = number(header)?;
    let (unpacked, rest) = number(rest)?;
    let (packed, _) = number(rest)?;
    Some((unpacked, packed))
}

/// Whether that is larger than any sound page.
const fn bomb(unpacked: u64, packed: u64) -> bool {
    let packed = if packed == 0 { 1 } else { packed };
    unpacked > limits::PAGE || unpacked > limits::UNPACKED && unpacked / packed > limits::RATIO
}

/// The next field, if it is a number and follows the one before: `0x15`, then seven bits a byte, the sign last.
fn number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (0x15, rest) = bytes.split_first().map(|(first, rest)| (*first, rest))? else { return None };
    let length = rest.iter().take(5).position(|byte| byte & 0x80 == 0)? + 1;
    let value = rest[..length].iter().rev().fold(0_u64, |value, byte| value << 7 | u64::from(byte & 0x7f));
    // An odd number is below zero.
    (value & 1 == 0).then_some((value >> 1, &rest[length..]))
}

#[cfg(test)]
mod tests {
    use super::{ASKED_AT_END, Ended};
    use std::io::Read;

    #[test]
    fn whoever_goes_on_asking_at_the_end_is_told() {
        let mut ended = Ended { inner: &b"abc"[..], at_end: 0 };
        let mut all = Vec::new();
        assert_eq!(ended.read_to_end(&mut all).ok(), Some(3));
        let asked = (0..ASKED_AT_END).filter(|_| ended.read(&mut [0; 8]).is_ok()).count();
        assert!(asked > 0 && ended.read(&mut [0; 8]).is_err());
    }
}
