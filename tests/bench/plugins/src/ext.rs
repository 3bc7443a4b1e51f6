//! The same function in Extism: both columns as bytes, one after the other; the answers as bytes.

use extism::{Manifest, Plugin, Wasm};

/// Reads and writes as Extism's own kits do, eight bytes a call.
const TEXT: &str = r#"(module
  (import "extism:host/env" "input_length" (func $length (result i64)))
  (import "extism:host/env" "input_load_u64" (func $load (param i64) (result i64)))
  (import "extism:host/env" "alloc" (func $alloc (param i64) (result i64)))
  (import "extism:host/env" "store_u64" (func $store (param i64 i64)))
  (import "extism:host/env" "output_set" (func $output (param i64 i64)))
  (memory (export "memory") 1)
  (func (export "effort") (result i32) (local $at i64) (local $half i64) (local $to i64)
    (local.set $half (i64.shr_u (call $length) (i64.const 1)))
    (local.set $to (call $alloc (local.get $half)))
    (loop $each (if (i64.lt_u (local.get $at) (local.get $half)) (then
      (call $store (i64.add (local.get $to) (local.get $at)) (i64.reinterpret_f64 (f64.sub (f64.sub (f64.const 100)
        (f64.mul (f64.reinterpret_i64 (call $load (local.get $at))) (f64.const 0.01)))
        (f64.mul (f64.reinterpret_i64 (call $load (i64.add (local.get $half) (local.get $at)))) (f64.const 0.001)))))
      (local.set $at (i64.add (local.get $at) (i64.const 8)))
      (br $each))))
    (call $output (local.get $to) (local.get $half))
    (i32.const 0)))"#;

pub fn plugin() -> Plugin {
    let manifest = Manifest::new([Wasm::data(wat::parse_str(TEXT).expect("a module"))]);
    Plugin::new(&manifest, [], false).expect("it is loaded")
}

pub fn call(plugin: &mut Plugin, wait: &[f64], handle: &[f64]) -> Vec<f64> {
    let input: Vec<u8> = wait.iter().chain(handle).flat_map(|value| value.to_le_bytes()).collect();
    let output: Vec<u8> = plugin.call("effort", input).expect("it answers");
    output.chunks_exact(8).map(|b| f64::from_le_bytes(b.try_into().expect("eight bytes"))).collect()
}
