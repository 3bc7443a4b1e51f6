//! Plugins for tests, written as WebAssembly text: no tool chain for guests is needed.
#![expect(clippy::unwrap_used, reason = "a test that cannot build its plugin fails")]

use std::path::Path;
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

/// `effort(waited)`: 100 points less one a second. What it does with a row whose wait is exactly 13 seconds is said by `on_13`.
pub struct Effort {
    pub version: &'static str,
    /// An instruction: "nop", "unreachable".
    pub on_13: &'static str,
    /// What is taken off a second, points.
    pub a_second: &'static str,
    /// More of the description, from a comma on.
    pub more: &'static str,
}

impl Default for Effort {
    fn default() -> Self {
        Self { version: "1.0.0", on_13: "nop", a_second: "1", more: "" }
    }
}

impl Effort {
    fn description(&self) -> String {
        format!(
            r#"{{"schema": "etalon-plugin/1", "name": "effort", "version": "{}", "doc": "What a customer had to bear.",
            "metrics": [{{"name": "effort", "doc": "100 = no wait.", "params": [{{"name": "waited", "type": "duration"}}],
            "returns": {{"type": "number", "unit": "points", "range": [-10000, 100], "scale": 1}}}}]{}}}"#,
            self.version, self.more
        )
    }

    /// The core module as text. Answers lie where the waits lay: both take eight bytes.
    pub fn text(&self) -> String {
        let describe = self.description();
        let escaped: String = describe.bytes().map(|byte| format!("\\{byte:02x}")).collect();
        let Self { on_13, a_second, .. } = self;
        format!(
            r#"(module
  (memory (export "memory") 64)
  (global $next (mut i32) (i32.const 131072))
  (data (i32.const 1024) "{escaped}")
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
    (local $at i32)
    (local.set $at (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
    (global.set $next (i32.add (local.get $at) (local.get 3)))
    (local.get $at))
  (func (export "etalon:plugin/meta@0.1.0#describe") (result i32)
    (i32.store (i32.const 16) (i32.const 1024)) (i32.store (i32.const 20) (i32.const {length})) (i32.const 16))
  (func (export "etalon:plugin/row-metrics@0.1.0#score")
    (param $metric i32) (param $metric_len i32) (param $rows i32) (param $cols i32) (param $ncols i32)
    (param $consts i32) (param $nconsts i32) (result i32) (local $at i32) (local $end i32)
    (local.set $at (i32.load offset=4 (local.get $cols)))
    (local.set $end (i32.add (local.get $at) (i32.mul (local.get $rows) (i32.const 8))))
    (i32.store8 (i32.const 32) (i32.const 0))
    (i32.store8 (i32.const 36) (i32.const 2))
    (i32.store (i32.const 40) (local.get $at))
    (i32.store (i32.const 44) (local.get $rows))
    (i32.store8 (i32.const 56) (i32.const 0))
    (block $done (loop $more
      (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
      (if (i64.eq (i64.load (local.get $at)) (i64.const 13000000)) (then {on_13}))
      (f64.store (local.get $at) (f64.sub (f64.const 100)
        (f64.mul (f64.const {a_second}) (f64.div (f64.convert_i64_s (i64.load (local.get $at))) (f64.const 1000000)))))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br $more)))
    (i32.const 32)))"#,
            length = describe.len()
        )
    }

    /// The component.
    pub fn bytes(&self) -> Vec<u8> {
        component(&self.text())
    }

    /// Puts it into `plugins/` of a standard's folder.
    pub fn put(&self, folder: &Path) {
        std::fs::create_dir_all(folder.join("plugins")).unwrap();
        std::fs::write(folder.join("plugins/effort.wasm"), self.bytes()).unwrap();
    }
}

/// A core module in text, made a component of the contract's world of metrics without windows.
pub fn component(text: &str) -> Vec<u8> {
    let mut module = wat::parse_str(text).unwrap();
    let mut resolve = Resolve::default();
    let wit = |name: &str| {
        let path = format!("{}/../../plugins/wit/v1/{name}.wit", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap().replace("package etalon:plugin@0.1.0;", "")
    };
    let contract = format!(
        "package etalon:plugin@0.1.0;\n{}{}{}\nworld made {{ export meta; export row-metrics; }}\n",
        wit("types"),
        wit("metrics"),
        wit("host"),
    );
    let package = resolve.push_str("contract.wit", &contract).unwrap();
    let world = resolve.select_world(&[package], Some("made")).unwrap();
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false).unwrap();
    ComponentEncoder::default().validate(true).module(&module).unwrap().encode().unwrap()
}
