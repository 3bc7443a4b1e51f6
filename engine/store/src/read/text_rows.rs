//! Rows of a text whose cells are cut out already.

use super::rows::Rows;
use crate::kinds::Fault;
use std::borrow::Cow;

/// Where a cell stands in its text, and whether it is coded: not written as it is meant, quotes doubled or signs escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    start: u32,
    /// The highest bit says whether it is coded.
    end: u32,
}

const CODED: u32 = 1 << 31;

impl Span {
    /// No cell.
    pub const ABSENT: Self = Self { start: 1, end: 0 };

    /// A cell in a text of less than 2 GiB; pieces are far smaller.
    #[inline]
    pub fn new(start: usize, end: usize, coded: bool) -> Self {
        let end = end as u32 & !CODED;
        Self { start: start as u32, end: if coded { end | CODED } else { end } }
    }

    pub const fn start(self) -> usize {
        self.start as usize
    }

    #[inline]
    pub const fn coded(self) -> bool {
        self.end & CODED != 0
    }

    /// Where a part of a text stands in it.
    pub fn within(part: &str, whole: &[u8], coded: bool) -> Self {
        let start = Self::start_of(part.as_bytes(), whole);
        Self::new(start, start + part.len(), coded)
    }

    /// Where a part of a text begins in it.
    pub fn start_of(part: &[u8], whole: &[u8]) -> usize {
        part.as_ptr().addr().saturating_sub(whole.as_ptr().addr())
    }

    /// Its bytes as they are written.
    #[inline]
    pub fn of<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        bytes.get(self.start as usize..(self.end & !CODED) as usize).unwrap_or_default()
    }
}

/// How coded cells of a format are read.
pub(crate) type Decode = fn(&[u8]) -> Result<Option<Cow<'_, str>>, Fault>;

/// Rows of one piece of a text.
pub(crate) struct TextRows<'a> {
    pub bytes: &'a [u8],
    /// Cells of all rows, one row after the other.
    pub cells: &'a [Span],
    /// Cells in a row.
    pub width: usize,
    /// By column of the source its place in a row; none = the file has no such column.
    pub places: &'a [Option<usize>],
    pub decode: Decode,
    /// By row its number among the data rows of its file.
    pub numbers: &'a [u64],
}

impl TextRows<'_> {
    /// One cell.
    #[inline]
    pub fn cell(&self, column: usize, row: usize) -> Span {
        match self.places[column] {
            Some(place) => self.cells[row * self.width + place],
            None => Span::ABSENT,
        }
    }
}

impl Rows for TextRows<'_> {
    fn len(&self) -> usize {
        self.numbers.len()
    }

    fn text(&self, column: usize, row: usize) -> Result<Option<Cow<'_, str>>, Fault> {
        let span = self.cell(column, row);
        if span == Span::ABSENT {
            return Ok(None);
        }
        if span.coded() {
            return (self.decode)(span.of(self.bytes));
        }
        let raw = span.of(self.bytes);
        match std::str::from_utf8(raw) {
            Ok(text) => Ok(Some(Cow::Borrowed(text))),
            Err(_) => Err(undecodable(raw)),
        }
    }

    fn number(&self, row: usize) -> u64 {
        self.numbers[row]
    }
}

pub(crate) fn undecodable(raw: &[u8]) -> Fault {
    Fault::new(
        "not-text",
        "some of the letters cannot be read; if the file is not in UTF-8, say `encoding \"windows-1257\"` (or the right one) in the source",
        &String::from_utf8_lossy(raw),
    )
}
