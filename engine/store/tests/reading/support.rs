//! A standard in a few lines, a folder with files, and what was read as text.

use etalon_core::evaluate::Sequential;
use etalon_core::standard::{Standard, Type};
use etalon_core::table::{Column, Data, Input};
use etalon_core::{SourceFile, check};
use etalon_store::{ReadError, Silent};
use std::fmt::Write as _;
use std::path::Path;

/// The standard that the lines declare; it has a zone and a version already.
pub fn standard(lines: &str) -> Standard {
    let text =
        format!("standard store_test {{ version 1 from 2026-01-01 zone \"Europe/Tallinn\" languages en }}\n{lines}\n");
    let checked = check(&[SourceFile { path: "test.etalon".into(), text, layer: 0 }], &[]);
    checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

/// An event with one field of each type, and where it comes from.
pub fn calls(source: &str) -> Standard {
    standard(&format!(
        "entity agent {{ id text key }}
         event call {{
           id text key
           at instant
           agent agent?
           waited duration
           cost decimal?
           stars 1..5?
           share share?
           day date?
           urgent yes/no?
           ended_as answered | abandoned | \"left a message\"
         }}
         source calls for call {{ {source} }}"
    ))
}

/// A folder with these files.
pub fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
    folder
}

/// Reads the files and tells what came of it.
pub fn told(standard: &Standard, files: &[(&str, &[u8])]) -> String {
    let folder = folder(files);
    let result = etalon_store::read(standard, folder.path(), &[], &Silent, &Sequential);
    tell(standard, &result, folder.path())
}

/// What came of reading, as text.
pub fn tell(standard: &Standard, result: &Result<Input, Vec<ReadError>>, base: &Path) -> String {
    let mut out = String::new();
    match result {
        Ok(input) => rows(standard, input, &mut out),
        Err(errors) => {
            for error in errors {
                writeln!(out, "{error}").expect("memory");
            }
        }
    }
    out.replace(&base.display().to_string(), "FOLDER")
}

fn rows(standard: &Standard, input: &Input, out: &mut String) {
    for incoming in &input.incoming {
        let source = &standard.sources[incoming.source.index()].label.name;
        let unit = &standard.units[incoming.unit.index()];
        let rejected: u64 = incoming.rejected.iter().map(|r| r.count).sum();
        let kept = incoming.places.len();
        assert_eq!(incoming.read, kept as u64 + incoming.left_out + rejected, "no row may be lost");
        assert!(incoming.retractions.is_empty() || incoming.retractions.len() == kept);
        writeln!(
            out,
            "{source}: read {}, kept {kept}, left out {}, rejected {rejected}",
            incoming.read, incoming.left_out
        )
        .expect("memory");
        for row in 0..kept {
            let place = incoming.places.get(row);
            write!(out, "  {}:{}", incoming.files[place.file as usize], place.row).expect("memory");
            for (field, column) in unit.fields.iter().zip(&incoming.columns) {
                assert_eq!(column.data.len(), kept, "{} is as long as the others", field.name);
                write!(out, " {}={}", field.name, value(input, column, &field.ty, row)).expect("memory");
            }
            if let Some(ties) = &incoming.ties {
                write!(out, " (ties {})", value(input, ties, &Type::Text, row)).expect("memory");
            }
            if incoming.retractions.get(row) == Some(&true) {
                out.push_str(" (taken back)");
            }
            out.push('\n');
        }
        for group in &incoming.rejected {
            writeln!(out, "  rejected {} {}: {}", group.count, group.slug, group.reason).expect("memory");
            for (file, row, found) in &group.first {
                writeln!(out, "    {file}:{row}: {found:?}").expect("memory");
            }
        }
    }
}

fn value(input: &Input, column: &Column, ty: &Type, row: usize) -> String {
    if !column.has(row) {
        return "-".to_owned();
    }
    match (&column.data, ty) {
        (Data::Flags(v), _) => if v[row] { "yes" } else { "no" }.to_owned(),
        (Data::Ints(v), Type::Instant) => jiff::Timestamp::from_microsecond(v[row]).expect("in range").to_string(),
        (Data::Ints(v), Type::Date) => etalon_core::show::date(v[row]),
        (Data::Ints(v), Type::Duration) => format!("{} µs", v[row]),
        (Data::Ints(v), Type::Decimal) => format!("{}e-6", v[row]),
        (Data::Ints(v), _) => v[row].to_string(),
        (Data::Codes(v), Type::OneOf(values)) => values[v[row] as usize].clone(),
        (Data::Codes(v), _) => format!("{:?}", input.texts.get(v[row])),
        (Data::Ratios(v), _) => v[row].to_string(),
    }
}

/// Packed with gzip.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut to = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    to.write_all(bytes).expect("memory");
    to.finish().expect("memory")
}

/// Packed with zstd.
pub fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).expect("memory")
}
