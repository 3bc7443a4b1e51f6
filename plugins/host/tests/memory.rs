//! Each call finds the memory that the plugin describes: nothing that a call before wrote there, of this plugin or another, and all that it is
//! made with. The host puts written pages back by hand where that is quicker (`src/engine.rs`), so that it is looked at here byte by byte.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use etalon_contract::Limits;
use etalon_core::plugin::Module;
use std::sync::Arc;
use support::{ECHO, GIVE_FIRST, Make, ask, host, told};

/// Stops itself if its memory is not as it was made; then writes over nearly all of it, what it was made with included, and answers `x`.
fn scribbler(name: &str) -> Arc<dyn Module> {
    let describe = ECHO.replace(r#""name":"echo","version""#, &format!(r#""name":"{name}","version""#));
    let (from, to) = (131_072, 131_072 + describe.len());
    let sum: u32 = describe.bytes().map(u32::from).sum();
    let more = r"
  ;; all that stands there, eight bytes at a time, laid over each other
  (func $all (param $at i32) (param $to i32) (result i64) (local $all i64)
    (loop $each
      (local.set $all (i64.or (local.get $all) (i64.load (local.get $at))))
      (br_if $each (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 8))) (local.get $to))))
    (local.get $all))
  (func $sum (param $at i32) (param $to i32) (result i32) (local $sum i32)
    (loop $each
      (local.set $sum (i32.add (local.get $sum) (i32.load8_u (local.get $at))))
      (br_if $each (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (local.get $to))))
    (local.get $sum))";
    // 4 MiB: more than the host keeps. Some of it page by page, with pages between that nobody touches.
    let score = format!(
        "(if (i64.ne (call $all (i32.const 262144) (i32.const 1048576)) (i64.const 0)) (then unreachable))
    (if (i64.ne (call $all (i32.const 2097152) (i32.const 4194304)) (i64.const 0)) (then unreachable))
    (if (i32.ne (call $sum (i32.const {from}) (i32.const {to})) (i32.const {sum})) (then unreachable))
    (memory.fill (i32.const 65536) (i32.const 255) (i32.const 983040))
    (memory.fill (i32.const 3145728) (i32.const 255) (i32.const 1048576))
    (local.set $p (i32.const 2097152))
    (loop $each
      (i32.store8 (local.get $p) (i32.const 1))
      (br_if $each (i32.lt_u (local.tee $p (i32.add (local.get $p) (i32.const 12288))) (i32.const 3145728))))
    {GIVE_FIRST}"
    );
    let make = Make { describe, score, more: more.to_owned(), ..Make::default() };
    make.load(&host(), &Limits { work: 100_000_000, ..Limits::default() }).unwrap()
}

#[test]
fn memory_is_as_it_was_made_at_each_call() {
    // Two that take each other's places, from two threads.
    let both = [scribbler("echo"), scribbler("another_echo_with_a_longer_name")];
    std::thread::scope(|scope| {
        for thread in 0..2 {
            let both = &both;
            scope.spawn(move || {
                for call in 0..30 {
                    let scored = ask(both[(call + thread) % 2].as_ref(), "echo", &[1_000_000, -2_000_000]);
                    assert_eq!(told(&scored), "1000000 | -2000000", "call {call} of thread {thread}");
                }
            });
        }
    });
}
