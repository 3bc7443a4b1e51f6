//! Parquet: only the columns that are asked for, row group by row group.

use super::cell::Row;
use super::columns;
use super::expr::Around;
use super::files::DataFile;
use super::parquet_column::{Texts, Way};
use super::part::Part;
use super::source_plan::SourcePlan;
use crate::kinds::Fault;
use crate::{Progress, ReadError};
use etalon_core::evaluate::Pool;
use parquet::column::reader::ColumnReader;
use parquet::errors::ParquetError;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use parquet::file::properties::ReaderProperties;
use parquet::file::reader::RowGroupReader;
use parquet::file::serialized_reader::SerializedRowGroupReader;
use std::borrow::Cow;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// How many rows are held as texts at once.
const BATCH: usize = 8192;

/// A column that is asked for: its place in the file and how its values are written.
#[derive(Debug, Clone, Copy)]
struct Wanted {
    leaf: usize,
    way: Way,
    /// The definition level at which there is a value.
    there: i16,
}

struct ParquetRow<'a> {
    columns: &'a [Option<Texts>],
    row: usize,
    number: u64,
}

impl Row for ParquetRow<'_> {
    fn text(&self, column: usize) -> Result<Option<Cow<'_, str>>, Fault> {
        match &self.columns[column] {
            Some(texts) => Ok(texts.get(self.row)?.map(Cow::Borrowed)),
            None => Ok(None),
        }
    }

    fn number(&self) -> u64 {
        self.number
    }
}

/// Reads one file.
pub(crate) fn read(
    plan: &SourcePlan<'_>,
    file: &DataFile,
    progress: &dyn Progress,
    pool: &impl Pool,
) -> Result<Vec<Part>, Box<ReadError>> {
    whole_at_both_ends(plan, file)?;
    let metadata = guarded(|| {
        let opened = File::open(&file.path)?;
        ParquetMetaDataReader::new().parse_and_finish(&opened)
    })
    .map_err(|why| damaged(plan, file, None, &why))?;
    let wanted = guarded(|| Ok(wanted(plan, file, &metadata))).map_err(|why| damaged(plan, file, None, &why))??;
    let mut first = Vec::with_capacity(metadata.num_row_groups());
    let mut rows = 1_u64;
    for group in metadata.row_groups() {
        let here = u64::try_from(group.num_rows())
            .map_err(|_| damaged(plan, file, Some(rows), "a count of rows is below zero"))?;
        first.push((rows, here));
        rows = rows.saturating_add(here);
    }
    let parts = pool.map(first.len(), |group| {
        let (row, rows) = first[group];
        let part = guarded(|| read_group(plan, file, &metadata, &wanted, group, row, rows));
        let size = u64::try_from(metadata.row_group(group).compressed_size()).unwrap_or(0);
        progress.advance(size);
        part.map_err(|why| damaged(plan, file, Some(row), &why))
    });
    let mut parts: Vec<Part> = parts.into_iter().collect::<Result<_, _>>()?;
    if parts.is_empty() {
        parts.push(Part::new(plan));
    }
    Ok(parts)
}

/// By column of the source: where and how it stands in the file.
fn wanted(
    plan: &SourcePlan<'_>,
    file: &DataFile,
    metadata: &ParquetMetaData,
) -> Result<Vec<Option<Wanted>>, Box<ReadError>> {
    let schema = metadata.file_metadata().schema_descr();
    let names: Vec<String> = schema.columns().iter().map(|c| c.path().parts().join(".")).collect();
    let places = columns::map(plan, file, &names)?;
    let mut wanted = Vec::new();
    for (name, place) in plan.columns.names.iter().zip(places) {
        let Some(leaf) = place else {
            wanted.push(None);
            continue;
        };
        let column = &schema.columns()[leaf];
        let unusable = |what: &str| {
            plan.error("unusable-column", format!("the column `{name}` holds {what}, not one plain value a row"))
                .file(&file.name)
                .help("export it as a text, a number, a date or an instant")
        };
        if column.max_rep_level() > 0 {
            return Err(unusable("lists"));
        }
        match Way::of(column) {
            Ok(way) => wanted.push(Some(Wanted { leaf, way, there: column.max_def_level() })),
            Err(what) => return Err(unusable(what)),
        }
    }
    Ok(wanted)
}

fn read_group(
    plan: &SourcePlan<'_>,
    file: &DataFile,
    metadata: &ParquetMetaData,
    wanted: &[Option<Wanted>],
    group: usize,
    first: u64,
    rows: u64,
) -> Result<Part, ParquetError> {
    // Each group has its own handle: readers of one file that share one would move it under each other.
    let opened = Arc::new(File::open(&file.path)?);
    let properties = Arc::new(ReaderProperties::builder().build());
    let reader = SerializedRowGroupReader::new(
        opened,
        metadata.row_group(group),
        metadata.page_index_for_row_group(group),
        properties,
    )?;
    let mut readers: Vec<Option<(ColumnReader, Wanted)>> = Vec::new();
    for one in wanted {
        readers.push(match one {
            Some(one) => Some((reader.get_column_reader(one.leaf)?, *one)),
            None => None,
        });
    }
    let mut part = Part::new(plan);
    let around = Around { file: &file.short, missing: &plan.source.missing };
    let mut columns: Vec<Option<Texts>> = readers.iter().map(|r| r.as_ref().map(|_| Texts::default())).collect();
    let mut done = 0;
    while done < rows {
        let batch = usize::try_from(rows - done).unwrap_or(BATCH).min(BATCH);
        for (reader, texts) in readers.iter_mut().zip(&mut columns) {
            if let (Some((reader, one)), Some(texts)) = (reader, texts) {
                texts.fill(reader, one.way, one.there, batch)?;
            }
        }
        for row in 0..batch {
            let number = first + done + row as u64;
            part.row(plan, &ParquetRow { columns: &columns, row, number }, &around, &file.name, number);
        }
        done += batch as u64;
    }
    Ok(part)
}

/// A Parquet file begins and ends with the same four letters.
fn whole_at_both_ends(plan: &SourcePlan<'_>, file: &DataFile) -> Result<(), Box<ReadError>> {
    let cannot = |error: std::io::Error| {
        plan.error("unreadable", format!("the file cannot be opened: {error}")).file(&file.name)
    };
    let mut opened = File::open(&file.path).map_err(cannot)?;
    let mut head = Vec::new();
    opened.by_ref().take(4).read_to_end(&mut head).map_err(cannot)?;
    if head == b"PARE" {
        return Err(plan
            .error("encrypted", "the Parquet file is encrypted")
            .file(&file.name)
            .help("export it without encryption"));
    }
    if head != b"PAR1" {
        let packed = matches!(head[..], [0x1f, 0x8b, ..] | [0x28, 0xb5, 0x2f, 0xfd]);
        let error = plan.error("not-parquet", "the file is not in Parquet").file(&file.name);
        return Err(if packed {
            error.help("it is packed as a whole; unpack it, Parquet is compressed inside")
        } else {
            error.help("say `format csv` or `format json` in the source if it is one of these")
        });
    }
    let mut tail = [0_u8; 4];
    let size = opened.seek(SeekFrom::End(0)).map_err(cannot)?;
    if size >= 12 {
        opened.seek(SeekFrom::End(-4)).map_err(cannot)?;
        opened.read_exact(&mut tail).map_err(cannot)?;
    }
    if &tail == b"PARE" || &tail == b"PAR1" {
        return Ok(());
    }
    Err(plan
        .error("cut-short", format!("the Parquet file ends in the middle, after {size} bytes"))
        .file(&file.name)
        .reason("where its rows lie is written at its end, so that none of them can be read")
        .help("copy or export the file again, whole"))
}

/// The library gives up on some damaged files with a panic; for the user that is an error like any other.
fn guarded<T>(job: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(job)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("its inner order is broken".to_owned()),
    }
}

fn damaged(plan: &SourcePlan<'_>, file: &DataFile, row: Option<u64>, why: &str) -> Box<ReadError> {
    let error = if let Some(codec) = why.split("Disabled feature at compile time: ").nth(1) {
        plan.error("unknown-compression", format!("the file is compressed with {codec}, which is not read"))
            .help("write it with snappy, zstd or gzip")
    } else {
        plan.error("damaged", format!("the Parquet file cannot be read: {why}"))
            .reason("its rows are lost, so that no figure would be right")
            .help("copy or export the file again; the row given is the first of the part that is damaged")
    };
    let error = error.file(&file.name);
    match row {
        Some(row) => error.row(row),
        None => error,
    }
}
