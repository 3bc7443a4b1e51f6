//! What an honest plugin answers, and how its answers come back.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use etalon_contract::Limits;
use support::{Make, ask, host, told};

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
    assert_eq!(scored.column.data, support::numbers(&values).data);
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
    let etalon_core::plugin::Data::Ints(given) = &scored.column.data else { panic!("numbers are promised") };
    for (row, (value, given)) in values.iter().zip(given.iter()).enumerate() {
        assert!(value == given || faulted.contains(&(row as u32)), "row {row}");
    }
}
