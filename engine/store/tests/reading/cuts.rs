//! However files are cut into pieces, the same columns come out, byte by byte.

use crate::support::{calls, folder, standard, tell};
use etalon_core::evaluate::{Pool, Sequential};
use etalon_store::{Cut, Silent, read, read_cut};
use std::fmt::Write as _;

/// Jobs in the wrong order, their results in the right one.
struct Backwards;

impl Pool for Backwards {
    fn map<T: Send>(&self, jobs: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
        let mut results: Vec<T> = (0..jobs).rev().map(job).collect();
        results.reverse();
        results
    }
}

fn file(rows: usize, salt: usize) -> Vec<u8> {
    let mut text = "id,at,agent,wait_s,cost,stars,share,day,urgent,ended_as\n".to_owned();
    for n in 0..rows {
        let odd = n * 7919 + salt;
        let agent = ["anna", "\"b\"\"ert\"", "\"car\nla\"", ""][odd % 4];
        let ended = ["answered", "abandoned", "gone", "\"left a message\""][odd / 4 % 4];
        let stars = ["", "3", "6"][odd % 3];
        writeln!(text, "{salt}-{n},2026-03-{:02}T09:00Z,{agent},{},0.5,{stars},,,yes,{ended}", odd % 28 + 1, odd % 97)
            .expect("memory");
    }
    text.into_bytes()
}

#[test]
fn csv() {
    let standard = calls("files \"*.csv\" field waited = seconds(wait_s)");
    let files = folder(&[("a.csv", &file(200, 1)), ("b.csv", &file(3, 2)), ("c.csv", &file(90, 3))]);
    let whole = tell(&standard, &read(&standard, files.path(), &[], &Silent, &Sequential), files.path());
    for (wave, piece) in [(64, 1), (100, 7), (1000, 64), (4096, 4096), (1 << 20, 100)] {
        let cut = Cut { wave, piece, ..Cut::default() };
        let result = read_cut(&standard, files.path(), &[], &Silent, &Backwards, cut);
        assert_eq!(tell(&standard, &result, files.path()), whole, "{cut:?}");
    }
    assert!(whole.contains("rejected"));
}

#[test]
fn codes_of_texts_are_the_same_too() {
    let standard = calls("files \"*.csv\" field waited = seconds(wait_s)");
    let files = folder(&[("a.csv", &file(200, 1)), ("b.csv", &file(50, 2))]);
    let whole = read(&standard, files.path(), &[], &Silent, &Sequential).expect("good files");
    let cut = read_cut(&standard, files.path(), &[], &Silent, &Backwards, Cut { wave: 300, piece: 50, slowly: false })
        .expect("good files");
    for (a, b) in whole.incoming.iter().zip(&cut.incoming) {
        assert_eq!(a.columns, b.columns);
        assert_eq!(a.places, b.places);
        assert_eq!(a.rejected, b.rejected);
    }
}

#[test]
fn json_and_rows_by_number() {
    let standard =
        standard("event note { id text key at instant } source notes for note { files \"*.jsonl\" field id = row }");
    let text: String = (0..100)
        .map(|n| format!("{{\"at\": \"2026-03-02T09:00Z\", \"n\": {n}}}\n{}", if n % 7 == 0 { "\n" } else { "" }))
        .collect();
    let files = folder(&[("a.jsonl", text.as_bytes())]);
    let whole = tell(&standard, &read(&standard, files.path(), &[], &Silent, &Sequential), files.path());
    for (wave, piece) in [(64, 1), (100, 40), (1000, 64)] {
        let result = read_cut(&standard, files.path(), &[], &Silent, &Backwards, Cut { wave, piece, ..Cut::default() });
        assert_eq!(tell(&standard, &result, files.path()), whole);
    }
    assert!(whole.contains("id=\"100\""));
}

#[test]
fn which_mistake_is_told_does_not_depend_on_the_cut() {
    let csv = calls("files \"*.csv\" field waited = seconds(wait_s)");
    let json = calls("files \"*.json\" field waited = seconds(wait_s)");
    let twice = format!("id,at,agent,wait_s,cost,at\n{}\"open\n", "1,2026-03-02T09:00,anna,12.5,,\n".repeat(9));
    let blank = format!("{}id,at,agent,wait_s,cost,stars,share,day,urgent,ended_as,at\n", "\n".repeat(60));
    let array = format!("{}\u{c}\n\n[{{}} {{}}]", "\n".repeat(90));
    let begins = format!("{}{{\"id\": 1}}\n", " ".repeat(63));
    for (standard, name, text) in
        [(&csv, "a.csv", twice), (&csv, "a.csv", blank), (&json, "a.json", array), (&json, "a.json", begins)]
    {
        let files = folder(&[(name, text.as_bytes())]);
        let whole = tell(standard, &read(standard, files.path(), &[], &Silent, &Sequential), files.path());
        assert!(whole.contains("error["), "{whole}");
        let cut = Cut { wave: 64, piece: 1, ..Cut::default() };
        let result = read_cut(standard, files.path(), &[], &Silent, &Backwards, cut);
        assert_eq!(tell(standard, &result, files.path()), whole);
    }
}
