//! The pages of one column, as they are packed: dictionaries stay dictionaries.

use super::hybrid;
use super::{Unfit, Way};
use crate::read::text_rows::Span;
use parquet::basic::{Encoding, Type};
use parquet::column::page::{Page, PageReader};

/// One value as it lies in the file.
#[derive(Debug, Clone, Copy)]
pub(super) enum Raw<'a> {
    Flag(bool),
    Int(i64),
    Double(f64),
    Bytes(&'a [u8]),
}

/// The forms that are read here; the library reads the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Flag,
    Int32,
    Int64,
    Double,
    Bytes,
}

impl Form {
    pub fn of(physical: Type, way: Way) -> Option<Self> {
        match physical {
            Type::BOOLEAN => Some(Self::Flag),
            Type::INT32 => Some(Self::Int32),
            Type::INT64 => Some(Self::Int64),
            Type::DOUBLE => Some(Self::Double),
            Type::BYTE_ARRAY if way == Way::Text => Some(Self::Bytes),
            _ => None,
        }
    }
}

/// Values of a page, one after the other.
pub(super) struct Values {
    page: Page,
    form: Form,
    start: usize,
    /// Where texts stand.
    spans: Vec<Span>,
    count: usize,
}

impl Values {
    fn new(page: Page, form: Form, start: usize, count: usize) -> Result<Self, Unfit> {
        let bytes = page.buffer().get(start..).ok_or(Unfit)?;
        let mut spans = Vec::new();
        let needs = match form {
            Form::Flag => count.div_ceil(8),
            Form::Int32 => count.checked_mul(4).ok_or(Unfit)?,
            Form::Int64 | Form::Double => count.checked_mul(8).ok_or(Unfit)?,
            Form::Bytes => {
                let mut at = 0;
                for _ in 0..count {
                    let length = four(bytes, at)? as usize;
                    at += 4;
                    let end = at.checked_add(length).filter(|end| *end <= bytes.len()).ok_or(Unfit)?;
                    // Only texts are read as texts.
                    let coded = std::str::from_utf8(&bytes[at..end]).is_err();
                    spans.push(Span::new(start + at, start + end, coded));
                    at = end;
                }
                at
            }
        };
        if needs > bytes.len() {
            return Err(Unfit);
        }
        Ok(Self { page, form, start, spans, count })
    }

    pub fn len(&self) -> usize {
        self.count
    }

    pub fn bytes(&self) -> &[u8] {
        self.page.buffer()
    }

    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// One value; there must be so many.
    #[inline]
    pub fn get(&self, n: usize) -> Raw<'_> {
        let bytes = &self.page.buffer()[self.start..];
        let eight = || {
            let mut eight = [0; 8];
            eight.copy_from_slice(&bytes[8 * n..8 * n + 8]);
            eight
        };
        match self.form {
            Form::Flag => Raw::Flag(bytes[n / 8] >> (n % 8) & 1 == 1),
            Form::Int32 => {
                let mut four = [0; 4];
                four.copy_from_slice(&bytes[4 * n..4 * n + 4]);
                Raw::Int(i32::from_le_bytes(four).into())
            }
            Form::Int64 => Raw::Int(i64::from_le_bytes(eight())),
            Form::Double => Raw::Double(f64::from_le_bytes(eight())),
            Form::Bytes => Raw::Bytes(self.spans[n].of(self.page.buffer())),
        }
    }
}

/// The values of a data page.
pub(super) enum Held {
    /// Places in the dictionary.
    Indices(Vec<u32>),
    Plain(Box<Values>),
    Flags(Vec<u32>),
}

/// A data page that is being read.
pub(super) struct Current {
    /// By row whether there is a value; none = everywhere.
    pub there: Option<Vec<bool>>,
    pub held: Held,
    /// Rows of the page, and how many of them are done.
    rows: usize,
    row: usize,
    /// How many values are done.
    value: usize,
}

/// Some rows of one page: which rows, and at which value they begin.
pub(super) struct Stretch {
    pub rows: std::ops::Range<usize>,
    pub value: usize,
    pub values: usize,
}

/// The pages of one column of one row group.
pub(super) struct Pages {
    reader: Box<dyn PageReader>,
    form: Form,
    /// The definition level at which there is a value.
    there: i16,
    pub dictionary: Option<Values>,
    pub current: Option<Current>,
}

impl Pages {
    pub fn new(reader: Box<dyn PageReader>, form: Form, there: i16) -> Self {
        Self { reader, form, there, dictionary: None, current: None }
    }

    /// The next rows of one page, at most so many; the flag says whether the dictionary is a new one.
    pub fn next(&mut self, most: usize) -> Result<(Stretch, bool), Unfit> {
        let mut renewed = false;
        while self.current.as_ref().is_none_or(|c| c.row == c.rows) {
            renewed |= self.turn(most)?;
        }
        let current = self.current.as_mut().ok_or(Unfit)?;
        let rows = current.row..current.rows.min(current.row + most);
        let values = match &current.there {
            Some(there) => there[rows.clone()].iter().filter(|t| **t).count(),
            None => rows.len(),
        };
        let stretch = Stretch { rows: rows.clone(), value: current.value, values };
        current.row = rows.end;
        current.value += values;
        Ok((stretch, renewed))
    }

    /// Turns the page; says whether the new one is a dictionary.
    fn turn(&mut self, most: usize) -> Result<bool, Unfit> {
        self.current = None;
        let page = self.reader.get_next_page().map_err(|_| Unfit)?.ok_or(Unfit)?;
        let (rows, encoding, levels, start) = match &page {
            Page::DictionaryPage { num_values, encoding, .. } => {
                if self.dictionary.is_some() || !matches!(encoding, Encoding::PLAIN | Encoding::PLAIN_DICTIONARY) {
                    return Err(Unfit);
                }
                let count = *num_values as usize;
                self.dictionary = Some(Values::new(page, self.form, 0, count)?);
                return Ok(true);
            }
            Page::DataPage { buf, num_values, encoding, def_level_encoding, .. } => {
                let (levels, start) = if self.there == 0 {
                    (0..0, 0)
                } else if *def_level_encoding == Encoding::RLE {
                    let end = (four(buf, 0)? as usize).checked_add(4).ok_or(Unfit)?;
                    (4..end, end)
                } else {
                    return Err(Unfit);
                };
                (*num_values, *encoding, levels, start)
            }
            Page::DataPageV2 { num_values, num_nulls, .. } if num_nulls > num_values => return Err(Unfit),
            Page::DataPageV2 { num_values, encoding, def_levels_byte_len, rep_levels_byte_len, .. } => {
                let from = *rep_levels_byte_len as usize;
                let end = from.checked_add(*def_levels_byte_len as usize).ok_or(Unfit)?;
                (*num_values, *encoding, from..end, end)
            }
        };
        let rows = rows as usize;
        if rows > most.max(1 << 24) {
            return Err(Unfit);
        }
        let there = match self.there {
            0 => None,
            level => present(page.buffer().get(levels).ok_or(Unfit)?, level, rows)?,
        };
        let count = there.as_ref().map_or(rows, |t| t.iter().filter(|t| **t).count());
        let held = match encoding {
            Encoding::PLAIN => Held::Plain(Box::new(Values::new(page, self.form, start, count)?)),
            Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY => {
                let known = self.dictionary.as_ref().map_or(0, Values::len);
                Held::Indices(indices(page.buffer().get(start..).ok_or(Unfit)?, count, known)?)
            }
            Encoding::RLE if self.form == Form::Flag => {
                let length = four(page.buffer(), start)? as usize;
                let data = page.buffer().get(start + 4..).and_then(|d| d.get(..length)).ok_or(Unfit)?;
                let mut flags = Vec::new();
                hybrid::numbers(data, 1, count, &mut flags)?;
                Held::Flags(flags)
            }
            _ => return Err(Unfit),
        };
        self.current = Some(Current { there, held, rows, row: 0, value: 0 });
        Ok(false)
    }
}

/// By row whether the level is that of a value; none = all are.
fn present(data: &[u8], level: i16, rows: usize) -> Result<Option<Vec<bool>>, Unfit> {
    let level = u32::try_from(level).map_err(|_| Unfit)?;
    let mut levels = Vec::new();
    hybrid::numbers(data, u32::BITS - level.leading_zeros(), rows, &mut levels)?;
    if levels.iter().all(|l| *l == level) {
        return Ok(None);
    }
    Ok(Some(levels.into_iter().map(|l| l == level).collect()))
}

/// Places in a dictionary of this size.
fn indices(data: &[u8], count: usize, known: usize) -> Result<Vec<u32>, Unfit> {
    let mut indices = Vec::new();
    if count > 0 {
        let (bits, data) = data.split_first().ok_or(Unfit)?;
        hybrid::numbers(data, u32::from(*bits), count, &mut indices)?;
    }
    match indices.iter().max() {
        Some(most) if *most as usize >= known => Err(Unfit),
        _ => Ok(indices),
    }
}

fn four(bytes: &[u8], at: usize) -> Result<u32, Unfit> {
    let mut four = [0; 4];
    four.copy_from_slice(bytes.get(at..).and_then(|b| b.get(..4)).ok_or(Unfit)?);
    Ok(u32::from_le_bytes(four))
}
