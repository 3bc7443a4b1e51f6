//! Other encodings to UTF-8. What cannot be decoded becomes a byte that no UTF-8 text has, so that its row is rejected.

use encoding_rs::{Decoder, DecoderResult, Encoding};
use std::io::{self, Read};

const BLOCK: usize = 1 << 16;
/// Never part of UTF-8.
const UNDECODABLE: u8 = 0xff;

/// A stream decoded to UTF-8.
pub(crate) struct Decoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_at: usize,
    out: Vec<u8>,
    out_at: usize,
    ended: bool,
    done: bool,
}

impl<R: Read> Decoded<R> {
    pub fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder(),
            raw: Vec::new(),
            raw_at: 0,
            out: Vec::new(),
            out_at: 0,
            ended: false,
            done: false,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.out.clear();
        self.out_at = 0;
        while self.out.is_empty() && !self.done {
            if self.raw_at == self.raw.len() && !self.ended {
                self.raw.resize(BLOCK, 0);
                self.raw_at = 0;
                let n = self.inner.read(&mut self.raw)?;
                self.raw.truncate(n);
                self.ended = n == 0;
            }
            let raw = &self.raw[self.raw_at..];
            let room = self.decoder.max_utf8_buffer_length_without_replacement(raw.len()).unwrap_or(4 * BLOCK).max(16);
            self.out.resize(room, 0);
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(raw, &mut self.out, self.ended);
            self.raw_at += read;
            self.out.truncate(written);
            match result {
                DecoderResult::Malformed(..) => self.out.push(UNDECODABLE),
                DecoderResult::InputEmpty => self.done = self.ended,
                DecoderResult::OutputFull => {}
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.out_at == self.out.len() {
            self.fill()?;
        }
        let ready = &self.out[self.out_at..];
        let n = ready.len().min(buf.len());
        buf[..n].copy_from_slice(&ready[..n]);
        self.out_at += n;
        Ok(n)
    }
}
