//! Delimited text against the library that everybody uses; encodings; columns of Parquet.

use super::decode::Decoded;
use super::records::{Dialect, Records, Shape, ends, undoubled};
use super::text_rows::Span;
use proptest::prelude::*;
use std::io::Read;

const COMMA: Dialect = Dialect { delimiter: b',', newline: b'\n' };

fn ours(bytes: &[u8]) -> Vec<Vec<Vec<u8>>> {
    let mut records = Records::new(bytes, COMMA, 1);
    let mut values: Vec<Span> = Vec::new();
    let mut out = Vec::new();
    while let Some(record) = records.next(&mut values) {
        if record.shape != Shape::Blank {
            let value = |v: &Span| if v.coded() { undoubled(v.of(bytes)) } else { v.of(bytes).to_vec() };
            out.push(values.iter().map(value).collect());
        }
        values.clear();
    }
    out
}

fn theirs(bytes: &[u8]) -> Vec<Vec<Vec<u8>>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    reader.byte_records().map(|r| r.expect("memory").iter().map(<[u8]>::to_vec).collect()).collect()
}

proptest! {
    /// What the library writes is read as it was meant.
    #[test]
    fn what_is_written_is_read(rows in prop::collection::vec(prop::collection::vec("[a-c\",\n\r ]{0,4}", 2..5), 1..6)) {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).expect("memory");
        }
        let bytes = writer.into_inner().expect("memory");
        let read: Vec<Vec<String>> = ours(&bytes)
            .into_iter()
            .map(|row| row.into_iter().map(|v| String::from_utf8(v).expect("ascii")).collect())
            .collect();
        prop_assert_eq!(read, rows);
    }

    /// Without stray quotes and line ends, any text is cut as the library cuts it.
    #[test]
    fn plain_texts_are_cut_alike(text in "([a-c]{0,2}(,|\n|\r\n)){0,12}[a-c]{0,2}") {
        prop_assert_eq!(ours(text.as_bytes()), theirs(text.as_bytes()));
    }

    /// Pieces end between records: read one by one they give what the whole gives.
    #[test]
    fn pieces_are_whole_records(text in "[ab\",\n]{0,40}", piece in 1_usize..20) {
        let bytes = text.as_bytes();
        let cuts = ends(bytes, COMMA, piece, true);
        if cuts.open_quote.is_none() {
            let mut start = 0;
            let mut joined = Vec::new();
            for end in cuts.pieces {
                joined.extend(ours(&bytes[start..end]));
                start = end;
            }
            prop_assert_eq!(start, bytes.len());
            prop_assert_eq!(joined, ours(bytes));
        }
    }

    /// Lines are counted right whatever is in quotes.
    #[test]
    fn lines_are_counted(text in "[ab\",\n]{0,40}") {
        let bytes = text.as_bytes();
        let mut records = Records::new(bytes, COMMA, 1);
        let mut values = Vec::new();
        loop {
            let before = records.at();
            let line = 1 + bytes[..before].iter().filter(|b| **b == b'\n').count() as u64;
            let Some(record) = records.next(&mut values) else { break };
            prop_assert_eq!(record.line, line);
        }
    }
}

#[test]
fn something_after_a_closing_quote_is_no_value() {
    let bytes = b"\"Big\" Bob,1\n\"a\"\"b\",2\n\"c\"x,3\n";
    let mut records = Records::new(bytes, COMMA, 1);
    let mut values = Vec::new();
    let mut shapes = Vec::new();
    while let Some(record) = records.next(&mut values) {
        shapes.push(record.shape);
    }
    assert_eq!(shapes, [Shape::BadQuotes, Shape::Good, Shape::BadQuotes]);
}

#[test]
fn other_encodings_become_utf_8_and_what_is_none_is_marked() {
    let decoded = |bytes: &[u8], label: &str| {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("known");
        let mut out = Vec::new();
        Decoded::new(bytes, encoding).read_to_end(&mut out).expect("memory");
        out
    };
    assert_eq!(decoded(b"\xf5\xe4\xf6\xfc", "windows-1257"), "õäöü".as_bytes());
    assert_eq!(decoded(b"a\0b\0", "utf-16le"), b"ab");
    assert_eq!(decoded(b"\x81\x00x", "shift_jis"), b"\xff\0x");
    let long = "õ".repeat(100_000);
    let (raw, _, _) = encoding_rs::WINDOWS_1257.encode(&long);
    assert_eq!(decoded(&raw, "windows-1257"), long.as_bytes());
}
