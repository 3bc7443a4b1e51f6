//! Contacts and shifts as the standard workload has them (`tests/bench/w/standard.etalon`), made here: its own generator lies outside the repository.
//! Times are tenths of seconds, as there.

use etalon_core::Standard;
use etalon_core::standard::SourceId;
use etalon_core::table::{Column, Data, Incoming, Input, Place, Places};
use etalon_core::value::Texts;

pub const CONTACTS: usize = 200_000;
const AGENTS: i64 = 200;
const DAYS: i64 = 60;
const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;
/// Monday, 6 January 2025.
const BEGIN: i64 = 1_736_121_600 * SECOND;
pub const END: i64 = BEGIN + DAYS * DAY;
const STEPS: [&str; 5] = ["GVLSCFT", "GVSCT", "GSVLCFT", "VLSC", "GLSFT"];

/// A number from 0 that looks random and is the same each time.
fn chance(row: i64, salt: i64, below: i64) -> i64 {
    let mut x =
        (row as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (salt as u64).wrapping_mul(0xd1b5_4a32_d192_ed03);
    x ^= x >> 29;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^= x >> 32;
    (x % below as u64) as i64
}

pub fn input(standard: &Standard) -> Input {
    let mut texts = Texts::default();
    let incoming = vec![
        incoming(standard, "contact", CONTACTS as i64, |name| contact(name, &mut texts)),
        incoming(standard, "shift", AGENTS * DAYS, |name| shift(name, &mut texts)),
    ];
    Input { texts, incoming }
}

fn incoming(standard: &Standard, unit: &str, rows: i64, mut column: impl FnMut(&str) -> Column) -> Incoming {
    let unit = standard.unit(unit).expect("it is declared");
    let source = standard.sources.iter().position(|source| source.unit == unit).expect("it has a source");
    let mut places = Places::default();
    places.push_run(Place { file: 0, row: 1 }, rows as usize);
    Incoming {
        source: SourceId(source as u16),
        unit,
        files: vec!["made".to_owned()],
        columns: standard.units[unit.index()].fields.iter().map(|field| column(&field.name)).collect(),
        places,
        ties: None,
        retractions: Vec::new(),
        read: rows as u64,
        left_out: 0,
        rejected: Vec::new(),
    }
}

fn ints(rows: i64, of: impl Fn(i64) -> i64) -> Column {
    Column { data: Data::Ints((0..rows).map(of).collect()), valid: None }
}

fn names(texts: &mut Texts, rows: i64, of: impl Fn(i64) -> String) -> Column {
    Column { data: Data::Codes((0..rows).map(|row| texts.code(&of(row))).collect()), valid: None }
}

/// The place in the list of the field.
fn choices(rows: i64, of: impl Fn(i64) -> i64) -> Column {
    Column { data: Data::Codes((0..rows).map(|row| of(row) as u32).collect()), valid: None }
}

fn flags(rows: i64, of: impl Fn(i64) -> bool) -> Column {
    Column { data: Data::Flags((0..rows).map(of).collect()), valid: None }
}

fn sometimes(column: Column, there: impl Fn(i64) -> bool) -> Column {
    let rows = column.data.len() as i64;
    Column { valid: Some((0..rows).map(there).collect()), ..column }
}

fn agent(row: i64) -> i64 {
    chance(row, 1, AGENTS)
}

fn contact(name: &str, texts: &mut Texts) -> Column {
    let rows = CONTACTS as i64;
    match name {
        "id" => ints(rows, |row| row + 1),
        "at" => ints(rows, |row| BEGIN + row * (DAYS * DAY / rows)),
        "agent" => sometimes(names(texts, rows, |row| format!("a{:04}", agent(row))), |row| chance(row, 2, 16) > 0),
        "team" => names(texts, rows, |row| format!("t{:03}", agent(row) / 20)),
        "customer" => ints(rows, |row| chance(row, 3, rows / 2)),
        "channel" => choices(rows, |row| [0, 0, 0, 0, 0, 1, 1, 2, 2, 3][chance(row, 4, 10) as usize]),
        "waited" => ints(rows, |row| chance(row, 5, 1_200) * SECOND / 10),
        "talked" => ints(rows, |row| chance(row, 6, 9_000) * SECOND / 10),
        "queue_len" => ints(rows, |row| chance(row, 7, 25)),
        "tone" => choices(rows, |row| (chance(row, 8, 20) - 17).max(0)),
        "resolved" => flags(rows, |row| chance(row, 9, 8) > 0),
        "score" => sometimes(ints(rows, |row| 1 + chance(row, 10, 5)), |row| chance(row, 11, 100) < 15),
        "reopened" => flags(rows, |row| chance(row, 12, 30) == 0),
        "steps" => names(texts, rows, |row| STEPS[[0, 0, 0, 0, 1, 2, 3, 4][chance(row, 13, 8) as usize]].to_owned()),
        "tier" => choices(rows, |row| (chance(row, 14, 20) - 13).max(0) / 5),
        other => panic!("the standard workload has a field {other} that is not made here"),
    }
}

fn shift(name: &str, texts: &mut Texts) -> Column {
    let rows = AGENTS * DAYS;
    let start = |row: i64| BEGIN + row / AGENTS * DAY + 7 * 3_600 * SECOND;
    match name {
        "agent" => names(texts, rows, |row| format!("a{:04}", row % AGENTS)),
        "start" => ints(rows, start),
        "end" => ints(rows, |row| start(row) + 8 * 3_600 * SECOND),
        "break_min" => ints(rows, |row| chance(row, 15, 60)),
        other => panic!("the standard workload has a field {other} that is not made here"),
    }
}
