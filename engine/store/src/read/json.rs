//! JSON: one object a line, or one array of objects.

use super::cell::Row;
use super::columns;
use super::expr::Around;
use super::files::DataFile;
use super::json_object::{Paths, object};
use super::open::open;
use super::part::Part;
use super::records::line_ends;
use super::rejects::whole_row;
use super::source_plan::SourcePlan;
use super::waves::{Cut, MOST_RECORD, Waves};
use crate::kinds::Fault;
use crate::{Progress, ReadError};
use etalon_core::evaluate::Pool;
use serde::de::{DeserializeSeed, Deserializer as _, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Read;

/// The largest array that is held in memory.
const MOST_ARRAY: u64 = 1 << 30;

/// The values of one object that the source speaks of.
pub(crate) struct JsonRow<'a> {
    pub values: Vec<Option<Result<Cow<'a, str>, Fault>>>,
    pub number: u64,
}

impl Row for JsonRow<'_> {
    fn text(&self, column: usize) -> Result<Option<Cow<'_, str>>, Fault> {
        match &self.values[column] {
            None => Ok(None),
            Some(Ok(text)) => Ok(Some(Cow::Borrowed(text))),
            Some(Err(fault)) => Err(fault.clone()),
        }
    }

    fn number(&self) -> u64 {
        self.number
    }
}

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
}

/// Reads one file.
pub(crate) fn read(
    plan: &SourcePlan<'_>,
    file: &DataFile,
    cut: Cut,
    progress: &dyn Progress,
    pool: &impl Pool,
) -> Result<Vec<Part>, Box<ReadError>> {
    let paths = Paths::new(&plan.columns.names);
    let setting = Setting { plan, file, paths: &paths };
    let mut waves = Waves::new(open(plan, file, progress)?, cut.wave);
    let mut seen = Seen { columns: vec![false; plan.columns.names.len()], ..Seen::default() };
    let mut line = 1;
    let mut number = 0;
    let mut parts = Vec::new();
    let mut begun = false;
    loop {
        if let Err(error) = waves.fill() {
            return Err(waves.from().failed(plan, file, &error));
        }
        if !begun {
            let start = waves.bytes().trim_ascii_start();
            if start.starts_with(b"[") {
                let mut whole = waves.bytes().to_vec();
                let read = waves.rest().take(MOST_ARRAY).read_to_end(&mut whole);
                if let Err(error) = read {
                    return Err(waves.from().failed(plan, file, &error));
                }
                parts.push(array(&setting, &whole, &mut seen)?);
                break;
            }
            over_lines(&setting, start)?;
            begun = !start.is_empty();
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
        for result in results {
            let (part, met) = result?;
            parts.push(part);
            seen.join(met);
        }
        waves.done(whole);
        if last {
            break;
        }
    }
    never_seen(&setting, &seen)?;
    Ok(parts)
}

fn lines(setting: &Setting<'_>, bytes: &[u8], line: u64, number: &mut u64) -> Result<(Part, Seen), Box<ReadError>> {
    let Setting { plan, file, paths } = setting;
    let mut part = Part::new(plan);
    let mut seen = Seen { columns: vec![false; plan.columns.names.len()], ..Seen::default() };
    let around = Around { file: &file.short, missing: &plan.source.missing };
    for (offset, raw) in bytes.split(|b| *b == b'\n').enumerate() {
        let place = line + offset as u64;
        if raw.len() > MOST_RECORD {
            return Err(too_long(plan, file, place));
        }
        if raw.trim_ascii().is_empty() {
            continue;
        }
        *number += 1;
        match object(raw, paths, &mut seen) {
            Ok(values) => part.row(plan, &JsonRow { values, number: *number }, &around, &file.name, place),
            Err(why) => part.reject(whole_row("not-json", why, raw), &file.name, place),
        }
    }
    Ok((part, seen))
}

/// A file that is one array; rows are numbered by element.
fn array(setting: &Setting<'_>, bytes: &[u8], seen: &mut Seen) -> Result<Part, Box<ReadError>> {
    struct Elements<'s, 'p> {
        setting: &'s Setting<'p>,
        seen: &'s mut Seen,
        part: &'s mut Part,
        number: &'s mut u64,
    }
    impl<'de> Visitor<'de> for Elements<'_, '_> {
        type Value = ();

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an array of objects")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
            let Setting { plan, file, paths } = self.setting;
            let around = Around { file: &file.short, missing: &plan.source.missing };
            while let Some(raw) = elements.next_element::<&RawValue>()? {
                *self.number += 1;
                let (number, raw) = (*self.number, raw.get().as_bytes());
                match object(raw, paths, self.seen) {
                    Ok(values) => self.part.row(plan, &JsonRow { values, number }, &around, &file.name, number),
                    Err(why) => self.part.reject(whole_row("not-json", why, raw), &file.name, number),
                }
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
    if bytes.len() as u64 >= MOST_ARRAY {
        return Err(plan
            .error("array-too-large", "the file is one JSON array of more than 1 GiB")
            .file(&file.name)
            .help("export it with one object a line; such a file may have any size"));
    }
    let mut part = Part::new(plan);
    let mut number = 0;
    let mut from = serde_json::Deserializer::from_slice(bytes);
    let elements = Elements { setting, seen, part: &mut part, number: &mut number };
    let result = from.deserialize_seq(elements).and_then(|()| from.end());
    match result {
        Ok(()) => Ok(part),
        Err(error) => {
            let slug = if error.is_eof() { "cut-short" } else { "not-json" };
            let what = if error.is_eof() {
                "the array ends in the middle".to_owned()
            } else {
                format!("the array cannot be read on line {}, column {}", error.line(), error.column())
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
