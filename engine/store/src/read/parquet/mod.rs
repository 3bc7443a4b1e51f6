//! Parquet: only the columns that are asked for, row group by row group.

mod bounds;
mod exact;
mod fill;
mod hybrid;
mod pages;
mod texts;
mod way;

use super::columns;
use super::convert::Task;
use super::expr::Around;
use super::files::DataFile;
use super::part::{Part, begin, told};
use super::rows::Rows;
use super::source_plan::SourcePlan;
use crate::kinds::Fault;
use crate::{Progress, ReadError, limits};
use bounds::{Bounded, TOO_LARGE};
use etalon_core::evaluate::Pool;
use exact::Exact;
use fill::Feed;
use pages::{Form, Pages};
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
use std::sync::{Arc, Mutex, PoisonError};
use texts::Texts;
use way::Way;

/// How many rows are read at once.
const BATCH: usize = 1 << 16;

/// A column that is asked for: its place in the file and how its values are written.
#[derive(Debug, Clone, Copy)]
struct Wanted {
    leaf: usize,
    way: Way,
    /// The definition level at which there is a value.
    there: i16,
    /// How they lie there, if that is read in the short way.
    form: Option<Form>,
}

/// Something that the short way does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Unfit;

impl From<Unfit> for ParquetError {
    fn from(_: Unfit) -> Self {
        Self::General("its pages are in an order of their own".to_owned())
    }
}

/// Rows of a row group, their columns as texts.
struct ParquetRows<'a> {
    columns: &'a [Option<Texts>],
    rows: usize,
    /// The number of the first.
    first: u64,
}

impl Rows for ParquetRows<'_> {
    fn len(&self) -> usize {
        self.rows
    }

    fn text(&self, column: usize, row: usize) -> Result<Option<Cow<'_, str>>, Fault> {
        match &self.columns[column] {
            Some(texts) => Ok(texts.get(row)?.map(Cow::Borrowed)),
            None => Ok(None),
        }
    }

    fn number(&self, row: usize) -> u64 {
        self.first + row as u64
    }
}

/// Reads one file.
pub(crate) fn read(
    plan: &SourcePlan<'_>,
    file: &DataFile,
    progress: &dyn Progress,
    pool: &impl Pool,
) -> Result<Part, Box<ReadError>> {
    whole_at_both_ends(plan, file)?;
    let metadata = guarded(|| {
        let opened = File::open(&file.path)?;
        ParquetMetaDataReader::new().parse_and_finish(&opened)
    })
    .map_err(|why| damaged(plan, file, None, &why))?;
    let wanted = guarded(|| Ok(wanted(plan, file, &metadata))).map_err(|why| damaged(plan, file, None, &why))??;
    let groups = metadata.row_groups().iter().map(|group| u64::try_from(group.num_rows()));
    let groups: Vec<u64> =
        groups.collect::<Result<_, _>>().map_err(|_| damaged(plan, file, None, "a count of rows is below zero"))?;
    // Rows that cost nothing in the file would still cost memory.
    let rows = groups.iter().fold(0, |sum: u64, rows| sum.saturating_add(*rows));
    if rows > limits::ROWS && rows / file.bytes.max(1) > limits::RATIO {
        return Err(unpacks_too_far(plan, file, &format!("{} bytes claim to hold {rows} rows", file.bytes)));
    }
    let setting = Setting { plan, file, metadata: &metadata, wanted: &wanted };
    let mut part = Part::new(plan, 0);
    let mut first = 1_u64;
    for (place, rows) in groups.into_iter().enumerate() {
        // One group after the other, its columns at the same time: so each value goes where it stays.
        guarded(|| setting.read(Group { place, first, rows }, &mut part, pool))
            .map_err(|why| damaged(plan, file, Some(first), &why))?;
        progress.advance(u64::try_from(metadata.row_group(place).compressed_size()).unwrap_or(0));
        first = first.saturating_add(rows);
    }
    Ok(part)
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
            Ok(way) => {
                let form = Form::of(column.physical_type(), way);
                wanted.push(Some(Wanted { leaf, way, there: column.max_def_level(), form }));
            }
            Err(what) => return Err(unusable(what)),
        }
    }
    Ok(wanted)
}

/// What all row groups of a file share.
struct Setting<'a> {
    plan: &'a SourcePlan<'a>,
    file: &'a DataFile,
    metadata: &'a ParquetMetaData,
    wanted: &'a [Option<Wanted>],
}

/// A row group: its place in the file, the number of its first row, and how many it has.
#[derive(Debug, Clone, Copy)]
struct Group {
    place: usize,
    first: u64,
    rows: u64,
}

impl Setting<'_> {
    /// Adds a row group. What cannot be read in the short way, for whatever reason, the library reads or refuses.
    fn read(&self, group: Group, part: &mut Part, pool: &impl Pool) -> Result<(), ParquetError> {
        let mut done = 0;
        // The short way looks at less of a page, and may so find the library at a loss where the full way finds words.
        if guarded(|| self.rows(group, true, &mut done, part, pool)).is_ok() {
            return Ok(());
        }
        part.undo();
        self.rows(group, false, &mut done, part, pool)
    }

    /// Adds the rows of a group after those that are done.
    fn rows(
        &self,
        group: Group,
        short: bool,
        done: &mut u64,
        part: &mut Part,
        pool: &impl Pool,
    ) -> Result<(), ParquetError> {
        let Setting { plan, file, .. } = self;
        let mut feeds = Vec::new();
        for field in 0..plan.fields.len() {
            feeds.push(if short { self.feed(group, field)? } else { None });
        }
        let slowly = plan.columns_of(|field| feeds[field].is_none());
        let mut readers: Vec<Option<(ColumnReader, Wanted)>> = Vec::new();
        for (column, one) in self.wanted.iter().enumerate() {
            readers.push(match one {
                Some(one) if slowly[column] => Some((self.open(group)?.get_column_reader(one.leaf)?, *one)),
                _ => None,
            });
        }
        let around = Around { file: &file.short, missing: &plan.source.missing };
        let mut columns: Vec<Option<Texts>> = readers.iter().map(|r| r.as_ref().map(|_| Texts::default())).collect();
        let mut at = 0;
        while at < group.rows {
            let batch = usize::try_from(group.rows - at).unwrap_or(BATCH).min(BATCH);
            for (reader, texts) in readers.iter_mut().zip(&mut columns) {
                if let (Some((reader, one)), Some(texts)) = (reader, texts) {
                    texts.fill(reader, one.way, one.there, batch)?;
                }
            }
            at += batch as u64;
            if at <= *done {
                continue;
            }
            let first = group.first + *done;
            let rows = ParquetRows { columns: &columns, rows: batch, first };
            let mut fates = begin(plan, &rows, &around);
            let jobs: Vec<_> = feeds.iter_mut().zip(part.fields()).map(Mutex::new).collect();
            let results = pool.map(jobs.len(), |field| {
                let mut job = jobs[field].lock().unwrap_or_else(PoisonError::into_inner);
                let (feed, (memory, column)) = &mut *job;
                let task = Task { plan, field, around: &around, fates: &fates, first: 0 };
                match feed {
                    Some(feed) => feed.fill(&task, batch, memory, column),
                    None => Ok(task.row_by_row(&rows, memory, column)),
                }
            });
            drop(jobs);
            for (field, faults) in results.into_iter().enumerate() {
                told(&mut fates, field, faults?);
            }
            part.settle(plan, &rows, &around, fates, &file.name, |row| first + row as u64);
            *done = at;
        }
        Ok(())
    }

    /// The short way of a field, if there is one.
    fn feed(&self, group: Group, field: usize) -> Result<Option<Feed>, ParquetError> {
        let column = self.plan.fields[field].only.and_then(|column| self.wanted[column]);
        let Some((one, form)) = column.and_then(|one| Some((one, one.form?))) else {
            return Ok(None);
        };
        let pages = Pages::new(self.open(group)?.get_column_page_reader(one.leaf)?, form, one.there);
        Ok(Some(Feed::new(pages, form, one.way, Exact::of(self.plan, field, one.way))))
    }

    /// Each reader has its own handle: readers of one file that share one would move it under each other.
    fn open(&self, group: Group) -> Result<SerializedRowGroupReader<'_, Bounded>, ParquetError> {
        SerializedRowGroupReader::new(
            Arc::new(Bounded(File::open(&self.file.path)?)),
            self.metadata.row_group(group.place),
            self.metadata.page_index_for_row_group(group.place),
            Arc::new(ReaderProperties::builder().build()),
        )
    }
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

/// What the library says, without the names of its errors.
fn plain(why: &str) -> &str {
    ["Parquet error: ", "EOF: ", "NYI: ", "External: ", "General: "]
        .iter()
        .fold(why, |why, start| why.trim_start_matches(start))
}

fn unpacks_too_far(plan: &SourcePlan<'_>, file: &DataFile, what: &str) -> Box<ReadError> {
    plan.error("unpacks-too-far", format!("the Parquet file is not read: {what}"))
        .file(&file.name)
        .reason("a small file that unpacks without end would fill the machine")
        .help("if the file is sound, write it again with pages of the usual size (about 1 MiB)")
}

fn damaged(plan: &SourcePlan<'_>, file: &DataFile, row: Option<u64>, why: &str) -> Box<ReadError> {
    if why.contains(TOO_LARGE) {
        return unpacks_too_far(plan, file, TOO_LARGE);
    }
    let error = if let Some(codec) = why.split("Disabled feature at compile time: ").nth(1) {
        plan.error("unknown-compression", format!("the file is compressed with {codec}, which is not read"))
            .help("write it with snappy, zstd or gzip")
    } else {
        plan.error("damaged", "the Parquet file is damaged, or not written as Parquet should be")
            .reason(format!(
                "its rows are lost, so that no figure would be right; in the words of Parquet: {}",
                plain(why)
            ))
            .help(match row {
                Some(_) => "copy or export the file again; the row given is the first of the part that is damaged",
                None => "copy or export the file again",
            })
    };
    let error = error.file(&file.name);
    match row {
        Some(row) => error.row(row),
        None => error,
    }
}
