//! Windows for tests, written as WebAssembly text. An honest one sums a column by group.

use super::component;

pub const SUM: &str = r#"{"schema":"etalon-plugin/1","name":"sum","version":"1.0.0",
 "windows":[{"name":"sum","params":[{"name":"x","type":"number"}],"returns":{"type":"number","scale":2,"nullable":true},"retractable":true,"mergeable":true}]}"#;

/// What is not said is as in the honest one. Each body gives the address of its result; locals $i $g.
#[derive(Clone)]
pub struct MakeWindow {
    pub open: String,
    pub accumulate: String,
    pub save: String,
    pub finish: String,
}

/// Adds or takes away each row.
fn change(operation: &str) -> String {
    format!(
        "(loop $each (if (i32.lt_u (local.get $i) (local.get $rows)) (then
            (local.set $g (i32.shl (i32.load (i32.add (local.get $groups) (i32.shl (local.get $i) (i32.const 2)))) (i32.const 3)))
            (f64.store offset=400000 (local.get $g) ({operation} (f64.load offset=400000 (local.get $g))
                (f64.load (i32.add (i32.load offset=4 (local.get $cols)) (i32.shl (local.get $i) (i32.const 3))))))
            (local.set $i (i32.add (local.get $i) (i32.const 1))) (br $each))))
         (call $done)"
    )
}

impl Default for MakeWindow {
    fn default() -> Self {
        Self {
            open: "(i32.store (i32.const 36) (call $new (i32.const 1))) (call $done)".to_owned(),
            accumulate: change("f64.add"),
            // A list of lists: each 8 bytes of the sum.
            save: "(loop $each (if (i32.lt_u (local.get $i) (local.get $ngroups)) (then
                    (i32.store offset=800000 (i32.shl (local.get $i) (i32.const 3))
                      (i32.add (i32.const 400000) (i32.shl (i32.load (i32.add (local.get $groups) (i32.shl (local.get $i) (i32.const 2)))) (i32.const 3))))
                    (i32.store offset=800004 (i32.shl (local.get $i) (i32.const 3)) (i32.const 8))
                    (local.set $i (i32.add (local.get $i) (i32.const 1))) (br $each))))
                  (i32.store (i32.const 36) (i32.const 800000)) (i32.store (i32.const 40) (local.get $ngroups)) (call $done)"
                .to_owned(),
            finish: "(loop $each (if (i32.lt_u (local.get $i) (local.get $ngroups)) (then
                    (f64.store offset=700000 (i32.shl (local.get $i) (i32.const 3))
                      (f64.load offset=400000 (i32.shl (i32.load (i32.add (local.get $groups) (i32.shl (local.get $i) (i32.const 2)))) (i32.const 3))))
                    (local.set $i (i32.add (local.get $i) (i32.const 1))) (br $each))))
                  (call $numbers (i32.const 700000) (local.get $ngroups))"
                .to_owned(),
        }
    }
}

impl MakeWindow {
    pub fn bytes(&self) -> Vec<u8> {
        let Self { open, accumulate, save, finish } = self;
        let escaped: String = SUM.bytes().map(|b| format!("\\{b:02x}")).collect();
        let (length, retract) = (SUM.len(), change("f64.sub"));
        let of_rows = "(param $self i32) (param $groups i32) (param $ngroups i32) (param $rows i32) (param $cols i32) (param $ncols i32) (result i32) (local $i i32) (local $g i32)";
        let of_groups =
            "(param $self i32) (param $groups i32) (param $ngroups i32) (result i32) (local $i i32) (local $g i32)";
        let text = format!(
            r#"(module
  (import "[export]etalon:plugin/windows@0.1.0" "[resource-new]states" (func $new (param i32) (result i32)))
  (memory (export "memory") 64)
  (global $next (mut i32) (i32.const 1048576))
  (data (i32.const 131072) "{escaped}")
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
    (local $at i32)
    (local.set $at (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
    (global.set $next (i32.add (local.get $at) (local.get 3)))
    (local.get $at))
  (func $done (result i32) (global.set $next (i32.const 1048576)) (i32.store8 (i32.const 32) (i32.const 0)) (i32.const 32))
  (func $numbers (param i32 i32) (result i32)
    (i32.store8 (i32.const 36) (i32.const 2)) (i32.store (i32.const 40) (local.get 0)) (i32.store (i32.const 44) (local.get 1))
    (i32.store8 (i32.const 56) (i32.const 0)) (call $done))
  (func (export "etalon:plugin/meta@0.1.0#describe") (result i32)
    (i32.store (i32.const 16) (i32.const 131072)) (i32.store (i32.const 20) (i32.const {length})) (i32.const 16))
  (func (export "etalon:plugin/windows@0.1.0#[static]states.open") (param i32 i32 i32 i32) (result i32) {open})
  (func (export "etalon:plugin/windows@0.1.0#[method]states.accumulate") {of_rows} {accumulate})
  (func (export "etalon:plugin/windows@0.1.0#[method]states.retract") {of_rows} {retract})
  (func (export "etalon:plugin/windows@0.1.0#[method]states.merge")
    (param $self i32) (param $groups i32) (param $ngroups i32) (param $saved i32) (param $nsaved i32) (result i32) (local $i i32) (local $g i32)
    (loop $each (if (i32.lt_u (local.get $i) (local.get $ngroups)) (then
      (local.set $g (i32.shl (i32.load (i32.add (local.get $groups) (i32.shl (local.get $i) (i32.const 2)))) (i32.const 3)))
      (f64.store offset=400000 (local.get $g) (f64.add (f64.load offset=400000 (local.get $g))
        (f64.load (i32.load (i32.add (local.get $saved) (i32.shl (local.get $i) (i32.const 3)))))))
      (local.set $i (i32.add (local.get $i) (i32.const 1))) (br $each))))
    (call $done))
  (func (export "etalon:plugin/windows@0.1.0#[method]states.save") {of_groups} {save})
  (func (export "etalon:plugin/windows@0.1.0#[method]states.finish") {of_groups} {finish})
  (func (export "etalon:plugin/windows@0.1.0#[method]states.close") (param i32 i32 i32)))"#
        );
        component(&text, "0.1.0", "export windows;", "")
    }
}
