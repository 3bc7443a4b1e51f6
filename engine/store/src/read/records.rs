//! Records of delimited text: where they end, and where their values stand.
//!
//! A value is quoted iff its first sign is a quote; within, two quotes are one. After the closing quote the value must
//! end: what else follows is not guessed at, its row is rejected. That is why this is not the csv crate, which reads
//! `"a"b` as `ab` and a quote that is never closed as one value to the end of the file, without a word; on sound text the
//! two agree (a property in `tests.rs`).

use super::text_rows::Span;
use super::waves::Ends;
use crate::kinds::quick;
use memchr::{memchr, memchr2, memrchr};

/// How records are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub delimiter: u8,
    /// `\n` (perhaps after `\r`), or `\r` in files that have no `\n` at all.
    pub newline: u8,
}

/// A value without its quotes, of each two quotes one.
pub(crate) fn undoubled(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr(b'"', rest) {
        out.extend_from_slice(&rest[..=at]);
        rest = rest.get(at + 2..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
    out
}

/// How one record went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Nothing on the line.
    Blank,
    /// Its values are in the list.
    Good,
    /// Something follows a closing quote.
    BadQuotes,
}

/// Records of a piece, one after the other.
#[derive(Debug)]
pub(crate) struct Records<'a> {
    bytes: &'a [u8],
    at: usize,
    dialect: Dialect,
    /// The line on which the next record begins.
    pub line: u64,
}

/// One record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Record<'a> {
    pub raw: &'a [u8],
    pub line: u64,
    pub shape: Shape,
}

impl<'a> Records<'a> {
    pub fn new(bytes: &'a [u8], dialect: Dialect, line: u64) -> Self {
        Self { bytes, at: 0, dialect, line }
    }

    /// The whole piece, in which values have their places.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// How many bytes are done.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The next record; its values are added to the list (places in the piece, coded where quotes are doubled).
    pub fn next(&mut self, values: &mut Vec<Span>) -> Option<Record<'a>> {
        let before = values.len();
        if self.at >= self.bytes.len() {
            return None;
        }
        let (start, line) = (self.at, self.line);
        let Dialect { delimiter, newline } = self.dialect;
        if let Some(end) = unquoted(self.bytes, start, self.dialect, values) {
            self.at = end + 1;
            self.line += 1;
            let mut stop = end;
            if newline == b'\n' && stop > start && self.bytes[stop - 1] == b'\r' {
                stop -= 1;
            }
            let raw = &self.bytes[start..stop];
            let from = values.last().map_or(start, |last| last.start());
            if let Some(last) = values.last_mut() {
                *last = Span::new(from, stop.max(from), false);
            }
            let blank = values.len() == before + 1 && raw.iter().all(u8::is_ascii_whitespace);
            return Some(Record { raw, line, shape: if blank { Shape::Blank } else { Shape::Good } });
        }
        values.truncate(before);
        let mut bad = false;
        let mut quoted_any = false;
        loop {
            let mut quoted = None;
            if self.bytes.get(self.at) == Some(&b'"') {
                quoted_any = true;
                let inside = closing(self.bytes, self.at + 1);
                let end = inside.end.unwrap_or(self.bytes.len());
                self.line += memchr::memchr_iter(newline, &self.bytes[self.at..end]).count() as u64;
                bad |= inside.end.is_none();
                quoted = Some(Span::new(self.at + 1, end, inside.doubled));
                self.at = (end + 1).min(self.bytes.len());
            }
            let from = self.at;
            let stop = stop(self.bytes, from, delimiter, newline);
            let ends_record = self.bytes.get(stop) != Some(&delimiter);
            let mut end = stop;
            if ends_record && newline == b'\n' && end > from && self.bytes[end - 1] == b'\r' {
                end -= 1;
            }
            values.push(match quoted {
                Some(span) => {
                    bad |= end > from;
                    span
                }
                None => Span::new(from, end, false),
            });
            self.at = (stop + 1).min(self.bytes.len());
            // A delimiter as the very last sign still opens one more, empty value.
            if ends_record {
                let raw = &self.bytes[start..end];
                if stop < self.bytes.len() {
                    self.line += 1;
                }
                let blank = values.len() == before + 1 && !quoted_any && raw.iter().all(u8::is_ascii_whitespace);
                let shape = if blank {
                    Shape::Blank
                } else if bad {
                    Shape::BadQuotes
                } else {
                    Shape::Good
                };
                return Some(Record { raw, line, shape });
            }
            if stop + 1 >= self.bytes.len() && self.at >= self.bytes.len() {
                values.push(Span::new(self.at, self.at, false));
                return Some(Record {
                    raw: &self.bytes[start..],
                    line,
                    shape: if bad { Shape::BadQuotes } else { Shape::Good },
                });
            }
        }
    }
}

/// Adds the values of a record that ends with a line break before any quote; gives the place of the line break.
#[inline]
fn unquoted(bytes: &[u8], start: usize, dialect: Dialect, values: &mut Vec<Span>) -> Option<usize> {
    let Dialect { delimiter, newline } = dialect;
    let (mut at, mut from) = (start, start);
    loop {
        let word = quick::word(bytes.get(at..at + 8)?);
        let ends = quick::bytes_like(word, delimiter);
        let others = quick::bytes_like(word, newline) | quick::bytes_like(word, b'"');
        let mut found = ends | others;
        while found != 0 {
            let stop = at + found.trailing_zeros() as usize / 8;
            let mark = found & found.wrapping_neg();
            if mark & others != 0 {
                if bytes[stop] != newline {
                    return None;
                }
                values.push(Span::new(from, stop, false));
                return Some(stop);
            }
            values.push(Span::new(from, stop, false));
            from = stop + 1;
            found &= found - 1;
        }
        at += 8;
    }
}

/// Where a value ends that has no quotes: eight bytes at a time, as values are short.
#[inline]
fn stop(bytes: &[u8], from: usize, delimiter: u8, newline: u8) -> usize {
    let mut at = from;
    while let Some(eight) = bytes.get(at..at + 8) {
        let word = quick::word(eight);
        let found = quick::bytes_like(word, delimiter) | quick::bytes_like(word, newline);
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = &bytes[at..];
    at + rest.iter().position(|b| *b == delimiter || *b == newline).unwrap_or(rest.len())
}

struct Inside {
    /// The closing quote.
    end: Option<usize>,
    doubled: bool,
}

fn closing(bytes: &[u8], mut at: usize) -> Inside {
    let mut doubled = false;
    while let Some(found) = memchr(b'"', &bytes[at..]) {
        let quote = at + found;
        if bytes.get(quote + 1) == Some(&b'"') {
            doubled = true;
            at = quote + 2;
        } else {
            return Inside { end: Some(quote), doubled };
        }
    }
    Inside { end: None, doubled }
}

/// Where pieces of about this size end; `last` = nothing follows these bytes.
pub(crate) fn ends(bytes: &[u8], dialect: Dialect, piece: usize, last: bool) -> Ends {
    if memchr(b'"', bytes).is_none() {
        return line_ends(bytes, dialect.newline, piece, last);
    }
    let Dialect { delimiter, newline } = dialect;
    let mut out = Ends::default();
    let mut at = 0;
    let mut whole = 0;
    loop {
        if bytes.get(at) == Some(&b'"') {
            match closing(bytes, at + 1).end {
                // The quote may be the first of two, the second not read yet.
                Some(quote) if quote + 1 < bytes.len() || last => at = quote + 1,
                Some(_) => break,
                None => {
                    out.open_quote = Some(at);
                    break;
                }
            }
        }
        let Some(found) = memchr2(delimiter, newline, &bytes[at..]) else {
            break;
        };
        let stop = at + found;
        at = stop + 1;
        if bytes[stop] == newline {
            whole = at;
            if whole - out.pieces.last().copied().unwrap_or(0) >= piece {
                out.pieces.push(whole);
            }
        }
    }
    if last && out.open_quote.is_none() {
        whole = bytes.len();
    }
    if whole > out.pieces.last().copied().unwrap_or(0) {
        out.pieces.push(whole);
    }
    out
}

/// The same where every line is a record.
pub(crate) fn line_ends(bytes: &[u8], newline: u8, piece: usize, last: bool) -> Ends {
    let whole = if last { bytes.len() } else { memrchr(newline, bytes).map_or(0, |at| at + 1) };
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < whole {
        let wish = (at + piece.max(1) - 1).min(whole - 1);
        let end = memchr(newline, &bytes[wish..whole]).map_or(whole, |found| wish + found + 1);
        pieces.push(end);
        at = end;
    }
    Ends { pieces, open_quote: None }
}
