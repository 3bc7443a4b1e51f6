//! The values of a Parquet column as texts, exactly.

use crate::kinds::{Fault, day_text};
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType, FixedLenByteArray, Int96};
use parquet::errors::ParquetError;
use parquet::schema::types::ColumnDescriptor;
use std::fmt::{Display, Write as _};

/// How the values of a column are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Plain,
    Unsigned,
    Text,
    Date,
    /// Nanoseconds a unit; whether it counts from midnight in Greenwich.
    Instant(i64, bool),
    /// Nanoseconds a unit.
    TimeOfDay(i64),
    /// Places.
    Decimal(u32),
    Uuid,
}

impl Way {
    /// How a column is meant, or what it holds that is no plain value.
    pub fn of(column: &ColumnDescriptor) -> Result<Self, &'static str> {
        let places = |scale: i32| u32::try_from(scale).map(Way::Decimal).map_err(|_| "decimals with a negative scale");
        if let Some(logical) = column.logical_type_ref() {
            return match logical {
                LogicalType::String | LogicalType::Enum | LogicalType::Json => Ok(Self::Text),
                LogicalType::Decimal(decimal) => places(decimal.scale),
                LogicalType::Date => Ok(Self::Date),
                LogicalType::Time(time) => Ok(Self::TimeOfDay(nanos(&time.unit))),
                LogicalType::Timestamp(time) => Ok(Self::Instant(nanos(&time.unit), time.is_adjusted_to_u_t_c)),
                LogicalType::Integer(integer) => Ok(if integer.is_signed { Self::Plain } else { Self::Unsigned }),
                LogicalType::Uuid => Ok(Self::Uuid),
                LogicalType::Unknown => Ok(Self::Plain),
                LogicalType::Float16 => Err("numbers of 16 bits"),
                _ => Err("something nested or packed"),
            };
        }
        match (column.converted_type(), column.physical_type()) {
            (ConvertedType::UTF8 | ConvertedType::ENUM | ConvertedType::JSON, _) => Ok(Self::Text),
            (ConvertedType::DECIMAL, _) => places(column.type_scale()),
            (ConvertedType::DATE, _) => Ok(Self::Date),
            (ConvertedType::TIME_MILLIS, _) => Ok(Self::TimeOfDay(1_000_000)),
            (ConvertedType::TIME_MICROS, _) => Ok(Self::TimeOfDay(1000)),
            (ConvertedType::TIMESTAMP_MILLIS, _) => Ok(Self::Instant(1_000_000, true)),
            (ConvertedType::TIMESTAMP_MICROS, _) => Ok(Self::Instant(1000, true)),
            (ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64, _) => {
                Ok(Self::Unsigned)
            }
            (ConvertedType::INT_8 | ConvertedType::INT_16 | ConvertedType::INT_32 | ConvertedType::INT_64, _) => {
                Ok(Self::Plain)
            }
            // Several engines write texts without saying that they are.
            (ConvertedType::NONE, Type::BYTE_ARRAY) => Ok(Self::Text),
            // Some write these in Greenwich time and some in local time: the source has to say.
            (ConvertedType::NONE, Type::INT96) => Ok(Self::Instant(1, false)),
            (ConvertedType::NONE, Type::FIXED_LEN_BYTE_ARRAY) => Err("bytes"),
            (ConvertedType::NONE, _) => Ok(Self::Plain),
            _ => Err("something nested or packed"),
        }
    }
}

fn nanos(unit: &TimeUnit) -> i64 {
    match unit {
        TimeUnit::MILLIS => 1_000_000,
        TimeUnit::MICROS => 1000,
        TimeUnit::NANOS => 1,
    }
}

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
        std::str::from_utf8(bytes).map(Some).map_err(|_| {
            Fault::new(
                "not-text",
                "some of the letters cannot be read; the file should hold UTF-8",
                &String::from_utf8_lossy(bytes),
            )
        })
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
