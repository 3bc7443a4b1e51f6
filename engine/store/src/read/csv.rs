//! Delimited text with a header.

use super::columns;
use super::expr::Around;
use super::files::DataFile;
use super::open::open;
use super::part::Part;
use super::records::{Dialect, Record, Records, Shape, ends, undoubled};
use super::rejects::whole_row;
use super::source_plan::SourcePlan;
use super::text_rows::{TextRows, undecodable};
use super::waves::{Cut, Waves};
use crate::kinds::{Fault, shown};
use crate::{Progress, ReadError, limits};
use etalon_core::evaluate::Pool;
use std::borrow::Cow;

/// How many rows, and how many cells, are cut before their columns are filled.
const BATCH: usize = 1024;
const CELLS: usize = 1 << 16;

/// A cell in which quotes are doubled.
fn decode(raw: &[u8]) -> Result<Option<Cow<'_, str>>, Fault> {
    match String::from_utf8(undoubled(raw)) {
        Ok(text) => Ok(Some(Cow::Owned(text))),
        Err(error) => Err(undecodable(error.as_bytes())),
    }
}

/// What all pieces of a file share.
struct Setting<'a> {
    plan: &'a SourcePlan<'a>,
    file: &'a DataFile,
    dialect: Dialect,
    width: usize,
    places: Vec<Option<usize>>,
}

/// Reads one file.
pub(crate) fn read(
    plan: &SourcePlan<'_>,
    file: &DataFile,
    cut: Cut,
    progress: &dyn Progress,
    pool: &impl Pool,
) -> Result<Part, Box<ReadError>> {
    let mut text = open(plan, file, progress)?;
    // By the beginning of the text, not by what lies in the first wave: else how it is cut would matter.
    let newline = match text.head() {
        Ok(head) if memchr::memchr(b'\n', &head).is_none() && memchr::memchr(b'\r', &head).is_some() => b'\r',
        Ok(_) => b'\n',
        Err(error) => return Err(text.failed(plan, file, &error)),
    };
    let dialect = Dialect { delimiter: file.delimiter, newline };
    let mut waves = Waves::new(text, cut.wave);
    let mut line = 1;
    let mut number = 0;
    let mut setting: Option<Setting<'_>> = None;
    let mut whole = Part::new(plan, 0);
    loop {
        let failed = waves.fill().err();
        let bytes = waves.bytes();
        let last = waves.ended();
        let cuts = ends(bytes, dialect, cut.piece, last);
        let (first, end) = (line, cuts.pieces.last().copied());
        let mut start = 0;
        // What is wrong with the header comes first, wherever the file is cut.
        if setting.is_none()
            && let Some(end) = end
        {
            let mut records = Records::new(&bytes[..end], dialect, line);
            setting = header(plan, file, dialect, &mut records)?;
            start = records.at();
            line = records.line;
        }
        if let Some(error) = failed {
            return Err(waves.from().failed(plan, file, &error));
        }
        if last && let Some(open) = cuts.open_quote {
            return Err(never_closed(plan, file, bytes, open, dialect, first));
        }
        let Some(end) = end else {
            if last {
                break;
            }
            if waves.grow() {
                continue;
            }
            return Err(too_long(plan, file, line));
        };
        let Some(setting) = &setting else {
            waves.done(end);
            continue;
        };
        let mut pieces = Vec::new();
        for &end in &cuts.pieces {
            // The header may be a piece of its own.
            if end <= start {
                continue;
            }
            let piece = &bytes[start..end];
            pieces.push((piece, line));
            line += memchr::memchr_iter(newline, piece).count() as u64;
            start = end;
        }
        let parts: Result<Vec<Part>, _> = if plan.uses_row {
            // Numbers of rows are known only after all rows before.
            pieces.into_iter().map(|(piece, line)| read_piece(setting, piece, line, &mut number)).collect()
        } else {
            let parts = pool.map(pieces.len(), |i| read_piece(setting, pieces[i].0, pieces[i].1, &mut 0));
            parts.into_iter().collect()
        };
        whole.append(parts?, end, file, pool);
        waves.done(end);
        if last {
            break;
        }
    }
    if setting.is_none() {
        return Err(plan
            .error("empty-file", "the file is empty: it has not even a line with the names of its columns")
            .file(&file.name)
            .reason("an export that was interrupted looks just like this")
            .help("export it again; a file without rows still has its header"));
    }
    Ok(whole)
}

fn header<'a>(
    plan: &'a SourcePlan<'a>,
    file: &'a DataFile,
    dialect: Dialect,
    records: &mut Records<'_>,
) -> Result<Option<Setting<'a>>, Box<ReadError>> {
    let mut values = Vec::new();
    loop {
        values.clear();
        let Some(record) = records.next(&mut values) else {
            return Ok(None);
        };
        let no_header = |what: &str| plan.error("no-header", what).file(&file.name).row(record.line);
        let start = record.raw.trim_ascii_start();
        if start.starts_with(b"{\"") || start.starts_with(b"[{") {
            return Err(no_header("the file holds JSON, not delimited text").help("say `format json` in the source"));
        }
        match record.shape {
            Shape::Blank => continue,
            Shape::BadQuotes => {
                return Err(no_header(
                    "the line with the names of the columns has a quote that closes in the middle of a name",
                ));
            }
            Shape::Good => {}
        }
        if record.raw.contains(&0) {
            return Err(no_header("the file is not a text in UTF-8: it holds zero bytes")
                .help("if it was saved as Unicode, say `encoding \"utf-16\"` in the source; else export it as CSV"));
        }
        if values.len() > limits::COLUMNS {
            return Err(too_wide(plan, file, record.line, values.len()));
        }
        let mut headers = Vec::new();
        for value in &values {
            let raw = value.of(records.bytes());
            let raw = if value.coded() { Cow::Owned(undoubled(raw)) } else { Cow::Borrowed(raw) };
            headers.push(String::from_utf8_lossy(&raw).into_owned());
        }
        let places = columns::map(plan, file, &headers)?;
        return Ok(Some(Setting { plan, file, dialect, width: headers.len(), places }));
    }
}

fn read_piece(setting: &Setting<'_>, bytes: &[u8], line: u64, number: &mut u64) -> Result<Part, Box<ReadError>> {
    let Setting { plan, file, dialect, width, places } = setting;
    let most = memchr::memchr_iter(dialect.newline, bytes).count() + 1;
    let mut part = Part::new(plan, most);
    let mut records = Records::new(bytes, *dialect, line);
    let around = Around { file: &file.short, missing: &plan.source.missing };
    let batch = (CELLS / width.max(&1)).clamp(1, BATCH);
    let mut cells = Vec::with_capacity(width * (batch + 1));
    let (mut numbers, mut lines) = (Vec::with_capacity(batch), Vec::with_capacity(batch));
    loop {
        cells.clear();
        numbers.clear();
        lines.clear();
        let mut ended = false;
        while numbers.len() < batch {
            let before = cells.len();
            let Some(record) = records.next(&mut cells) else {
                ended = true;
                break;
            };
            if record.shape == Shape::Blank {
                cells.truncate(before);
                continue;
            }
            if record.raw.len() > limits::ROW {
                return Err(too_long(plan, file, record.line));
            }
            *number += 1;
            if let Some(fault) = misshapen(&record, cells.len() - before, *width) {
                cells.truncate(before);
                part.reject(fault, &file.name, record.line);
                continue;
            }
            numbers.push(*number);
            lines.push(record.line);
        }
        let rows = TextRows { bytes, cells: &cells, width: *width, places, decode, numbers: &numbers };
        part.take(plan, &rows, &around, &file.name, &lines);
        if ended {
            return Ok(part);
        }
    }
}

fn misshapen(record: &Record<'_>, values: usize, width: usize) -> Option<Fault> {
    if record.shape == Shape::BadQuotes {
        return Some(whole_row(
            "broken-quotes",
            "something follows a closing quote before the value ends; within a quoted value a quote is written twice (\"\")",
            record.raw,
        ));
    }
    (values != width).then(|| {
        whole_row(
            "wrong-width",
            format!(
                "the row has {values} values where the header names {width}; a value that holds the delimiter or a line break must stand in quotes"
            ),
            record.raw,
        )
    })
}

fn never_closed(
    plan: &SourcePlan<'_>,
    file: &DataFile,
    bytes: &[u8],
    open: usize,
    dialect: Dialect,
    line: u64,
) -> Box<ReadError> {
    let before = memchr::memchr_iter(dialect.newline, &bytes[..open]).count() as u64;
    let text = String::from_utf8_lossy(&bytes[open..bytes.len().min(open + 60)]).into_owned();
    plan.error("open-quote", format!("a quote opens here and never closes: {}", shown(&text)))
        .file(&file.name)
        .row(line + before)
        .reason("everything after it would be one value, and the rows in it would be lost")
        .help("close the quote, or export the file again; the file may also have been cut short")
}

fn too_wide(plan: &SourcePlan<'_>, file: &DataFile, line: u64, columns: usize) -> Box<ReadError> {
    plan.error("too-many-columns", format!("the line with the names of the columns has {columns} of them"))
        .file(&file.name)
        .row(line)
        .reason(format!(
            "a table has at most {} columns here; so many are mostly rows without line ends",
            limits::COLUMNS
        ))
        .help("look at the first line: does it end where the names end, and is the `delimiter` the right one?")
}

fn too_long(plan: &SourcePlan<'_>, file: &DataFile, line: u64) -> Box<ReadError> {
    plan.error("line-too-long", "a row longer than 16 MiB begins here")
        .file(&file.name)
        .row(line)
        .reason(
            "rows of data are not that long: most likely a quote opens here that never closes, or the file is no text",
        )
        .help("look at that line")
}
