//! A guest that does next to nothing: what is left is the border. Written by hand, so that nothing of a tool chain is measured.

use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

pub const DESCRIPTION: &str = r#"{"schema":"etalon-plugin/1","name":"effort","version":"1.0.0","metrics":[{"name":"effort",
 "params":[{"name":"wait","type":"number"},{"name":"handle","type":"number"}],"returns":{"type":"number","scale":6}}]}"#;

/// Each call begins with the memory as it was.
fn text() -> String {
    let escaped: String = DESCRIPTION.bytes().map(|b| format!("\\{b:02x}")).collect();
    let length = DESCRIPTION.len();
    format!(
        r#"(module
  (memory (export "memory") 16)
  (global $next (mut i32) (i32.const 65536))
  (data (i32.const 1024) "{escaped}")
  (func $realloc (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (local $at i32)
    (local.set $at (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
    (global.set $next (i32.add (local.get $at) (local.get 3)))
    (local.get $at))
  (func $effort (param $wait i32) (param $handle i32) (param $to i32) (param $rows i32) (local $end i32)
    (local.set $end (i32.add (local.get $to) (i32.shl (local.get $rows) (i32.const 3))))
    (if (local.get $rows) (then (loop $each
      (f64.store (local.get $to) (f64.sub (f64.sub (f64.const 100)
        (f64.mul (f64.load (local.get $wait)) (f64.const 0.01)))
        (f64.mul (f64.load (local.get $handle)) (f64.const 0.001))))
      (local.set $wait (i32.add (local.get $wait) (i32.const 8)))
      (local.set $handle (i32.add (local.get $handle) (i32.const 8)))
      (br_if $each (i32.lt_u (local.tee $to (i32.add (local.get $to) (i32.const 8))) (local.get $end)))))))
  (func (export "etalon:plugin/meta@0.1.0#describe") (result i32)
    (i32.store (i32.const 16) (i32.const 1024)) (i32.store (i32.const 20) (i32.const {length})) (i32.const 16))
  (func (export "etalon:plugin/row-metrics@0.1.0#score")
    (param $metric i32) (param $metric_len i32) (param $rows i32) (param $cols i32) (param $ncols i32)
    (param $consts i32) (param $nconsts i32) (result i32) (local $to i32)
    (local.set $to (call $realloc (i32.const 0) (i32.const 0) (i32.const 8) (i32.shl (local.get $rows) (i32.const 3))))
    (call $effort (i32.load offset=4 (local.get $cols)) (i32.load offset=36 (local.get $cols)) (local.get $to) (local.get $rows))
    (i32.store8 (i32.const 32) (i32.const 0))
    (i32.store8 (i32.const 36) (i32.const 2))
    (i32.store (i32.const 40) (local.get $to))
    (i32.store (i32.const 44) (local.get $rows))
    (i32.store8 (i32.const 56) (i32.const 0))
    (i32.const 32))
  (func (export "cabi_post_etalon:plugin/row-metrics@0.1.0#score") (param i32)
    (global.set $next (i32.const 65536))))"#
    )
}

/// Its core module.
pub fn module() -> Vec<u8> {
    wat::parse_str(text()).expect("a module")
}

/// The plugin.
pub fn component() -> Vec<u8> {
    let mut module = module();
    let wit = |name: &str| {
        let path = format!("{}/../../../plugins/wit/v1/{name}.wit", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).expect("the contract").replace("package etalon:plugin@0.1.0;", "")
    };
    let world = "world made { export meta; export row-metrics; }";
    let contract = format!("package etalon:plugin@0.1.0;\n{}{}{world}", wit("types"), wit("metrics"));
    let mut resolve = Resolve::default();
    let package = resolve.push_str("contract.wit", &contract).expect("the contract is read");
    let world = resolve.select_world(&[package], Some("made")).expect("the world is there");
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false).expect("types");
    ComponentEncoder::default().module(&module).and_then(|encoder| encoder.encode()).expect("a component")
}
