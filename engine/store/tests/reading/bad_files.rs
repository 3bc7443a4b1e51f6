//! Files that cannot be read as a whole: each gives its message.

use crate::support::{calls, folder, gzip, standard, tell, told, zstd};
use etalon_core::evaluate::Sequential;
use etalon_store::Silent;

const NOTES: &str =
    "event note { id text key at instant topic text } source notes for note { files \"data/*\" format csv }";
const GOOD: &[u8] = b"id,at,topic\n1,2026-03-02T09:00Z,bill\n";

fn one(bytes: &[u8]) -> String {
    told(&standard(NOTES), &[("data/a.csv", bytes)])
}

#[test]
fn no_file_fits() {
    insta::assert_snapshot!(told(&standard(NOTES), &[("other/a.csv", GOOD)]));
}

#[test]
fn no_file_fits_though_others_lie_there() {
    let standard =
        standard("event note { id text key at instant } source notes for note { files \"data/note-*.csv\" }");
    insta::assert_snapshot!(told(&standard, &[("data/notes.csv", GOOD), ("data/x/y.csv", GOOD)]));
}

#[test]
fn an_ending_that_says_nothing() {
    let standard = standard("event note { id text key at instant } source notes for note { files \"*.dat\" }");
    insta::assert_snapshot!(told(&standard, &[("a.dat", GOOD)]));
}

#[test]
fn empty_files() {
    insta::assert_snapshot!(format!("{}{}{}", one(b""), one(b"\n\n"), one(&gzip(b""))));
}

#[test]
fn missing_columns_are_named_with_the_nearest() {
    let source = "files \"*.csv\" zone \"Europe/Tallinn\" field waited = seconds(wait_s) rows where queue != \"test\"";
    let file = b"id,At,wait-s,cost,ended as\n1,2026-03-02T09:00Z,5,,answered\n";
    insta::assert_snapshot!(told(&calls(source), &[("a.csv", file), ("b.csv", file), ("c.csv", file)]));
}

#[test]
fn another_delimiter() {
    insta::assert_snapshot!(one(b"id;at;topic\n1;2026-03-02T09:00Z;bill\n"));
}

#[test]
fn a_column_twice() {
    insta::assert_snapshot!(one(b"id,at,topic,at\n1,2026-03-02T09:00Z,bill,x\n"));
}

#[test]
fn an_open_quote() {
    insta::assert_snapshot!(one(
        b"id,at,topic\n1,2026-03-02T09:00Z,bill\n2,2026-03-02T09:00Z,\"fault\n3,2026-03-02T09:00Z,bill\n"
    ));
}

#[test]
fn a_line_without_end() {
    let mut bytes = b"id,at,topic\n1,2026-03-02T09:00Z,".to_vec();
    bytes.resize(40 << 20, b'x');
    insta::assert_snapshot!(one(&bytes));
}

#[test]
fn packed_files_that_end_in_the_middle() {
    let text: String = (0..2000).map(|n| format!("{n},2026-03-02T09:00Z,topic {}\n", n * 7919 % 1000)).collect();
    let whole = format!("id,at,topic\n{text}");
    let (gz, zst) = (gzip(whole.as_bytes()), zstd(whole.as_bytes()));
    insta::assert_snapshot!(format!("{}{}", one(&gz[..gz.len() / 2]), one(&zst[..zst.len() / 2])));
}

#[test]
fn a_damaged_packed_file() {
    let mut gz = gzip(&GOOD.repeat(50));
    let middle = gz.len() / 2;
    gz[middle..middle + 4].copy_from_slice(&[0xff; 4]);
    let told = one(&gz);
    assert!(told.contains("error[damaged]") || told.contains("error[cut-short]"), "{told}");
}

#[test]
fn a_small_file_that_unpacks_without_end() {
    let zeros = vec![b'\n'; 80 << 20];
    insta::assert_snapshot!(one(&zstd(&zeros)));
}

#[test]
fn files_that_are_no_text() {
    let mut out = String::new();
    for head in [
        &b"PK\x03\x04xxxx"[..],
        b"\xd0\xcf\x11\xe0xxxx",
        b"BZh9xxxx",
        b"\xfd7zXZ\0xx",
        b"PAR1xxxxPAR1",
        b"%PDF-1.4",
        b"i\0d\0,\0a\0t\0\n\0",
    ] {
        out.push_str(&one(head));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn an_unknown_encoding() {
    let standard = standard(
        "event note { id text key at instant } source notes for note { files \"*.csv\" encoding \"windows-1527\" }",
    );
    insta::assert_snapshot!(told(&standard, &[("a.csv", GOOD)]));
}

#[test]
fn files_named_instead() {
    let standard = standard(NOTES);
    let folder = folder(&[("new.csv", GOOD)]);
    let there = vec![("notes".to_owned(), vec![folder.path().join("new.csv")])];
    let absent = vec![
        ("notes".to_owned(), vec![folder.path().join("old.csv"), folder.path().to_owned()]),
        ("nots".to_owned(), vec![]),
    ];
    let mut out = String::new();
    for instead in [there, absent] {
        let result = etalon_store::read(&standard, folder.path(), &instead, &Silent, &Sequential);
        out.push_str(&tell(&standard, &result, folder.path()));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let standard = standard(
        "event note { id text key at instant topic text } event talk { id text key at instant }
         source notes for note { files \"notes.csv\" } source talks for talk { files \"talks.csv\" }",
    );
    insta::assert_snapshot!(told(&standard, &[("notes.csv", b"id,when,topic\n"), ("talks.csv", b"key,at\n")]));
}
