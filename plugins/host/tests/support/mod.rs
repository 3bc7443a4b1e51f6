//! Plugins for tests, written as WebAssembly text: no tool chain for guests is needed.
#![expect(clippy::unwrap_used, reason = "a test that cannot build its plugin fails")]
#![allow(dead_code, reason = "each test uses a part of this")]

pub mod window;

use etalon_contract::{Description, Limits};
use etalon_core::plugin::{Batch, Column, Data, Module, Plugin, Scored};
use etalon_host::{Host, Refusal};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

/// One host for all tests of a program: each sets aside addresses for its instances.
pub fn host() -> Host {
    static HOST: OnceLock<Host> = OnceLock::new();
    HOST.get_or_init(|| Host::new(None).unwrap()).clone()
}

/// A plugin in the making. What is not said is as in an honest one: `echo(x)` gives x.
#[derive(Clone)]
pub struct Make {
    pub version: &'static str,
    /// Lines of the world beside `export meta`.
    pub world: String,
    /// Another package that the world imports from.
    pub foreign: &'static str,
    pub describe: String,
    /// Instead of what describes.
    pub describe_body: Option<&'static str>,
    /// The body of `score`. Locals: $metric $metric_len $rows $cols $ncols $consts $nconsts, and $i $j $p. Gives the address of the result.
    pub score: String,
    /// Whether the module has a `score`.
    pub scores: bool,
    /// More fields of the module.
    pub more: String,
    /// Imports of the module: they come first.
    pub imports: String,
    pub pages: u32,
}

pub const ECHO: &str = r#"{"schema":"etalon-plugin/1","name":"echo","version":"1.0.0",
 "metrics":[{"name":"echo","params":[{"name":"x","type":"number"}],"returns":{"type":"number","scale":2}}]}"#;

/// Writes "here are the numbers of the first column" and gives the address.
pub const GIVE_FIRST: &str = "(call $numbers (i32.load offset=4 (local.get $cols)) (local.get $rows))";

impl Default for Make {
    fn default() -> Self {
        Self {
            version: "0.1.0",
            world: "export row-metrics;".to_owned(),
            foreign: "",
            describe: ECHO.to_owned(),
            describe_body: None,
            score: GIVE_FIRST.to_owned(),
            scores: true,
            more: String::new(),
            imports: String::new(),
            pages: 64,
        }
    }
}

impl Make {
    /// The core module as text.
    pub fn text(&self) -> String {
        let Self { version, describe, score, more, imports, pages, .. } = self;
        let escaped: String = describe.bytes().map(|b| format!("\\{b:02x}")).collect();
        let length = describe.len();
        let data = if length == 0 { String::new() } else { format!("(data (i32.const 131072) \"{escaped}\")") };
        let describe_body = self.describe_body.map_or_else(
            || {
                format!(
                    "(i32.store (i32.const 16) (i32.const 131072)) (i32.store (i32.const 20) (i32.const {length})) (i32.const 16)"
                )
            },
            str::to_owned,
        );
        let score = if self.scores {
            format!(
                r#"(func (export "etalon:plugin/row-metrics@{version}#score")
    (param $metric i32) (param $metric_len i32) (param $rows i32) (param $cols i32) (param $ncols i32)
    (param $consts i32) (param $nconsts i32) (result i32) (local $i i32) (local $j i32) (local $p i32)
    {score})"#
            )
        } else {
            String::new()
        };
        format!(
            r#"(module
  {imports}
  (memory (export "memory") {pages})
  (global $next (mut i32) (i32.const 1048576))
  {data}
  (func $realloc (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
    (local $at i32)
    (local.set $at (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
    (global.set $next (i32.add (local.get $at) (local.get 3)))
    (local.get $at))
  ;; "here is a column": 0 yes/no, 1 whole, 2 numbers
  (func $give (param $kind i32) (param $at i32) (param $len i32) (result i32)
    (i32.store8 (i32.const 32) (i32.const 0))
    (i32.store8 (i32.const 36) (local.get $kind))
    (i32.store (i32.const 40) (local.get $at))
    (i32.store (i32.const 44) (local.get $len))
    (i32.store8 (i32.const 56) (i32.const 0))
    (i32.const 32))
  (func $numbers (param i32 i32) (result i32) (call $give (i32.const 2) (local.get 0) (local.get 1)))
  ;; all rows have the text that lies there
  (func $text (param $at i32) (param $len i32) (param $rows i32) (result i32)
    (i32.store (i32.const 64) (local.get $at))
    (i32.store (i32.const 68) (local.get $len))
    (drop (call $give (i32.const 3) (i32.const 200000) (local.get $rows)))
    (i32.store (i32.const 48) (i32.const 64))
    (i32.store (i32.const 52) (i32.const 1))
    (i32.const 32))
  ;; the number of the first column in a row
  (func $x (param $cols i32) (param $row i32) (result f64)
    (f64.load (i32.add (i32.load offset=4 (local.get $cols)) (i32.shl (local.get $row) (i32.const 3)))))
  {more}
  (func (export "etalon:plugin/meta@{version}#describe") (result i32) {describe_body})
  {score})"#
        )
    }

    /// The component with another `realloc`.
    pub fn realloc(&self, body: &str) -> Vec<u8> {
        let text = self.text();
        let from = text.find("    (local $at i32)").unwrap();
        let to = text[from..].find("  ;; \"here").unwrap() + from;
        component(&format!("{}{body})\n{}", &text[..from], &text[to..]), self.version, &self.world, self.foreign)
    }

    /// The component.
    pub fn bytes(&self) -> Vec<u8> {
        component(&self.text(), self.version, &self.world, self.foreign)
    }

    /// Loads it as the host of an application would.
    pub fn load(&self, host: &Host, limits: &Limits) -> Result<Arc<dyn Module>, Refusal> {
        load(host, &self.bytes(), limits)
    }
}

/// A core module in text, made a component of a world of the contract.
pub fn component(text: &str, version: &str, world: &str, foreign: &str) -> Vec<u8> {
    encoded(text, version, world, foreign, &|contract| contract)
}

/// The same with another contract; the world imports the log and exports functions of one row.
pub fn component_with(text: &str, change: &dyn Fn(String) -> String) -> Vec<u8> {
    encoded(text, "0.1.0", "import log; export row-metrics;", "", change)
}

fn encoded(text: &str, version: &str, world: &str, foreign: &str, change: &dyn Fn(String) -> String) -> Vec<u8> {
    let mut module = wat::parse_str(text).unwrap();
    let mut resolve = Resolve::default();
    if !foreign.is_empty() {
        resolve.push_str("foreign.wit", foreign).unwrap();
    }
    let wit = |name: &str| {
        let path = format!("{}/../wit/v1/{name}.wit", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap().replace("package etalon:plugin@0.1.0;", "")
    };
    let contract = format!(
        "package etalon:plugin@{version};\n{}{}{}{}\nworld made {{ export meta; {world} }}\n",
        wit("types"),
        wit("metrics"),
        wit("host"),
        wit("connectors"),
    );
    let package = resolve.push_str("contract.wit", &change(contract)).unwrap();
    let world = resolve.select_world(&[package], Some("made")).unwrap();
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false).unwrap();
    ComponentEncoder::default().validate(true).module(&module).unwrap().encode().unwrap()
}

/// As an application does it: looks at the file, then loads it under the description it gave.
pub fn load(host: &Host, bytes: &[u8], limits: &Limits) -> Result<Arc<dyn Module>, Refusal> {
    let plugin = plugin(&host.inspect(bytes)?.description);
    host.metric(&plugin, bytes, limits, &BTreeMap::new())
}

pub fn plugin(description: &Description) -> Plugin {
    description.plugin(&description.name, "").unwrap()
}

/// One column of numbers, in millionths.
pub fn numbers(values: &[i64]) -> Column<'_> {
    Column { data: Data::Ints(Cow::Borrowed(values)), valid: None }
}

/// Asks for one column of numbers.
pub fn ask(module: &dyn Module, metric: &str, values: &[i64]) -> Scored {
    module.score(metric, &[], Batch { rows: values.len(), columns: &[numbers(values)] })
}

/// Answers in short: "15 | - | ! gave no value"; if all are the same: "each row: 15".
pub fn told(scored: &Scored) -> String {
    let valid = |row: usize| scored.column.valid.as_ref().is_none_or(|valid| valid[row]);
    let row = |row: usize| {
        if let Some((_, fault)) = scored.faults.iter().find(|(faulted, _)| *faulted as usize == row) {
            return format!("! {}", fault.0);
        }
        if !valid(row) {
            return "-".to_owned();
        }
        match &scored.column.data {
            Data::Ints(v) => v[row].to_string(),
            Data::Flags(v) => v[row].to_string(),
            Data::Texts { codes, words } => words[codes[row] as usize].clone(),
        }
    };
    let rows: Vec<String> = (0..scored.column.data.len()).map(row).collect();
    match rows.first() {
        Some(first) if rows.len() > 1 && rows.iter().all(|row| row == first) => format!("each row: {first}"),
        _ => rows.join(" | "),
    }
}
