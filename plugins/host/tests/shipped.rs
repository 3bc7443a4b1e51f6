//! The plugins that we ship, built by `plugins/build` into `target/guests`: the host loads each, they ask for nothing, are small, and answer.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use etalon_contract::Limits;
use etalon_core::plugin::{Batch, Column, Data, Module, Plugin, Scored};
use etalon_core::value::Value;
use etalon_host::Host;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Name, metrics, windows.
const SHIPPED: [(&str, usize, usize); 4] =
    [("change", 0, 6), ("erlang-c", 6, 0), ("survey", 3, 4), ("text-signals", 5, 0)];
/// The largest, bytes: what an operator would look at twice.
const LARGEST: usize = 160 << 10;

fn shipped(name: &str) -> (Plugin, Vec<u8>, Host) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/guests").join(format!("{name}.wasm"));
    assert!(file.is_file(), "{} is missing: run plugins/build", file.display());
    let bytes = std::fs::read(&file).unwrap();
    let host = Host::new(None).unwrap();
    let inspected = host.inspect(&bytes).unwrap_or_else(|r| panic!("{name}: {r:?}"));
    let foreign = inspected.imports.iter().find(|import| !import.starts_with("etalon:plugin/types@"));
    assert_eq!(foreign, None, "{name} imports something");
    let plugin = inspected.description.plugin(&name.replace('-', "_"), &inspected.sha256);
    (plugin.unwrap_or_else(|wrong| panic!("{name}: {wrong:?}")), bytes, host)
}

fn asked(name: &str) -> Arc<dyn Module> {
    let (plugin, bytes, host) = shipped(name);
    host.metric(&plugin, &bytes, &Limits::default(), &BTreeMap::new()).unwrap_or_else(|r| panic!("{name}: {r:?}"))
}

fn ints(values: &'static [i64]) -> Column<'static> {
    Column { data: Data::Ints(Cow::Borrowed(values)), valid: None }
}

fn texts(values: &[&str]) -> Column<'static> {
    let codes = (0..u32::try_from(values.len()).unwrap()).collect();
    let words = values.iter().map(ToString::to_string).collect();
    Column { data: Data::Texts { codes: Cow::Owned(codes), words: Cow::Owned(words) }, valid: None }
}

#[test]
fn each_is_loaded_small_and_whole() {
    for (name, metrics, windows) in SHIPPED {
        let (plugin, bytes, _) = shipped(name);
        assert_eq!((plugin.metrics.len(), plugin.windows.len()), (metrics, windows), "{name}");
        assert!(bytes.len() < LARGEST, "{name}: {} bytes", bytes.len());
    }
}

#[test]
fn words_are_found_and_another_language_is_refused_by_row() {
    let said = texts(&["Labdien, Jāni!", "Tere!", "Bonjour", "Labas klausimas"]);
    let language = texts(&["lv", "et", "fr", "lt"]);
    let Scored { column, faults } =
        asked("text-signals").score("greeted", &[], Batch { rows: 4, columns: &[said, language] });
    let Data::Flags(flags) = column.data else { panic!("yes or no: {column:?}") };
    assert_eq!((flags[0], flags[1], flags[3]), (1, 1, 0));
    assert_eq!(faults.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [2]);
    assert!(faults[0].1.0.contains("there are no words for the language `fr`"), "{:?}", faults[0].1);
}

#[test]
fn a_long_conversation_stays_within_the_usual_work() {
    // Half an hour of talk, in the language with the longest lists.
    let long = "and then I said that we would maybe see what could be done about it, I will not say when. ".repeat(250);
    let columns = [texts(&[&long]), texts(&["en"])];
    let Scored { faults, .. } = asked("text-signals").score("promised", &[], Batch { rows: 1, columns: &columns });
    assert_eq!(faults, []);
}

#[test]
fn a_queue_without_end_has_no_wait() {
    // 100 calls in half an hour of 3 minutes each; numbers in millionths.
    let columns = [
        ints(&[100_000_000, 100_000_000]),
        ints(&[1_800_000_000, 1_800_000_000]),
        ints(&[180_000_000, 180_000_000]),
        ints(&[14, 10]),
    ];
    let Scored { column, faults } = asked("erlang-c").score("expected_wait", &[], Batch { rows: 2, columns: &columns });
    assert_eq!(faults, []);
    assert_eq!(column.valid.as_deref(), Some(&[true, false][..]));
    let Data::Ints(waits) = column.data else { panic!("durations: {column:?}") };
    assert_eq!(waits[0], 7_835_937);
}

#[test]
fn a_window_slides_in_the_guest() {
    let module = asked("survey");
    let mut window = module.window("nps", &[]).unwrap();
    let rows = |values| [ints(values)];
    window.accumulate(&[0, 0, 1], Batch { rows: 3, columns: &rows(&[0, 10, 9]) }).unwrap();
    window.retract(&[0], Batch { rows: 1, columns: &rows(&[0]) }).unwrap();
    let column = window.finish(&[0, 1, 2]).unwrap();
    assert_eq!(column.valid.as_deref(), Some(&[true, true, false][..]));
    let Data::Ints(points) = column.data else { panic!("numbers: {column:?}") };
    assert_eq!(points[..2], [100_000_000, 100_000_000]);
}

#[test]
fn constants_reach_a_window() {
    // Weight one half: 4, then 6, then 3.5.
    let module = asked("change");
    let mut window = module.window("ewma", &[Value::Decimal(500_000)]).unwrap();
    let rows = [ints(&[4_000_000, 8_000_000, 1_000_000])];
    window.accumulate(&[0, 0, 0], Batch { rows: 3, columns: &rows }).unwrap();
    assert_eq!(window.finish(&[0]).unwrap().data, Data::Ints(Cow::Owned(vec![3_500_000])));
}
