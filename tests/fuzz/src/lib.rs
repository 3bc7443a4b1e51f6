//! What the targets share: a standard with a field of every kind, and a file to read by it.

use etalon_core::evaluate::Sequential;
use etalon_core::standard::{Standard, Type};
use etalon_core::table::{Column, Data, Input};
use etalon_core::{SourceFile, check};
use etalon_store::{Cut, Silent, read_cut};
use std::path::PathBuf;

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
    /// `name` says the format, `clauses` are more clauses of the source.
    #[must_use]
    pub fn new(name: &str, clauses: &str) -> Self {
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
