//! JSON: one object a line, or one array of objects.

use super::columns;
use super::expr::Around;
use super::files::DataFile;
use super::json_line::Shape;
use super::json_object::{Paths, decode, object};
use super::open::open;
use super::part::Part;
use super::records::line_ends;
use super::rejects::whole_row;
use super::source_plan::SourcePlan;
use super::text_rows::{Span, TextRows};
use super::waves::{Cut, Waves};
use crate::{Progress, ReadError, limits};
use etalon_core::evaluate::Pool;
use serde::de::{DeserializeSeed, Deserializer as _, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use std::io::Read;

/// How many keys of a file are kept for messages.
const KEYS: usize = 200;
/// How many objects are cut before their columns are filled.
const BATCH: usize = 1024;

/// Which keys were seen in a file, for columns that no object has.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen {
    /// By column of the source.
    pub columns: Vec<bool>,
    /// The first keys that were met.
    pub keys: BTreeSet<String>,
    /// How many objects.
    pub objects: u64,
}

impl Seen {
    /// A key that was met.
    pub fn note(&mut self, key: &str) {
        if self.keys.len() < KEYS && !self.keys.contains(key) {
            self.keys.insert(key.to_owned());
        }
    }

    fn join(&mut self, other: Self) {
        self.columns.resize(self.columns.len().max(other.columns.len()), false);
        for (mine, theirs) in self.columns.iter_mut().zip(other.columns) {
            *mine |= theirs;
        }
        self.keys.extend(other.keys);
        self.objects += other.objects;
    }
}

/// What all pieces of a file share.
struct Setting<'a> {
    plan: &'a SourcePlan<'a>,
    file: &'a DataFile,
    paths: &'a Paths,
    slowly: bool,
}

/// Reads one file.
pub(crate) fn read(
    plan: &SourcePlan<'_>,
    file: &DataFile,
    cut: Cut,
    progress: &dyn Progress,
    pool: &impl Pool,
) -> Result<Part, Box<ReadError>> {
    let paths = Paths::new(&plan.columns.names);
    let setting = Setting { plan, file, paths: &paths, slowly: cut.slowly };
    let mut waves = Waves::new(open(plan, file, progress)?, cut.wave);
    let mut seen = Seen { columns: vec![false; plan.columns.names.len()], ..Seen::default() };
    let mut line = 1;
    let mut number = 0;
    let mut all = Part::new(plan, 0);
    let mut begun = false;
    loop {
        let failed = waves.fill().err();
        if !begun {
            let start = waves.bytes().trim_ascii_start();
            if failed.is_none() && start.starts_with(b"[") {
                // Blanks before it are no part of it, whichever they are.
                line += memchr::memchr_iter(b'\n', &waves.bytes()[..waves.bytes().len() - start.len()]).count() as u64;
                let mut whole = start.to_vec();
                let read = waves.rest().take(limits::ARRAY).read_to_end(&mut whole);
                if let Err(error) = read {
                    return Err(waves.from().failed(plan, file, &error));
                }
                all = array(&setting, &whole, line, &mut seen)?;
                break;
            }
            // Its first line, once all of it is there.
            if waves.ended() || start.contains(&b'\n') {
                over_lines(&setting, start)?;
                begun = !start.is_empty();
            }
        }
        if let Some(error) = failed {
            return Err(waves.from().failed(plan, file, &error));
        }
        let bytes = waves.bytes();
        let last = waves.ended();
        let cuts = line_ends(bytes, b'\n', cut.piece, last);
        let Some(&whole) = cuts.pieces.last() else {
            if last {
                break;
            }
            if waves.grow() {
                continue;
            }
            return Err(too_long(plan, file, line));
        };
        let mut pieces = Vec::new();
        let mut start = 0;
        for &end in &cuts.pieces {
            let piece = &bytes[start..end];
            pieces.push((piece, line));
            line += memchr::memchr_iter(b'\n', piece).count() as u64;
            start = end;
        }
        let results = if plan.uses_row {
            pieces.iter().map(|(piece, line)| lines(&setting, piece, *line, &mut number)).collect()
        } else {
            pool.map(pieces.len(), |i| lines(&setting, pieces[i].0, pieces[i].1, &mut 0))
        };
        let mut parts = Vec::new();
        for result in results {
            let (part, met) = result?;
            parts.push(part);
            seen.join(met);
        }
        all.append(parts, whole, file, pool);
        waves.done(whole);
        if last {
            break;
        }
    }
    never_seen(&setting, &seen)?;
    Ok(all)
}

/// Objects that are cut into cells and wait to be taken.
struct Batch<'b> {
    setting: &'b Setting<'b>,
    /// What all cells are a part of.
    whole: &'b [u8],
    /// Where each column stands among the cells of an object.
    order: Vec<Option<usize>>,
    cells: Vec<Span>,
    numbers: Vec<u64>,
    places: Vec<u64>,
    part: Part,
    seen: Seen,
    /// The short way, if the text is valid.
    shape: Option<Shape>,
}

impl<'b> Batch<'b> {
    fn new(setting: &'b Setting<'b>, whole: &'b [u8], rows: usize) -> Self {
        let columns = setting.plan.columns.names.len();
        Self {
            setting,
            whole,
            order: (0..columns).map(Some).collect(),
            cells: Vec::with_capacity(columns * BATCH.min(rows)),
            numbers: Vec::new(),
            places: Vec::new(),
            part: Part::new(setting.plan, rows),
            seen: Seen { columns: vec![false; columns], ..Seen::default() },
            shape: (!setting.slowly && std::str::from_utf8(whole).is_ok()).then(Shape::default),
        }
    }

    /// One object; it stands at this place of its file.
    fn object(&mut self, raw: &[u8], number: u64, place: u64) {
        match self.cells(raw) {
            Ok(()) => {
                self.numbers.push(number);
                self.places.push(place);
                if self.numbers.len() >= BATCH {
                    self.take();
                }
            }
            Err(why) => self.part.reject(whole_row("not-json", why, raw), &self.setting.file.name, place),
        }
    }

    /// Adds the cells of one object.
    fn cells(&mut self, raw: &[u8]) -> Result<(), String> {
        let (paths, seen) = (self.setting.paths, &mut self.seen);
        let before = self.cells.len();
        if let Some(shape) = &mut self.shape {
            self.cells.resize(before + self.order.len(), Span::ABSENT);
            let start = Span::start_of(raw, self.whole);
            if shape.object(raw, start, paths, seen, &mut self.cells[before..]).is_some() {
                return Ok(());
            }
            self.cells.truncate(before);
        }
        object(raw, self.whole, paths, seen, &mut self.cells)
    }

    fn take(&mut self) {
        let Setting { plan, file, .. } = self.setting;
        let around = Around { file: &file.short, missing: &plan.source.missing };
        let rows = TextRows {
            bytes: self.whole,
            cells: &self.cells,
            width: self.order.len(),
            places: &self.order,
            decode,
            numbers: &self.numbers,
        };
        self.part.take(plan, &rows, &around, &file.name, &self.places);
        self.cells.clear();
        self.numbers.clear();
        self.places.clear();
    }

    fn finish(mut self) -> (Part, Seen) {
        self.take();
        (self.part, self.seen)
    }
}

fn lines(setting: &Setting<'_>, bytes: &[u8], line: u64, number: &mut u64) -> Result<(Part, Seen), Box<ReadError>> {
    let most = memchr::memchr_iter(b'\n', bytes).count() + 1;
    let mut batch = Batch::new(setting, bytes, most);
    let mut place = line;
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let raw = &rest[..end];
        if raw.len() > limits::ROW {
            return Err(too_long(setting.plan, setting.file, place));
        }
        if !raw.trim_ascii().is_empty() {
            *number += 1;
            batch.object(raw, *number, place);
        }
        place += 1;
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    Ok(batch.finish())
}

/// A file that is one array, which begins with this line of the file; rows are numbered by element.
fn array(setting: &Setting<'_>, bytes: &[u8], line: u64, seen: &mut Seen) -> Result<Part, Box<ReadError>> {
    struct Elements<'s, 'b> {
        batch: &'s mut Batch<'b>,
        number: &'s mut u64,
    }
    impl<'de> Visitor<'de> for Elements<'_, '_> {
        type Value = ();

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an array of objects")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
            while let Some(raw) = elements.next_element::<&RawValue>()? {
                *self.number += 1;
                self.batch.object(raw.get().as_bytes(), *self.number, *self.number);
            }
            Ok(())
        }
    }
    impl<'de> DeserializeSeed<'de> for Elements<'_, '_> {
        type Value = ();

        fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
            from.deserialize_seq(self)
        }
    }

    let Setting { plan, file, .. } = setting;
    if bytes.len() as u64 >= limits::ARRAY {
        return Err(plan
            .error("array-too-large", "the file is one JSON array of more than 256 MiB")
            .file(&file.name)
            .help("export it with one object a line; such a file may have any size"));
    }
    let mut batch = Batch::new(setting, bytes, 0);
    let mut number = 0;
    let mut from = serde_json::Deserializer::from_slice(bytes);
    let elements = Elements { batch: &mut batch, number: &mut number };
    let result = from.deserialize_seq(elements).and_then(|()| from.end());
    match result {
        Ok(()) => {
            let (part, met) = batch.finish();
            seen.join(met);
            Ok(part)
        }
        Err(error) => {
            let slug = if error.is_eof() { "cut-short" } else { "not-json" };
            let what = if error.is_eof() {
                "the array ends in the middle".to_owned()
            } else {
                let line = line - 1 + error.line() as u64;
                format!("the array cannot be read on line {line}, column {}", error.column())
            };
            Err(plan
                .error(slug, what)
                .file(&file.name)
                .row(number + 1)
                .reason("the objects after that are lost, so that no figure would be right")
                .help("export the file again, whole; the row given is the number of the object"))
        }
    }
}

/// An object that is spread over lines cannot be read line by line.
fn over_lines(setting: &Setting<'_>, start: &[u8]) -> Result<(), Box<ReadError>> {
    let first = start.split(|b| *b == b'\n').next().unwrap_or_default().trim_ascii();
    if first != b"{" {
        return Ok(());
    }
    Err(setting
        .plan
        .error("json-over-lines", "an object is spread over several lines")
        .file(&setting.file.name)
        .row(1)
        .help("write each object on one line of its own, or all of them as one array in `[ … ]`"))
}

/// A required column that not one object has is a wrong name, not a missing value.
fn never_seen(setting: &Setting<'_>, seen: &Seen) -> Result<(), Box<ReadError>> {
    if seen.objects == 0 {
        return Ok(());
    }
    let Setting { plan, file, .. } = setting;
    let has = |name: &str| {
        let at = plan.columns.names.iter().position(|n| n == name);
        let optional_only =
            plan.fields.iter().all(|f| f.optional || !f.needs.iter().any(|n| n.columns.iter().any(|c| c == name)))
                && !plan.other_needs.iter().any(|(_, n)| n.columns.iter().any(|c| c == name));
        // Many exports leave a key out where there is no value.
        optional_only || at.is_some_and(|at| seen.columns.get(at).copied().unwrap_or(false))
    };
    let keys: Vec<String> = seen.keys.iter().cloned().collect();
    columns::missing(plan, file, &keys, &has)
}

fn too_long(plan: &SourcePlan<'_>, file: &DataFile, line: u64) -> Box<ReadError> {
    plan.error("line-too-long", "a line longer than 16 MiB begins here")
        .file(&file.name)
        .row(line)
        .reason("one line is one object, and objects of data are not that long")
        .help("write each object on one line of its own, or all of them as one array in `[ … ]`")
}
