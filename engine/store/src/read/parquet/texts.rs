//! The values of a Parquet column as texts, exactly.

use super::Way;
use super::pages::{Form, Raw};
use crate::kinds::{Fault, day_text};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType, FixedLenByteArray, Int96};
use parquet::errors::ParquetError;
use std::fmt::{Display, Write as _};

/// The values of one column for some rows, as texts one after the other.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    bytes: Vec<u8>,
    /// By row: where its text ends; it begins where the one before ends.
    ends: Vec<usize>,
    there: Vec<bool>,
    levels: Vec<i16>,
}

impl Texts {
    /// The text of a row.
    pub fn get(&self, row: usize) -> Result<Option<&str>, Fault> {
        if !self.there[row] {
            return Ok(None);
        }
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        let bytes = &self.bytes[start..self.ends[row]];
        std::str::from_utf8(bytes).map(Some).map_err(|_| undecodable(bytes))
    }

    /// Takes in the next rows.
    pub fn fill(&mut self, reader: &mut ColumnReader, way: Way, there: i16, rows: usize) -> Result<(), ParquetError> {
        self.bytes.clear();
        self.ends.clear();
        self.there.clear();
        match reader {
            ColumnReader::BoolColumnReader(r) => self.take(r, there, rows, write),
            ColumnReader::Int32ColumnReader(r) => self.take(r, there, rows, |out, v| {
                if way == Way::Unsigned { write(out, &v.cast_unsigned()) } else { whole(out, way, i64::from(*v)) }
            }),
            ColumnReader::Int64ColumnReader(r) => self.take(r, there, rows, |out, v| {
                if way == Way::Unsigned { write(out, &v.cast_unsigned()) } else { whole(out, way, *v) }
            }),
            ColumnReader::Int96ColumnReader(r) => self.take(r, there, rows, |out, v: &Int96| old_instant(out, v)),
            // `{}` writes the shortest text that reads back as the same number, and never an exponent.
            ColumnReader::FloatColumnReader(r) => self.take(r, there, rows, write),
            ColumnReader::DoubleColumnReader(r) => self.take(r, there, rows, write),
            ColumnReader::ByteArrayColumnReader(r) => {
                self.take(r, there, rows, |out, v: &ByteArray| bytes(out, way, v.data()))
            }
            ColumnReader::FixedLenByteArrayColumnReader(r) => {
                self.take(r, there, rows, |out, v: &FixedLenByteArray| bytes(out, way, v.data()))
            }
        }
    }

    fn take<T: DataType>(
        &mut self,
        reader: &mut ColumnReaderImpl<T>,
        there: i16,
        rows: usize,
        put: impl Fn(&mut Vec<u8>, &T::T),
    ) -> Result<(), ParquetError> {
        let mut values: Vec<T::T> = Vec::with_capacity(rows);
        self.levels.clear();
        let mut read = 0;
        while read < rows {
            let (more, _, _) = reader.read_records(rows - read, Some(&mut self.levels), None, &mut values)?;
            if more == 0 {
                return Err(ParquetError::General(format!(
                    "a column has fewer rows than the file says ({read} of {rows})"
                )));
            }
            read += more;
        }
        let mut values = values.iter();
        for row in 0..rows {
            // A column that must have a value in each row has no levels.
            let has = there == 0 || self.levels.get(row) == Some(&there);
            if has {
                let value = values
                    .next()
                    .ok_or_else(|| ParquetError::General("a column has fewer values than rows".to_owned()))?;
                put(&mut self.bytes, value);
            }
            self.there.push(has);
            self.ends.push(self.bytes.len());
        }
        Ok(())
    }
}

pub(super) fn undecodable(bytes: &[u8]) -> Fault {
    Fault::new(
        "not-text",
        "some of the letters cannot be read; the file should hold UTF-8",
        &String::from_utf8_lossy(bytes),
    )
}

/// The text of one value.
pub(super) fn written(raw: Raw<'_>, form: Form, way: Way) -> Result<String, Fault> {
    let mut out = Vec::new();
    match raw {
        Raw::Flag(flag) => write(&mut out, &flag),
        Raw::Int(value) if way == Way::Unsigned && form == Form::Int32 => write(&mut out, &(value & 0xffff_ffff)),
        Raw::Int(value) if way == Way::Unsigned => write(&mut out, &value.cast_unsigned()),
        Raw::Int(value) => whole(&mut out, way, value),
        Raw::Double(value) => write(&mut out, &value),
        Raw::Bytes(data) => bytes(&mut out, way, data),
    }
    String::from_utf8(out).map_err(|error| undecodable(error.as_bytes()))
}

fn write(out: &mut Vec<u8>, value: &impl Display) {
    use std::io::Write as _;
    // Writing into memory does not fail.
    let _ = write!(out, "{value}");
}

fn whole(out: &mut Vec<u8>, way: Way, value: i64) {
    match way {
        Way::Date => write(out, &day_text(value)),
        Way::Instant(nanos, utc) => instant(out, i128::from(value) * i128::from(nanos), utc),
        Way::TimeOfDay(nanos) => out.extend_from_slice(time_of_day(i128::from(value) * i128::from(nanos)).as_bytes()),
        Way::Decimal(places) => decimal(out, i128::from(value), places),
        _ => write(out, &value),
    }
}

const DAY: i128 = 86_400_000_000_000;

fn instant(out: &mut Vec<u8>, nanos: i128, utc: bool) {
    let day = i64::try_from(nanos.div_euclid(DAY)).unwrap_or(i64::MAX);
    let text = format!("{}T{}{}", day_text(day), time_of_day(nanos.rem_euclid(DAY)), if utc { "Z" } else { "" });
    out.extend_from_slice(text.as_bytes());
}

fn time_of_day(nanos: i128) -> String {
    let seconds = nanos / 1_000_000_000;
    let mut text = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    let rest = nanos % 1_000_000_000;
    if rest != 0 {
        let _ = write!(text, ".{rest:09}");
    }
    text
}

/// Nanoseconds of the day, and the Julian day.
fn old_instant(out: &mut Vec<u8>, value: &Int96) {
    let data = value.data();
    let nanos = (u64::from(data[1]) << 32) | u64::from(data[0]);
    let day = i128::from(data[2]) - 2_440_588;
    instant(out, day * DAY + i128::from(nanos), false);
}

fn decimal(out: &mut Vec<u8>, unscaled: i128, places: u32) {
    let digits = unscaled.unsigned_abs().to_string();
    let places = places as usize;
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, rest) = digits.split_at(digits.len() - places);
    let sign = if unscaled < 0 { "-" } else { "" };
    let text = if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") };
    out.extend_from_slice(text.as_bytes());
}

fn bytes(out: &mut Vec<u8>, way: Way, data: &[u8]) {
    match way {
        Way::Decimal(places) => match big_endian(data) {
            Some(value) => decimal(out, value, places),
            None => out.extend_from_slice(b"(a number of more than 38 digits)"),
        },
        Way::Uuid if data.len() == 16 => {
            let mut text = String::with_capacity(36);
            for (n, byte) in data.iter().enumerate() {
                if matches!(n, 4 | 6 | 8 | 10) {
                    text.push('-');
                }
                let _ = write!(text, "{byte:02x}");
            }
            out.extend_from_slice(text.as_bytes());
        }
        _ => out.extend_from_slice(data),
    }
}

/// Two's complement, the highest byte first.
fn big_endian(data: &[u8]) -> Option<i128> {
    let sign = if data.first().is_some_and(|b| b & 0x80 != 0) { 0xff } else { 0 };
    let spare = data.len().saturating_sub(16);
    if data[..spare].iter().any(|b| *b != sign) {
        return None;
    }
    let mut wide = [sign; 16];
    let kept = &data[spare..];
    wide[16 - kept.len()..].copy_from_slice(kept);
    Some(i128::from_be_bytes(wide))
}
