//! What is computed, and over what.

use crate::by_hand::{Answers, Given};
use crate::guest;
use crate::values::Values;
use etalon_plugin::bindings::etalon::plugin::types::Data;
use etalon_plugin::made::{Batch, Plugin};
use std::path::Path;

#[path = "../../../../plugins/languages/rust/effort/src/lib.rs"]
mod effort;

/// A function in all its forms.
pub struct Case {
    /// For people.
    pub name: &'static str,
    pub metric: &'static str,
    pub component: Vec<u8>,
    /// Its core module, out of which the component was made.
    pub module: Vec<u8>,
    /// The same code without WebAssembly.
    pub native: fn(&Batch) -> Answers,
    pub columns: fn(usize) -> Vec<Values>,
}

/// All that are there: the plugins that are shipped only if they were built (`plugins/build`).
pub fn all() -> Vec<Case> {
    let mut cases = vec![Case {
        name: "two products and two differences, nothing else",
        metric: "effort",
        component: guest::component(),
        module: guest::module(),
        native: plain,
        columns: |rows| vec![wait(rows), handle(rows)],
    }];
    cases.extend(shipped(
        "`effort` (plugins/languages), three columns, one of text",
        "effort",
        "effort",
        |batch| sdk::<effort::etalon_made::All>("effort", batch),
        |rows| vec![micros(wait(rows)), micros(handle(rows)), channels(rows)],
    ));
    cases.extend(shipped(
        "`expected_wait` of erlang-c, 3 to 82 agents",
        "erlang-c",
        "expected_wait",
        |batch| sdk::<erlang_c::etalon_made::All>("expected_wait", batch),
        queues,
    ));
    cases.extend(shipped(
        "`apologized` of text-signals, texts of 60 to 180 bytes, all different",
        "text-signals",
        "apologized",
        |batch| sdk::<text_signals::etalon_made::All>("apologized", batch),
        talks,
    ));
    cases
}

fn shipped(
    name: &'static str,
    plugin: &str,
    metric: &'static str,
    native: fn(&Batch) -> Answers,
    columns: fn(usize) -> Vec<Values>,
) -> Option<Case> {
    let guests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../target/guests");
    let component = std::fs::read(guests.join(format!("{plugin}.wasm"))).ok()?;
    let module = format!("work/wasm32-unknown-unknown/release/{}.wasm", plugin.replace('-', "_"));
    let module = std::fs::read(guests.join(module)).ok()?;
    Some(Case { name, metric, component, module, native, columns })
}

/// What a plugin in Rust answers without WebAssembly.
fn sdk<P: Plugin>(metric: &str, batch: &Batch) -> Answers {
    let gave = P::score(metric, batch, &[]).expect("no fault");
    let data = match gave.data {
        Data::Booleans(v) => Given::Flags(v),
        Data::Ints(v) => Given::Ints(v),
        Data::Numbers(v) => Given::Numbers(v),
        Data::Texts(_) => panic!("no texts are promised"),
    };
    Answers { data, valid: gave.valid }
}

fn plain(batch: &Batch) -> Answers {
    let [Data::Numbers(wait), Data::Numbers(handle)] = [&batch.columns[0].data, &batch.columns[1].data] else {
        panic!("two columns of numbers")
    };
    let each = wait.iter().zip(handle).map(|(wait, handle)| 100.0 - wait * 0.01 - handle * 0.001);
    Answers { data: Given::Numbers(each.collect()), valid: None }
}

/// Rows that look random and are the same each time.
fn spread(rows: usize, by: i64, below: i64) -> impl Iterator<Item = i64> {
    (0..rows as i64).map(move |row| row * by % below)
}

/// Up to five minutes, in milliseconds.
fn wait(rows: usize) -> Values {
    Values::numbers(spread(rows, 7_919, 300_000).map(|millis| millis * 1_000).collect())
}

/// Up to half an hour.
fn handle(rows: usize) -> Values {
    Values::numbers(spread(rows, 104_729, 1_800_000).map(|millis| millis * 1_000).collect())
}

fn micros(column: Values) -> Values {
    match column {
        Values::Numbers(_, micros) => Values::Ints(micros),
        other => other,
    }
}

fn texts(codes: Vec<u32>, words: &[&str]) -> Values {
    Values::Texts(codes, words.iter().map(|word| (*word).to_owned()).collect())
}

fn channels(rows: usize) -> Values {
    texts(spread(rows, 7, 4).map(|code| code as u32).collect(), &["phone", "chat", "email", "counter"])
}

/// Half hours of a phone centre: `n` calls of four minutes on as many agents as are busy all the time, and some more.
fn queues(rows: usize) -> Vec<Values> {
    let calls: Vec<i64> = spread(rows, 7_919, 500).map(|calls| (calls + 1) * 1_000_000).collect();
    let agents = calls.iter().map(|calls| calls * 240 / 1_800 / 1_000_000 + 3 + calls / 1_000_000 % 13).collect();
    let same = |seconds: i64| Values::Ints(vec![seconds * 1_000_000; rows]);
    vec![Values::numbers(calls), same(1_800), same(240), Values::Ints(agents)]
}

fn talks(rows: usize) -> Vec<Values> {
    let openings =
        ["Tere, siin klienditeenindus.", "Good morning, you are speaking with Anna.", "Labdien, kā varu palīdzēt?"];
    let middles = [
        "The parcel left our house on Monday and should be with you soon",
        "Your order",
        "We looked at the invoice once more",
    ];
    let ends = [
        "I am sorry for the trouble.",
        "Have a nice day!",
        "Please call us again if it does not arrive by the end of the week.",
    ];
    let text = |row: usize| format!("{} {} {row}. {}", openings[row % 3], middles[row / 3 % 3], ends[row / 9 % 3]);
    vec![Values::Texts((0..rows as u32).collect(), (0..rows).map(text).collect()), texts(vec![0; rows], &["en"])]
}
