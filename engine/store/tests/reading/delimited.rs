//! CSV: quotes, delimiters, line ends, byte order marks, compressions, encodings.

use crate::support::{calls, gzip, standard, told, zstd};

const SIMPLE: &str = "files \"data/*.csv\" zone \"Europe/Tallinn\" field waited = seconds(wait_s)";
const HEADER: &str = "id,at,agent,wait_s,cost,stars,share,day,urgent,ended_as\n";

fn csv(rows: &str) -> Vec<u8> {
    format!("{HEADER}{rows}").into_bytes()
}

#[test]
fn every_type() {
    let file = csv("c1,2026-03-02T09:00:00,anna,20,1.25,5,85%,2026-03-02,true,answered\n\
                    c2,2026-03-02T09:00:00Z,,0.5,,,,,,left a message\n");
    insta::assert_snapshot!(told(&calls(SIMPLE), &[("data/a.csv", &file)]));
}

#[test]
fn every_fault_is_rejected_with_its_place() {
    let file = csv("c1,2026-03-02 09:00,anna,20,,,,,,answered\n\
                    c2,yesterday,anna,20,,,,,,answered\n\
                    c3,2026-03-02 09:00,anna,soon,,,,,,answered\n\
                    c4,2026-03-02 09:00,anna,,,,,,,answered\n\
                    ,2026-03-02 09:00,anna,20,,,,,,answered\n\
                    c6,2026-03-02 09:00,anna,20,0.1234567,,,,,answered\n\
                    c7,2026-03-02 09:00,anna,20,x,,,,,answered\n\
                    c8,2026-03-02 09:00,anna,20,,6,,,,answered\n\
                    c9,2026-03-02 09:00,anna,20,,,85,,,answered\n\
                    c10,2026-03-02 09:00,anna,20,,,,2.3.2026,,answered\n\
                    c11,2026-03-02 09:00,anna,20,,,,,perhaps,answered\n\
                    c12,2026-03-02 09:00,anna,20,,,,,,anwsered\n\
                    c13,2026-03-02 09:00,anna,20,,,,,,anwsered\n\
                    c14,2026-03-02 09:00,anna,20,,,,,,gone\n\
                    c15,2026-03-02 09:00,anna,20,,,,,answered\n\
                    c16,2026-03-02 09:00,\"Big\" Bob,20,,,,,,answered\n");
    insta::assert_snapshot!(told(&calls(SIMPLE), &[("data/a.csv", &file)]));
}

#[test]
fn quotes_and_line_breaks_in_values() {
    let standard =
        standard("event note { id text key at instant text text } source notes for note { files \"*.csv\" }");
    let file = b"id,at,text\n1,2026-03-02T09:00Z,\"a \"\"quoted\"\" word, and\na second line\"\n\n2,2026-03-02T10:00Z,plain \"inside\"\n";
    insta::assert_snapshot!(told(&standard, &[("a.csv", file)]));
}

#[test]
fn marks_line_ends_and_delimiters() {
    let mut files: Vec<(&str, Vec<u8>)> = Vec::new();
    let standard = standard(
        "event note { id text key at instant text text } source notes for note { files \"*\" delimiter \";\" format csv }",
    );
    files.push(("1-crlf.csv", b"id;at;text\r\n1;2026-03-02T09:00Z;a\r\n2;2026-03-02T09:00Z;b".to_vec()));
    files.push(("2-bom.csv", b"\xef\xbb\xbfid;at;text\n3;2026-03-02T09:00Z;c\n".to_vec()));
    files.push(("3-cr.csv", b"id;at;text\r4;2026-03-02T09:00Z;d\r5;2026-03-02T09:00Z;e\r".to_vec()));
    files.push(("4-utf16.csv", {
        let text = "\u{feff}id;at;text\n6;2026-03-02T09:00Z;õhtu\n";
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }));
    files.push(("5-header-only.csv", b"id;at;text\n".to_vec()));
    files.push(("6-spaces.csv", b" id ; at;text \n7;2026-03-02T09:00Z; f \n".to_vec()));
    files.push(("7.csv.gz", gzip(b"text;at;id\ng;2026-03-02T09:00Z;8\n")));
    files.push(("8.csv.zst", zstd(b"text;at;id\nh;2026-03-02T09:00Z;9\n")));
    files.push(("9-named-wrongly.csv", gzip(b"text;at;id\ni;2026-03-02T09:00Z;10\n")));
    let mut two = gzip(b"text;at;id\nj;2026-03-02T09:00Z;11\n");
    two.extend(gzip(b"k;2026-03-02T09:00Z;12\n"));
    files.push(("99-two-members.gz", two));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (*n, b.as_slice())).collect();
    insta::assert_snapshot!(told(&standard, &files));
}

#[test]
fn other_encodings() {
    let standard = standard(
        "event note { id text key at instant text text } source notes for note { files \"*.csv\" encoding \"windows-1257\" }",
    );
    insta::assert_snapshot!(told(
        &standard,
        &[("a.csv", b"id,at,text\n1,2026-03-02T09:00Z,\xf5htu\n2,2026-03-02T09:00Z,\xa1\n")]
    ));
}

#[test]
fn letters_that_are_none_reject_their_row_only_where_they_are_used() {
    let standard =
        standard("event note { id text key at instant text text } source notes for note { files \"*.csv\" }");
    let file = b"id,at,text,unused\n1,2026-03-02T09:00Z,\xf5htu,x\n2,2026-03-02T09:00Z,ok,\xf5\n";
    insta::assert_snapshot!(told(&standard, &[("a.csv", file)]));
}

#[test]
fn tabs_by_the_ending() {
    let standard = standard("event note { id text key at instant } source notes for note { files \"*.tsv\" }");
    insta::assert_snapshot!(told(&standard, &[("a.tsv", b"id\tat\n1\t2026-03-02T09:00Z\n")]));
}

#[test]
fn files_are_read_in_the_order_of_their_names() {
    let standard = standard(
        "event note { id text key at instant } source notes for note { files \"b*.csv\", \"**/a*.csv\", \"a*.csv\" }",
    );
    let row = |id: &str| format!("id,at\n{id},2026-03-02T09:00Z\n").into_bytes();
    let files = [("b1.csv", row("1")), ("a2.csv", row("2")), ("x/a1.csv", row("3")), ("a1.csv", row("4"))];
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (*n, b.as_slice())).collect();
    insta::assert_snapshot!(told(&standard, &files));
}
