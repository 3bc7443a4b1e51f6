//! Windows that break: the whole window has a fault, once and for all, and the next one is whole.

use super::limits;
use crate::support::window::MakeWindow;
use crate::support::{host, load, numbers};
use etalon_core::plugin::{Batch, Data, Fault, Window};
use std::fmt::Write;

fn rows(window: &mut dyn Window, groups: &[u32], values: &[i64]) -> Result<(), Fault> {
    window.accumulate(groups, Batch { rows: values.len(), columns: &[numbers(values)] })
}

/// Takes in rows of two groups and asks for both, twice.
fn lived(bytes: &[u8]) -> String {
    let module = match load(&host(), bytes, &limits()) {
        Ok(module) => module,
        Err(refusal) => return format!("refused: {refusal}"),
    };
    let mut window = match module.window("sum", &[]) {
        Ok(window) => window,
        Err(fault) => return format!("not opened: {}", fault.0),
    };
    let mut all = Vec::new();
    for _ in 0..2 {
        all.push(rows(window.as_mut(), &[0, 1, 0], &[1_000_000, 2_000_000, 4_000_000]).map(|()| "taken".to_owned()));
        all.push(window.finish(&[1, 0]).map(|column| match column.data {
            Data::Ints(values) => format!("{values:?}"),
            other => format!("{other:?}"),
        }));
    }
    all.into_iter().map(|told| told.unwrap_or_else(|fault| format!("! {}", fault.0))).collect::<Vec<_>>().join(" | ")
}

#[test]
fn windows_that_break() {
    let honest = MakeWindow::default;
    let thirteen = "(if (i32.eq (local.get $rows) (i32.const 3)) (then unreachable)) (call $done)";
    let mut all = String::new();
    for (name, make) in [
        ("honest", honest()),
        ("is not opened", MakeWindow { open: "unreachable".to_owned(), ..honest() }),
        ("opens for ever", MakeWindow { open: "(loop $l (br $l)) (call $done)".to_owned(), ..honest() }),
        ("opens what it has not", MakeWindow {
            open: "(i32.store (i32.const 36) (i32.const 77)) (call $done)".to_owned(),
            ..honest()
        }),
        ("stops as it takes rows in", MakeWindow { accumulate: thirteen.to_owned(), ..honest() }),
        ("takes rows in for ever", MakeWindow { accumulate: "(loop $l (br $l)) (call $done)".to_owned(), ..honest() }),
        ("gives too few values", MakeWindow {
            finish: "(call $numbers (i32.const 700000) (i32.const 1))".to_owned(),
            ..honest()
        }),
        ("gives no numbers", MakeWindow {
            finish: "(f64.store (i32.const 80) (f64.const 1e200)) (f64.store (i32.const 88) (f64.const nan)) (call $numbers (i32.const 80) (i32.const 2))".to_owned(),
            ..honest()
        }),
    ] {
        writeln!(all, "{name}\n    {}", lived(&make.bytes())).unwrap();
        assert_eq!(lived(&honest().bytes()), "taken | [2000000, 5000000] | taken | [4000000, 10000000]", "{name}");
    }
    insta::assert_snapshot!(all);
}

#[test]
fn what_is_saved_is_joined_elsewhere() {
    let description = host().inspect(&MakeWindow::default().bytes()).unwrap().description;
    let plugin = crate::support::plugin(&description);
    let metrics = host().metrics(&plugin, &MakeWindow::default().bytes(), &limits(), &Default::default()).unwrap();
    let (mut one, mut other) = (metrics.open("sum", &[]).unwrap(), metrics.open("sum", &[]).unwrap());
    rows(&mut one, &[0, 1], &[1_000_000, 2_000_000]).unwrap();
    rows(&mut other, &[5], &[10_000_000]).unwrap();
    let saved = one.save(&[1, 0]).unwrap();
    other.merge(&[5, 6], &saved).unwrap();
    let values = other.finish(&[5, 6]).unwrap();
    assert_eq!(values, numbers(&[12_000_000, 1_000_000]));
    let values = numbers(&[2_000_000]);
    other.retract(&[5], Batch { rows: 1, columns: &[values] }).unwrap();
    assert_eq!(other.finish(&[5]).unwrap(), numbers(&[10_000_000]));
    other.close(&[5, 6]).unwrap();
}

#[test]
fn a_window_that_saves_too_few_states_is_broken() {
    let make = MakeWindow {
        save: "(i32.store (i32.const 36) (i32.const 800000)) (i32.store (i32.const 40) (i32.const 0)) (call $done)"
            .to_owned(),
        ..MakeWindow::default()
    };
    let plugin = crate::support::plugin(&host().inspect(&make.bytes()).unwrap().description);
    let metrics = host().metrics(&plugin, &make.bytes(), &limits(), &Default::default()).unwrap();
    let mut window = metrics.open("sum", &[]).unwrap();
    let fault = window.save(&[0, 1]).unwrap_err();
    assert_eq!(&*fault.0, "saved 0 states of 2 groups");
    assert_eq!(window.finish(&[0]).unwrap_err(), fault);
}
