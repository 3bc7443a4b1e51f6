//! What an honest plugin answers, and how its answers come back.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use etalon_contract::Limits;
use etalon_core::plugin::{Batch, Column, Data};
use etalon_core::value::Value;
use etalon_host::Host;
use std::borrow::Cow;
use std::sync::{Arc, Mutex};
use support::{GIVE_FIRST, Make, ask, host, numbers, told};

#[test]
fn numbers_go_out_and_come_back_at_the_promised_scale() {
    let echo = Make::default().load(&host(), &Limits::default()).unwrap();
    let scored = ask(echo.as_ref(), "echo", &[1_000_000, 2_345_678, -5_000, 125_000, 135_000, 0]);
    assert_eq!(told(&scored), "1000000 | 2350000 | -10000 | 120000 | 140000 | 0");
    assert_eq!(scored.column.valid, None);
    assert_eq!(told(&ask(echo.as_ref(), "echo", &[])), "");
}

#[test]
fn a_whole_slice_is_answered_in_one_call() {
    let echo = Make::default().load(&host(), &Limits::default()).unwrap();
    let values: Vec<i64> = (0..8192).map(|n| n * 1_000_000).collect();
    let scored = ask(echo.as_ref(), "echo", &values);
    assert!(scored.faults.is_empty());
    assert_eq!(scored.column.data, numbers(&values).data);
}

#[test]
fn the_rows_to_blame_are_found_and_the_others_keep_their_answers() {
    // Stops itself where it sees a 13.
    let make = Make {
        score: "(loop $each
            (if (i32.lt_u (local.get $i) (local.get $rows)) (then
              (if (f64.eq (f64.load (i32.add (i32.load offset=4 (local.get $cols)) (i32.shl (local.get $i) (i32.const 3)))) (f64.const 13))
                (then unreachable))
              (local.set $i (i32.add (local.get $i) (i32.const 1)))
              (br $each))))
          (call $numbers (i32.load offset=4 (local.get $cols)) (local.get $rows))"
            .to_owned(),
        ..Make::default()
    };
    let plugin = make.load(&host(), &Limits::default()).unwrap();
    let values: Vec<i64> = (0..8192).map(|n| n % 1000 * 1_000_000).collect();
    let scored = ask(plugin.as_ref(), "echo", &values);
    let faulted: Vec<u32> = scored.faults.iter().map(|(row, _)| *row).collect();
    assert_eq!(faulted, [13, 1013, 2013, 3013, 4013, 5013, 6013, 7013, 8013]);
    assert!(scored.faults.iter().all(|(_, fault)| &*fault.0 == "stopped itself (unreachable)"));
    let Data::Ints(given) = &scored.column.data else { panic!("numbers are promised") };
    for (row, (value, given)) in values.iter().zip(given.iter()).enumerate() {
        assert!(value == given || faulted.contains(&(row as u32)), "row {row}");
    }
}

/// Gives the length of each text and of the constant; of a row without text only the constant's.
const LENGTHS: &str = r#"{"schema":"etalon-plugin/1","name":"lengths","version":"1.0.0","metrics":[{"name":"length",
 "params":[{"name":"message","type":"text","nullable":true},{"name":"language","type":"text","constant":true}],
 "returns":{"type":"whole"}}]}"#;

const LENGTH_OF_EACH: &str = "(local.set $j (i32.load offset=4 (i32.load offset=12 (local.get $consts))))
    (loop $each (if (i32.lt_u (local.get $i) (local.get $rows)) (then
      (local.set $p (i32.const 0))
      (if (i32.or
            (i32.eqz (i32.load8_u offset=20 (local.get $cols)))
            (i32.and (i32.const 1) (i32.shr_u
              (i32.load8_u (i32.add (i32.load offset=24 (local.get $cols)) (i32.shr_u (local.get $i) (i32.const 3))))
              (i32.and (local.get $i) (i32.const 7)))))
        (then (local.set $p (i32.load offset=4 (i32.add (i32.load offset=12 (local.get $cols)) (i32.shl
          (i32.load (i32.add (i32.load offset=4 (local.get $cols)) (i32.shl (local.get $i) (i32.const 2)))) (i32.const 3)))))))
      (i64.store offset=300000 (i32.shl (local.get $i) (i32.const 3)) (i64.extend_i32_u (i32.add (local.get $p) (local.get $j))))
      (local.set $i (i32.add (local.get $i) (i32.const 1))) (br $each))))
    (call $give (i32.const 1) (i32.const 300000) (local.get $rows))";

#[test]
fn texts_go_out_as_words_and_codes_with_what_is_missing_and_constants() {
    let make = Make { describe: LENGTHS.to_owned(), score: LENGTH_OF_EACH.to_owned(), ..Make::default() };
    let lengths = make.load(&host(), &Limits::default()).unwrap();
    // Words that no row uses, and one twice.
    let words: Vec<String> = ["", "seven", "ā", "never used", "ā"].map(str::to_owned).to_vec();
    let codes = [1, 2, 0, 1, 4, 77];
    let valid = [true, true, true, true, true, false];
    let column = |rows: std::ops::Range<usize>| Column {
        data: Data::Texts { codes: Cow::Borrowed(&codes[rows.clone()]), words: Cow::Borrowed(&words) },
        valid: Some(Cow::Owned(valid[rows].to_vec())),
    };
    let asked = |rows: std::ops::Range<usize>| {
        let columns = [column(rows.clone())];
        told(&lengths.score("length", &[Value::Text("lv".into())], Batch { rows: rows.len(), columns: &columns }))
    };
    assert_eq!(asked(0..6), "7 | 4 | 2 | 7 | 4 | 2");
    assert_eq!(asked(1..3), "4 | 2");
    assert_eq!(asked(5..6), "2");
}

#[test]
fn what_does_not_fit_the_signature_is_a_fault_and_no_panic() {
    let echo = Make::default().load(&host(), &Limits::default()).unwrap();
    let wrong = "each row: ! was asked for something else than it describes";
    let one = [numbers(&[1, 2])];
    assert_eq!(told(&echo.score("echo", &[Value::Whole(1)], Batch { rows: 2, columns: &one })), wrong);
    assert_eq!(told(&echo.score("echo", &[], Batch { rows: 2, columns: &[] })), wrong);
    let texts = Data::Texts { codes: Cow::Owned(vec![0, 0]), words: Cow::Owned(vec!["x".into()]) };
    let columns = [Column { data: texts, valid: None }];
    assert_eq!(told(&echo.score("echo", &[], Batch { rows: 2, columns: &columns })), wrong);
    let none = "each row: ! has no function `shout`";
    assert_eq!(told(&echo.score("shout", &[], Batch { rows: 2, columns: &one })), none);
    assert_eq!(&*echo.window("echo", &[]).unwrap_err().0, "has no window `echo`");
}

#[test]
fn settings_are_read_and_the_log_is_kept_short() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&lines);
    let host = Host::with_log(None, Arc::new(move |line| kept.lock().unwrap().push(line))).unwrap();
    // Writes its setting `metrics` to the log, three times; the text is where `describe` has that word.
    let at = support::ECHO.find("metrics").unwrap() + 131_072;
    let write =
        "(call $log (i32.const 2) (i32.load (i32.const 84)) (i32.load (i32.const 88)) (i32.const 0) (i32.const 0))";
    let make = Make {
        world: "import log; import config; export row-metrics;".to_owned(),
        imports: r#"(import "etalon:plugin/log@0.1.0" "write" (func $log (param i32 i32 i32 i32 i32)))
            (import "etalon:plugin/config@0.1.0" "get" (func $get (param i32 i32 i32)))"#
            .to_owned(),
        score: format!(
            "(call $get (i32.const {at}) (i32.const 7) (i32.const 80)) {write} {write} {write} {GIVE_FIRST}"
        ),
        ..Make::default()
    };
    let bytes = make.bytes();
    let plugin = support::plugin(&host.inspect(&bytes).unwrap().description);
    let settings = [("metrics".to_owned(), "set by the operator".to_owned())].into();
    let limits = Limits { log: 45, ..Limits::default() };
    let module = host.metric(&plugin, &bytes, &limits, &settings).unwrap();
    assert_eq!(told(&ask(module.as_ref(), "echo", &[1_000_000])), "1000000");
    let lines = lines.lock().unwrap();
    let told: Vec<_> = lines.iter().map(|line| (&*line.plugin, line.level, line.text.as_str())).collect();
    assert_eq!(told, [("echo", "warn", "set by the operator"); 2]);
}

#[test]
fn threads_share_one_instance_at_a_time_and_agree() {
    let limits = Limits { instances: 1, ..Limits::default() };
    let echo = Make::default().load(&host(), &limits).unwrap();
    let values: Vec<i64> = (0..1000).map(|n| n * 123_456).collect();
    let first = ask(echo.as_ref(), "echo", &values);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..20 {
                    assert_eq!(ask(echo.as_ref(), "echo", &values), first);
                }
            });
        }
    });
}

#[test]
fn a_core_module_becomes_a_plugin_and_a_plugin_stays_one() {
    let bytes = Make::default().bytes();
    assert_eq!(etalon_host::componentize(&bytes).unwrap(), bytes);
    let refusal = etalon_host::componentize(b"#!/bin/sh").unwrap_err();
    assert_eq!(refusal.what, "this is not a WebAssembly module");
    let module = wat::parse_str("(module)").unwrap();
    insta::assert_snapshot!(host().inspect(&etalon_host::componentize(&module).unwrap()).unwrap_err());
}

#[test]
fn what_a_file_is() {
    let bytes = Make::default().bytes();
    let inspected = host().inspect(&bytes).unwrap();
    assert_eq!((inspected.contract.as_str(), inspected.description.name.as_str()), ("0.1.0", "echo"));
    assert_eq!(inspected.sha256, etalon_contract::sha256(&bytes));
    assert_eq!(inspected.exports, ["etalon:plugin/meta@0.1.0", "etalon:plugin/row-metrics@0.1.0"]);
    assert!(inspected.offers.metrics && !inspected.offers.windows && !inspected.offers.connects());
}
