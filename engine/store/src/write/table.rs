//! Parquet files with columns of texts, whole numbers and instants.

use super::WriteError;
use super::whole::{Whole, failed};
use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many rows are held before they are written.
const GROUP: usize = 1 << 17;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Text,
    /// A text that is JSON.
    Json,
    Whole,
    Instant,
}

enum Held {
    Texts(Vec<ByteArray>, Vec<i16>),
    Ints(Vec<i64>, Vec<i16>),
}

/// A Parquet file being written.
pub(super) struct Table {
    place: PathBuf,
    to: SerializedFileWriter<Whole>,
    held: Vec<Held>,
    rows: usize,
}

/// One value.
pub(super) enum Cell<'a> {
    Text(Option<&'a str>),
    Int(Option<i64>),
}

impl Table {
    pub fn create(place: &Path, columns: &[(&str, Holds)]) -> Result<Self, WriteError> {
        Self::begin(place, columns, Whole::create(place)?).map_err(|error| failed(place, &error))
    }

    fn begin(place: &Path, columns: &[(&str, Holds)], file: Whole) -> Result<Self, ParquetError> {
        let mut fields = Vec::new();
        let mut held = Vec::new();
        for (name, holds) in columns {
            let (physical, logical) = match holds {
                Holds::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
                Holds::Json => (Physical::BYTE_ARRAY, Some(LogicalType::Json)),
                Holds::Whole => (Physical::INT64, None),
                Holds::Instant => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS))),
            };
            let field = Type::primitive_type_builder(name, physical)
                .with_repetition(Repetition::OPTIONAL)
                .with_logical_type(logical)
                .build()?;
            fields.push(Arc::new(field));
            held.push(match physical {
                Physical::INT64 => Held::Ints(Vec::new(), Vec::new()),
                _ => Held::Texts(Vec::new(), Vec::new()),
            });
        }
        let schema = Type::group_type_builder("rows").with_fields(fields).build()?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            // The version of the library is no part of what a run says.
            .set_created_by("etalon".to_owned())
            .build();
        let to = SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties))?;
        Ok(Self { place: place.to_owned(), to, held, rows: 0 })
    }

    /// One row, a value a column.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), WriteError> {
        for (held, cell) in self.held.iter_mut().zip(cells) {
            match (held, cell) {
                (Held::Texts(values, levels), Cell::Text(text)) => {
                    levels.push(i16::from(text.is_some()));
                    values.extend(text.map(|t| ByteArray::from(t.as_bytes().to_vec())));
                }
                (Held::Ints(values, levels), Cell::Int(int)) => {
                    levels.push(i16::from(int.is_some()));
                    values.extend(*int);
                }
                // A value of the wrong kind is none.
                (Held::Texts(_, levels) | Held::Ints(_, levels), _) => levels.push(0),
            }
        }
        self.rows += 1;
        if self.rows == GROUP { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), WriteError> {
        if self.rows == 0 {
            return Ok(());
        }
        self.rows = 0;
        self.group().map_err(|error| failed(&self.place, &error))
    }

    fn group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.to.next_row_group()?;
        for held in &mut self.held {
            let Some(mut column) = group.next_column()? else { break };
            match held {
                Held::Texts(values, levels) => {
                    column.typed::<ByteArrayType>().write_batch(values, Some(levels), None)?;
                    values.clear();
                    levels.clear();
                }
                Held::Ints(values, levels) => {
                    column.typed::<Int64Type>().write_batch(values, Some(levels), None)?;
                    values.clear();
                    levels.clear();
                }
            }
            column.close()?;
        }
        group.close()?;
        Ok(())
    }

    /// Writes the rest and moves the file to its place.
    pub fn finish(mut self) -> Result<(), WriteError> {
        self.flush()?;
        let whole = self.to.into_inner().map_err(|error| failed(&self.place, &error))?;
        whole.finish()
    }
}
