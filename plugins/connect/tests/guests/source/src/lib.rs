//! A source that means ill: the setting `trick` says how. For tests only; `honest` gives two rows. It exists as WebAssembly only.
#![cfg(target_arch = "wasm32")]

#[path = "../../tricks.rs"]
mod tricks;

use etalon_plugin::connector::bindings::source::etalon::plugin::connector_types::{Failure, FailureKind};
use etalon_plugin::connector::bindings::source::etalon::plugin::types::{Batch, Column, Data, TextData};
use etalon_plugin::connector::bindings::source::exports::etalon::plugin::{meta, source};
use etalon_plugin::connector::bindings::source::{self as bindings};
use source::{Next, Page, Problem};
use tricks::{failure, play, setting};

const DESCRIPTION: &str = r#"{
  "schema": "etalon-plugin/1", "name": "hostile_source", "version": "0.1.0", "doc": "For tests.",
  "needs": { "hosts": ["*"], "secrets": [{ "name": "token", "doc": "x", "reveal": true }, { "name": "other", "doc": "y" }], "scratch": true },
  "settings": [
    { "name": "trick", "type": "text", "doc": "which", "default": "honest" },
    { "name": "url", "type": "text", "doc": "where to", "default": "" }
  ],
  "streams": [{ "name": "rows", "time": "at", "key": ["id"], "fields": [
    { "name": "id", "type": "text" }, { "name": "at", "type": "instant" }, { "name": "ok", "type": "yes/no" },
    { "name": "score", "type": "number", "nullable": true }
  ] }]
}"#;

struct All;

impl meta::Guest for All {
    fn describe() -> String {
        DESCRIPTION.to_owned()
    }
}

impl source::Guest for All {
    type Reader = Reader;

    fn check() -> Vec<Problem> {
        match setting("trick").as_str() {
            "many-problems" => {
                (0..10_000).map(|n| Problem { setting: format!("s{n}\x1b[2J"), text: "x".repeat(1_000) }).collect()
            }
            "honest" => Vec::new(),
            trick => {
                let text = play(trick).unwrap_or_else(|failure| failure.text);
                vec![Problem { setting: String::new(), text }]
            }
        }
    }

    fn discover() -> Result<String, Failure> {
        Ok("[]".to_owned())
    }
}

struct Reader;

impl source::GuestReader for Reader {
    fn open(_stream: String, _cursor: Option<Vec<u8>>) -> Result<source::Reader, Failure> {
        match setting("trick").as_str() {
            "open-panics" => panic!("on purpose"),
            "open-refuses" => Err(failure(FailureKind::CursorLost, "\x1b[2Jno such place")),
            _ => Ok(source::Reader::new(Self)),
        }
    }

    fn poll(&self, most: u32) -> Result<Page, Failure> {
        let trick = setting("trick");
        let learned = play(&trick)?;
        let mut page = page(&learned);
        let columns = &mut page.batch.columns;
        match trick.as_str() {
            "same-place" => page.next = Next::Now,
            "no-step" => {
                page = Page { batch: rows(&[]), cursor: b"here".to_vec(), next: Next::Now, watermark: None };
            }
            "long-cursor" => page.cursor = vec![b'c'; (64 << 10) + 1],
            "waits-for-ever" => page.next = Next::After(i64::MAX),
            "waits-backwards" => page.next = Next::After(i64::MIN),
            "end-of-time" => page.watermark = Some(i64::MAX),
            "fewer-columns" => _ = columns.pop(),
            "more-columns" => columns.push(Column { data: Data::Ints(vec![1, 2]), valid: None }),
            "other-type" => columns[1].data = Data::Numbers(vec![1.0, 2.0]),
            "short-column" => columns[1].data = Data::Ints(vec![1]),
            "more-rows" => {
                let n = most as usize + 1;
                page.batch = rows(&vec!["x".to_owned(); n]);
            }
            "rows-that-are-not-there" => page.batch.rows = u32::MAX,
            "no-boolean" => columns[2].data = Data::Booleans(vec![1, 7]),
            "no-number" => columns[3].data = Data::Numbers(vec![f64::NAN, f64::INFINITY]),
            "no-such-word" => columns[0].data = texts(vec![0, 9], vec!["a".to_owned()]),
            "no-value" => columns[0].valid = Some(vec![0]),
            "short-bits" => columns[3].valid = Some(Vec::new()),
            "year-300000" => columns[1].data = Data::Ints(vec![0, i64::MAX]),
            "long-text" => columns[0].data = texts(vec![0, 0], vec!["x".repeat((1 << 20) + 1)]),
            "no-utf8" => {
                // SAFETY: the text is handed over and never read as text here; whether it is one is for the host to find out.
                let text = unsafe { String::from_utf8_unchecked(vec![0xff, 0xfe, b'x']) };
                columns[0].data = texts(vec![0, 0], vec![text]);
            }
            "giant-page" => {
                let word = "x".repeat(1 << 20);
                columns[0].data = texts(vec![0, 0], vec![word; 100]);
            }
            "steers-the-screen" => columns[0].data = texts(vec![0, 0], vec!["\x1b[2J\u{202e}evil".to_owned()]),
            _ => {}
        }
        Ok(page)
    }
}

fn page(learned: &str) -> Page {
    let second = if learned.is_empty() { "second".to_owned() } else { learned.to_owned() };
    let batch = rows(&["first".to_owned(), second]);
    Page { batch, cursor: b"2".to_vec(), next: Next::Ended, watermark: None }
}

fn rows(ids: &[String]) -> Batch {
    let n = ids.len();
    Batch {
        rows: n as u32,
        columns: vec![
            Column { data: texts((0..n as u32).collect(), ids.to_vec()), valid: None },
            Column { data: Data::Ints(vec![1_772_442_000_000_000; n]), valid: None },
            Column { data: Data::Booleans(vec![1; n]), valid: None },
            Column { data: Data::Numbers(vec![0.5; n]), valid: None },
        ],
    }
}

fn texts(codes: Vec<u32>, dict: Vec<String>) -> Data {
    Data::Texts(TextData { codes, dict })
}

bindings::export!(All with_types_in bindings);
