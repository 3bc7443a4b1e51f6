//! What must hold of any text and any file. The targets put it to inputs that are made up; `tests/checks` puts it to the corpora.

use etalon_core::evaluate::Sequential;
use etalon_core::standard::{Standard, Type};
use etalon_core::table::{Column, Data, Input};
use etalon_core::{SourceFile, check, plan};
use etalon_store::{Cut, Silent, read_cut};
use std::io::Write as _;
use std::path::PathBuf;

/// Any text has a tree that prints back to the same text, and errors that lie inside it.
///
/// # Panics
/// If not.
pub fn parses(text: &str) {
    let parsed = etalon_grammar::parse(0, text);
    assert_eq!(parsed.tree.text(), text, "the tree holds every byte");
    for error in &parsed.errors {
        let (start, end) = (error.span.start as usize, error.span.end as usize);
        assert!(
            start <= end && text.get(start..end).is_some(),
            "{}: {start}..{end} is no place in the text",
            error.slug
        );
        assert!(!error.message.is_empty() && !error.message.contains('\n'), "{}: one plain line", error.slug);
    }
    etalon_grammar::highlight(text);
}

/// A text that can be read is laid out; laid out again it is the same, and it means the same.
///
/// # Panics
/// If not.
pub fn formats(text: &str) {
    let Ok(once) = etalon_grammar::format(text) else {
        return;
    };
    let twice =
        etalon_grammar::format(&once).unwrap_or_else(|errors| panic!("laid out, it is broken: {errors:?}\n{once}"));
    assert_eq!(once, twice, "laying out twice changes nothing");
    let (before, after) = (check(&files(&[text]), &[]), check(&files(&[&once]), &[]));
    match (before.standard, after.standard) {
        (Some(before), Some(after)) => assert_eq!(before.hash, after.hash, "layout has no meaning\n{once}"),
        (None, None) => {}
        _ => panic!("layout decides whether a standard stands\n{once}"),
    }
}

/// Any standard of one or two layers is checked to the end, and what stands can be planned.
///
/// # Panics
/// If not.
pub fn checks(text: &str) {
    let texts: Vec<&str> = text.splitn(2, "\n----\n").collect();
    let files = files(&texts);
    let checked = check(&files, &[]);
    for diagnostic in &checked.diagnostics {
        assert!(!diagnostic.labels.is_empty(), "{} has no place", diagnostic.slug);
        for label in &diagnostic.labels {
            let text = files.get(label.span.file as usize).map_or("", |file| file.text.as_str());
            let (start, end) = (label.span.start as usize, label.span.end as usize);
            assert!(start <= end && text.get(start..end).is_some(), "{}: {start}..{end}", diagnostic.slug);
        }
    }
    if let Some(standard) = &checked.standard {
        std::hint::black_box(plan(standard));
    }
}

/// The files of a standard, from texts: the first is the standard itself, each other a layer above the one before.
#[must_use]
pub fn files(texts: &[&str]) -> Vec<SourceFile> {
    let file = |(n, text): (usize, &&str)| SourceFile {
        path: format!("{n}.etalon"),
        text: (*text).to_owned(),
        layer: u32::try_from(n).unwrap_or(u32::MAX),
    };
    texts.iter().enumerate().map(file).collect()
}

/// Reads whatever bytes lie in a file, by a standard with a field of every kind.
#[derive(Debug)]
pub struct Reader {
    folder: tempfile::TempDir,
    file: PathBuf,
    standard: Standard,
}

impl Reader {
    /// Of delimited text.
    #[must_use]
    pub fn delimited() -> Self {
        Self::new("a.csv", "time \"%Y-%m-%d %H:%M\", \"%d.%m.%Y %H:%M:%S\"")
    }

    /// Of packed files, in an encoding of their own.
    #[must_use]
    pub fn compressed() -> Self {
        Self::new("a.csv", "encoding \"windows-1257\"")
    }

    /// Of JSON.
    #[must_use]
    pub fn json() -> Self {
        Self::new("a.json", "")
    }

    /// Of Parquet.
    #[must_use]
    pub fn parquet() -> Self {
        Self::new("a.parquet", "")
    }

    /// `name` says the format, `clauses` are more clauses of the source.
    #[must_use]
    fn new(name: &str, clauses: &str) -> Self {
        let text = format!(
            "standard fuzz {{ version 1 from 2026-01-01  zone \"Europe/Tallinn\"  languages en }}
             entity agent is person {{ id text key }}
             event call {{
               id text key  at instant  agent agent?  waited duration?  cost decimal?  count whole?  stars 1..5?
               share share?  day date?  urgent yes/no?  kind phone | chat | \"left a message\"?  note text?  inner text?
             }}
             source calls for call {{
               files \"{name}\"  zone \"Europe/Tallinn\"  missing \"\", \"NULL\"
               field waited = seconds(waited)  field share = percent(share)  field inner = column \"a.b\"  {clauses}
             }}"
        );
        let checked = check(&files(&[&text]), &[]);
        let standard = checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
        // In memory, where there is such a place: these files are written thousands of times a second.
        let memory = PathBuf::from("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let folder = folder.unwrap_or_else(|error| panic!("no folder for the file: {error}"));
        let file = folder.path().join(name);
        Self { folder, file, standard }
    }

    /// Reads these bytes in large pieces, in tiny ones and value by value: the same must come out.
    ///
    /// # Panics
    /// If it does not, or if a row got lost.
    pub fn read(&self, bytes: &[u8]) {
        self.write(bytes);
        let large = Cut::default();
        let tiny = Cut { wave: 64, piece: 16, slowly: false };
        let slow = Cut { slowly: true, ..large };
        let [large, tiny, slow] = [large, tiny, slow].map(|cut| self.once(cut));
        assert_eq!(large, tiny, "how a file is cut must not change what is read");
        assert_eq!(large, slow, "the short ways read the same as the long one");
    }

    /// Reads these bytes packed: the first says whether the rest is a packed file or is to be packed.
    pub fn read_packed(&self, bytes: &[u8]) {
        match bytes.split_first() {
            Some((b'g', rest)) => {
                let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                if packer.write_all(rest).is_ok()
                    && let Ok(packed) = packer.finish()
                {
                    self.read(&packed);
                }
            }
            Some((b'z', rest)) => {
                if let Ok(packed) = zstd::encode_all(rest, 1) {
                    self.read(&packed);
                }
            }
            Some((_, rest)) => self.read(rest),
            None => self.read(bytes),
        }
    }

    /// Reads these bytes as they come and value by value: the same must come out.
    ///
    /// # Panics
    /// If it does not, or if a row got lost.
    pub fn read_whole(&self, bytes: &[u8]) {
        self.write(bytes);
        let [short, slow] = [false, true].map(|slowly| self.once(Cut { slowly, ..Cut::default() }));
        assert_eq!(short, slow, "the short ways read the same as the long one");
    }

    fn write(&self, bytes: &[u8]) {
        std::fs::write(&self.file, bytes).unwrap_or_else(|error| panic!("the file cannot be written: {error}"));
    }

    fn once(&self, cut: Cut) -> Result<String, String> {
        match read_cut(&self.standard, self.folder.path(), &[], &Silent, &Sequential, cut) {
            Ok(input) => {
                for incoming in &input.incoming {
                    let rejected: u64 = incoming.rejected.iter().map(|group| group.count).sum();
                    let kept = incoming.places.len() as u64;
                    assert_eq!(incoming.read, kept + incoming.left_out + rejected, "no row may be lost");
                }
                Ok(told(&self.standard, &input))
            }
            Err(errors) => Err(errors.iter().map(ToString::to_string).collect()),
        }
    }
}

/// Every value of every row, and every rejection: what is the same data, however it is kept.
fn told(standard: &Standard, input: &Input) -> String {
    let mut out = String::new();
    for incoming in &input.incoming {
        out.push_str(&format!("{} {} {:?}\n", incoming.read, incoming.left_out, incoming.rejected));
        let fields = &standard.units[incoming.unit.index()].fields;
        for row in 0..incoming.places.len() {
            out.push_str(&format!("{:?}", incoming.places.get(row)));
            for (column, field) in incoming.columns.iter().zip(fields) {
                out.push_str(&format!(" {}", value(input, column, &field.ty, row)));
            }
            out.push('\n');
        }
    }
    out
}

fn value(input: &Input, column: &Column, ty: &Type, row: usize) -> String {
    if !column.has(row) {
        return "-".to_owned();
    }
    match &column.data {
        Data::Flags(v) => v[row].to_string(),
        Data::Ints(v) => v[row].to_string(),
        Data::Ratios(v) => v[row].to_string(),
        Data::Codes(v) if matches!(ty, Type::OneOf(_)) => v[row].to_string(),
        // Which code a text has may differ.
        Data::Codes(v) => format!("{:?}", input.texts.get(v[row])),
    }
}
