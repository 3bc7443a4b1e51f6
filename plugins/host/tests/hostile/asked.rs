//! What goes wrong when they are asked.

use super::tried;
use crate::support::{ECHO, GIVE_FIRST, Make, ask, host, told};
use etalon_contract::Limits;
use std::time::{Duration, Instant};

fn scores(score: &str) -> Make {
    Make { score: score.to_owned(), ..Make::default() }
}

/// Answers as described otherwise.
fn returns(returns: &str, score: &str) -> Vec<u8> {
    let describe = ECHO.replace(r#""returns":{"type":"number","scale":2}"#, &format!(r#""returns":{returns}"#));
    Make { describe, ..scores(score) }.bytes()
}

/// For each row that has a 13.
fn at_thirteen(what: &str) -> Vec<u8> {
    scores(&format!(
        "(loop $each (if (i32.lt_u (local.get $i) (local.get $rows)) (then
            (if (f64.eq (call $x (local.get $cols) (local.get $i)) (f64.const 13)) (then {what}))
            (local.set $i (i32.add (local.get $i) (i32.const 1)))
            (br $each))))
         {GIVE_FIRST}"
    ))
    .bytes()
}

/// Writes one number for each row to 300000 and gives these.
fn each(number: &str) -> Vec<u8> {
    scores(&format!(
        "(loop $each (if (i32.lt_u (local.get $i) (local.get $rows)) (then
            (f64.store offset=300000 (i32.shl (local.get $i) (i32.const 3)) {number})
            (local.set $i (i32.add (local.get $i) (i32.const 1)))
            (br $each))))
         (call $numbers (i32.const 300000) (local.get $rows))"
    ))
    .bytes()
}

#[test]
fn they_stop_or_do_not_stop() {
    let with = |score: &str, more: &str| Make { more: more.to_owned(), ..scores(score) }.bytes();
    insta::assert_snapshot!(tried(vec![
        ("never ends", scores("(loop $l (br $l)) (i32.const 0)").bytes()),
        ("never ends at one row", at_thirteen("(loop $l (br $l))")),
        ("stops itself at one row", at_thirteen("unreachable")),
        ("calls itself without end", with("(call $down) (i32.const 0)", "(func $down (call $down) (call $down))")),
        ("divides by zero", scores("(i32.div_u (i32.const 1) (local.get $i))").bytes()),
        ("reaches outside its memory", scores("(i32.load (i32.const -4))").bytes()),
        ("calls what is not there", with("(call_indirect (result i32) (i32.const 0))", "(table 1 funcref)")),
        ("turns a number into what cannot hold it", scores("(i32.trunc_f64_s (f64.const 1e99))").bytes()),
        ("asks for all memory there is", scores(
            "(loop $l (if (i32.eq (memory.grow (i32.const 16)) (i32.const -1)) (then unreachable)) (br $l)) (i32.const 0)"
        ).bytes()),
        ("asks for memory and makes do without", scores(
            &format!("(loop $l (br_if $l (i32.ne (memory.grow (i32.const 16)) (i32.const -1)))) {GIVE_FIRST}")
        ).bytes()),
        ("fills its memory again and again", scores(
            "(loop $l (memory.fill (i32.const 2000000) (i32.const 7) (i32.const 2000000)) (br $l)) (i32.const 0)"
        ).bytes()),
        ("asks for tables without end", with(
            "(loop $l (if (i32.eq (table.grow $t (ref.null func) (i32.const 10000)) (i32.const -1)) (then unreachable)) (br $l)) (i32.const 0)",
            "(table $t 1 funcref)",
        )),
        ("hands out memory that it has not", Make::default().realloc("(i32.const -16)")),
        ("hands out memory for ever", Make::default().realloc("(loop $l (br $l)) (i32.const 0)")),
        ("hands out memory that is not aligned", Make::default().realloc("(i32.const 1048577)")),
        ("stops when it should clean up", with(GIVE_FIRST,
            r#"(func (export "cabi_post_etalon:plugin/row-metrics@0.1.0#score") (param i32) unreachable)"#)),
    ]));
}

#[test]
fn they_answer_in_another_form() {
    let first = "(i32.load offset=4 (local.get $cols))";
    insta::assert_snapshot!(tried(vec![
        ("too few answers", scores(&format!("(call $numbers {first} (i32.sub (local.get $rows) (i32.const 1)))")).bytes()),
        ("too many answers", scores(&format!("(call $numbers {first} (i32.add (local.get $rows) (i32.const 1)))")).bytes()),
        ("no answers", scores(&format!("(call $numbers {first} (i32.const 0))")).bytes()),
        ("whole numbers for numbers", scores(&format!("(call $give (i32.const 1) {first} (local.get $rows))")).bytes()),
        ("texts for numbers", scores("(call $text (i32.const 131072) (i32.const 6) (local.get $rows))").bytes()),
        ("numbers for texts", returns(r#"{"type":"text"}"#, GIVE_FIRST)),
        ("a column of no kind", scores(&format!("(call $give (i32.const 9) {first} (local.get $rows))")).bytes()),
        ("neither answer nor fault", scores("(i32.store8 (i32.const 32) (i32.const 5)) (i32.const 32)").bytes()),
        ("a giant answer", scores("(call $numbers (i32.const 0) (i32.const 400000))").bytes()),
        ("an answer larger than its memory", scores("(call $numbers (i32.const 0) (i32.const 0x0fffffff))").bytes()),
        ("an answer at an odd place", scores("(call $numbers (i32.const 3) (local.get $rows))").bytes()),
        ("an answer at no place", scores("(i32.const -8)").bytes()),
        ("too few bits for what has a value", scores(&format!(
            "(drop (call $numbers {first} (local.get $rows)))
             (i32.store8 (i32.const 56) (i32.const 1)) (i32.store (i32.const 60) (i32.const 80)) (i32.store (i32.const 64) (i32.const 0)) (i32.const 32)"
        )).bytes()),
        ("no value where one was promised", scores(&format!(
            "(drop (call $numbers {first} (local.get $rows))) (i32.store8 (i32.const 80) (i32.const 0x0b))
             (i32.store8 (i32.const 56) (i32.const 1)) (i32.store (i32.const 60) (i32.const 80)) (i32.store (i32.const 64) (i32.const 1)) (i32.const 32)"
        )).bytes()),
        ("a text that is not UTF-8", returns(r#"{"type":"text"}"#,
            "(i32.store (i32.const 80) (i32.const -1)) (call $text (i32.const 80) (i32.const 4) (local.get $rows))")),
        ("a text that is too long", returns(r#"{"type":"text"}"#, "(call $text (i32.const 500000) (i32.const 5000) (local.get $rows))")),
        ("a text that is not one of its choices", returns(r#"{"type":"text","choices":["good","bad"]}"#,
            "(call $text (i32.const 131072) (i32.const 9) (local.get $rows))")),
        ("a text that it did not give", returns(r#"{"type":"text"}"#,
            "(i32.store (i32.const 200000) (i32.const 77)) (call $text (i32.const 131072) (i32.const 9) (local.get $rows))")),
        ("a yes that is neither yes nor no", returns(r#"{"type":"yes/no"}"#,
            "(i32.store (i32.const 80) (i32.const 0x07070707)) (call $give (i32.const 0) (i32.const 80) (local.get $rows))")),
        ("an instant before all time", returns(r#"{"type":"instant"}"#,
            "(memory.fill (i32.const 80) (i32.const 0x80) (i32.const 32)) (call $give (i32.const 1) (i32.const 80) (local.get $rows))")),
        ("no number", each("(f64.const nan)")),
        ("a number without end", each("(f64.const inf)")),
        ("a number that is too large", each("(f64.const 1e300)")),
        ("a number outside what it promised", returns(r#"{"type":"number","range":[0,10]}"#, GIVE_FIRST)),
    ]));
}

/// Refuses with a text of so many bytes from there, and blames a row.
fn refuses(at: u32, len: u32, row: Option<u32>) -> Vec<u8> {
    let (blames, row) = row.map_or((0, 0), |row| (1, row));
    scores(&format!(
        "(i32.store8 (i32.const 32) (i32.const 1))
         (i32.store (i32.const 36) (i32.const 0)) (i32.store (i32.const 40) (i32.const 0))
         (i32.store (i32.const 44) (i32.const {at})) (i32.store (i32.const 48) (i32.const {len}))
         (i32.store8 (i32.const 52) (i32.const {blames})) (i32.store (i32.const 56) (i32.const {row})) (i32.const 32)"
    ))
    .bytes()
}

#[test]
fn they_refuse() {
    let says = |text: &str| {
        let escaped: String = text.bytes().map(|b| format!("\\{b:02x}")).collect();
        Make { more: format!(r#"(data (i32.const 600000) "{escaped}")"#), ..Make::default() }
    };
    let make = says("no!\u{1b}[31m\nEVERYTHING IS FINE");
    let score = "(i32.store8 (i32.const 32) (i32.const 1)) (i32.store (i32.const 44) (i32.const 600000)) (i32.store (i32.const 48) (i32.const 27)) (i32.const 32)";
    insta::assert_snapshot!(tried(vec![
        ("without a word", refuses(0, 0, None)),
        ("with words that paint the screen", Make { score: score.to_owned(), ..make }.bytes()),
        ("with very many words", refuses(131_072, 150, None)),
        ("and blames a row that is not there", refuses(131_072, 9, Some(4_000_000_000))),
        ("and blames the first row each time", refuses(131_072, 9, Some(0))),
    ]));
}

#[test]
fn they_carry_something_from_row_to_row_or_from_call_to_call() {
    let counter = "(global $calls (mut f64) (f64.const 0))";
    let count = "(global.set $calls (f64.add (global.get $calls) (f64.const 1)))";
    let with = |score: Vec<u8>| score;
    insta::assert_snapshot!(tried(vec![
        ("counts rows", with(each("(f64.convert_i32_u (local.get $i))"))),
        ("says how many rows there are", with(each("(f64.convert_i32_u (local.get $rows))"))),
        ("says what the first row is", with(each("(call $x (local.get $cols) (i32.const 0))"))),
        // A fresh instance each time: it always counts to one.
        ("counts calls", Make {
            more: counter.to_owned(),
            score: format!("{count} (f64.store (i32.const 80) (global.get $calls)) (f64.store (i32.const 88) (global.get $calls))
                (f64.store (i32.const 96) (global.get $calls)) (f64.store (i32.const 104) (global.get $calls))
                (call $numbers (i32.const 80) (local.get $rows))"),
            ..Make::default()
        }.bytes()),
        // It finds nothing: memory comes clean.
        ("leaves something for the next, and looks for what others left", Make {
            score: "(local.set $p (i32.load (i32.const 3000000))) (i32.store (i32.const 3000000) (i32.const 42))
                (loop $each (if (i32.lt_u (local.get $i) (local.get $rows)) (then
                    (f64.store offset=300000 (i32.shl (local.get $i) (i32.const 3)) (f64.convert_i32_u (local.get $p)))
                    (local.set $i (i32.add (local.get $i) (i32.const 1))) (br $each))))
                (call $numbers (i32.const 300000) (local.get $rows))".to_owned(),
            ..Make::default()
        }.bytes()),
        ("looks where its questions lie in memory", with(each("(f64.convert_i32_u (local.get $cols))"))),
    ]));
}

#[test]
fn they_talk_too_much() {
    let log = |score: &str| {
        Make {
            world: "import log; import config; export row-metrics;".to_owned(),
            imports: r#"(import "etalon:plugin/log@0.1.0" "write" (func $log (param i32 i32 i32 i32 i32)))
                (import "etalon:plugin/config@0.1.0" "get" (func $get (param i32 i32 i32)))"#
                .to_owned(),
            ..scores(score)
        }
        .bytes()
    };
    let write = |len: u32| {
        format!("(call $log (i32.const 1) (i32.const 131072) (i32.const {len}) (i32.const 0) (i32.const 0))")
    };
    insta::assert_snapshot!(tried(vec![
        ("a little", log(&format!("{} {GIVE_FIRST}", write(20)))),
        ("many lines", log(&format!("(loop $l {} (br $l)) (i32.const 0)", write(20)))),
        ("long lines", log(&format!("(loop $l {} (br $l)) (i32.const 0)", write(900_000)))),
        ("a line that is longer than its memory", log(&format!("{} {GIVE_FIRST}", write(5_000_000)))),
        (
            "a level that is none",
            log(&format!(
                "(call $log (i32.const 77) (i32.const 131072) (i32.const 3) (i32.const 0) (i32.const 0)) {GIVE_FIRST}"
            ))
        ),
        (
            "asks for its settings without end",
            log("(loop $l (call $get (i32.const 131072) (i32.const 6) (i32.const 80)) (br $l)) (i32.const 0)")
        ),
    ]));
}

#[test]
fn the_clock_on_the_wall_is_the_net() {
    let limits = Limits { work: u64::MAX, time: Duration::from_millis(100), ..Limits::default() };
    let module = scores("(loop $l (br $l)) (i32.const 0)").load(&host(), &limits).unwrap();
    let began = Instant::now();
    assert_eq!(told(&ask(module.as_ref(), "echo", &[1, 2, 3])), "each row: ! took longer than 100 ms");
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}
