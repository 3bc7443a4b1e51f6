//! The short ways of the readers give what the full ones give: the same values, the same rejected rows with the same
//! reasons and places. Checked on random rows of cells that are mostly, but not quite, in order.

use crate::parquet_files::{Packing, packed};
use crate::support::{folder, standard, tell};
use etalon_core::evaluate::Sequential;
use etalon_core::standard::Standard;
use etalon_store::{Cut, Silent, read_cut};
use proptest::prelude::*;
use std::sync::LazyLock;

/// A field of every type, directly and by expressions, with the columns `c0` to `c9`.
fn every_way(ending: &str) -> Standard {
    standard(&format!(
        "entity agent {{ id text key }}
         event call {{
           id text key  at instant  agent agent?  waited duration?  talked duration  cost decimal?  whole whole?  stars 1..5?
           share share?  urgent yes/no?  kind phone | chat | \"left a message\"  lower text?  either text?  second instant?  day date?
         }}
         source calls for call {{
           files      \"*.{ending}\"
           zone       \"Europe/Tallinn\"
           missing    \"NULL\", \"-1\", \"n/a\"
           rows where c4 != \"skip\"
           ties by    c9
           retract where c5 = \"deleted\"
           field id     = c0        field at    = c1            field agent  = c2       field waited = seconds(c3)
           field talked = minutes(c3)  field cost = c4          field whole  = c3       field stars  = c5
           field share  = c4        field urgent = c6           field kind   = c7       field lower  = lower(trim(c2))
           field either = first_of(c8, c2)  field second = c8   field day    = before(c1, \"T\")
         }}"
    ))
}

static CSV: LazyLock<Standard> = LazyLock::new(|| every_way("csv"));
static JSON: LazyLock<Standard> = LazyLock::new(|| every_way("json"));
static PARQUET: LazyLock<Standard> = LazyLock::new(|| every_way("parquet"));

/// A cell of one of the ten columns.
fn cell(column: usize) -> BoxedStrategy<String> {
    let number = prop_oneof![
        5 => (0_u32..100_000).prop_map(|n| n.to_string()),
        5 => (0_u32..10_000, 0_usize..10).prop_map(|(n, places)| format!("{n}.{:0places$}", n % 7)),
        1 => "[0-9.+ -]{0,10}",
        1 => "[0-9]{7,10}\\.?[0-9]{0,3}",
        1 => prop::sample::select(vec!["", "-1", " 7", "7 ", "NULL", "n/a", "1e3", "99999999", "0.0000001", ".5", "5.", "skip"])
            .prop_map(str::to_owned),
    ];
    let instant = prop_oneof![
        6 => (1_u32..=12, 1_u32..=31, 0_u32..25, 0_u32..61, 0_u32..62, prop::sample::select(vec!["", "Z", ".5", ".391084", ".1234567Z", "+02:00", ",5"]))
            .prop_map(|(month, day, hour, minute, second, end)| format!("2026-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{end}")),
        3 => (0_u32..3).prop_map(|day| format!("2026-03-{:02} 03:30:00", day + 28)),
        1 => prop::sample::select(vec!["", "2026-03-02", "9999-12-31T00:00:00Z", "9997-12-31 23:59:59", "0000-01-01 00:00:00", "x", "n/a"])
            .prop_map(str::to_owned),
    ];
    let word = prop_oneof![
        6 => prop::sample::select(vec!["anna", "Bert", "õie", "a name that is longer than a memo keeps"]).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["", " ", "NULL", " NULL", "anna ", "a,\"b\"\nc", "nn", "n/a "]).prop_map(str::to_owned),
    ];
    let choice = |from: &[&'static str]| prop::sample::select(from.to_vec()).prop_map(str::to_owned);
    match column {
        0 => "[ab][0-9]{0,9}".boxed(),
        1 | 8 => instant.boxed(),
        2 => word.boxed(),
        3 | 4 => number.boxed(),
        5 => choice(&["1", "5", "6", "", "3.0", "deleted", "3"]).boxed(),
        6 => choice(&["true", "no", "Y", "0", " yes", "perhaps", "", "NULL"]).boxed(),
        7 => choice(&["phone", "chat", "left a message", "phone", "Chat", "left a massage", ""]).boxed(),
        _ => "[0-9]{0,2}".boxed(),
    }
}

fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    prop::collection::vec((0..10).map(cell).collect::<Vec<_>>(), 0..40)
}

/// What came of reading, in short ways and in full.
fn both(standard: &Standard, name: &str, bytes: &[u8]) -> (String, String) {
    let folder = folder(&[(name, bytes)]);
    let tale = |slowly| {
        let cut = Cut { wave: 4096, piece: 500, slowly };
        tell(standard, &read_cut(standard, folder.path(), &[], &Silent, &Sequential, cut), folder.path())
    };
    (tale(false), tale(true))
}

fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record((0..10).map(|n| format!("c{n}"))).expect("memory");
    rows.iter().for_each(|row| writer.write_record(row).expect("memory"));
    writer.into_inner().expect("memory")
}

/// Objects whose keys mostly come in one order; digits sometimes as numbers, what is empty sometimes left out.
fn json(rows: &[Vec<String>], salt: usize) -> Vec<u8> {
    let mut out = String::new();
    for (at, row) in rows.iter().enumerate() {
        let odd = (at * 7919 + salt) % 11;
        let mut pairs: Vec<String> = Vec::new();
        for (n, cell) in row.iter().enumerate() {
            let text = serde_json::to_string(cell).expect("a text");
            let number = cell.parse::<f64>().is_ok_and(|_| serde_json::from_str::<f64>(cell).is_ok());
            let value = match odd {
                1 | 2 if number => cell.clone(),
                3 if cell.is_empty() => "null".to_owned(),
                4 if cell == "true" => cell.clone(),
                5 if n == 8 => "[1, \"x\"]".to_owned(),
                6 if cell.is_empty() => continue,
                _ => text,
            };
            let between = if odd < 6 { ":" } else { ": " };
            pairs.push(format!("\"c{n}\"{between}{value}"));
        }
        match odd {
            7 => pairs.reverse(),
            8 => pairs.push("\"c3\": 1".to_owned()),
            9 => pairs.push("\"more\": {\"a\": \"}\"}".to_owned()),
            _ => {}
        }
        let between = if odd.is_multiple_of(2) { ", " } else { "," };
        out.push_str(&format!("{{{}}}{}\n", pairs.join(between), if odd == 10 { " x" } else { "" }));
    }
    out.into_bytes()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn of_delimited_text(rows in rows()) {
        let (short, full) = both(&CSV, "a.csv", &csv(&rows));
        prop_assert_eq!(short, full);
    }

    #[test]
    fn of_objects(rows in rows(), salt in 0_usize..11) {
        let (short, full) = both(&JSON, "a.json", &json(&rows, salt));
        prop_assert_eq!(short, full);
    }

    #[test]
    fn of_parquet_texts(rows in rows(), packing in packing()) {
        let (short, full) = both(&PARQUET, "a.parquet", &packed(&rows, packing));
        prop_assert_eq!(short, full);
    }
}

fn packing() -> impl Strategy<Value = Packing> {
    (any::<bool>(), any::<bool>(), 1_usize..20, any::<bool>()).prop_map(|(dictionary, second, page, typed)| Packing {
        dictionary,
        second,
        page,
        typed,
    })
}
