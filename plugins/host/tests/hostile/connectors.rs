//! Connectors may import more, and get nothing of it while they are looked at; as metrics they are not loaded at all.

use super::limits;
use crate::support::{Make, host, plugin};

const SINK: &str = r#"{"schema":"etalon-plugin/1","name":"sink","version":"1.0.0","needs":{"secrets":[{"name":"token"}]},
 "actions":[{"name":"tell","fields":[{"name":"text","type":"text"}]}]}"#;

/// A sink that may ask for its secrets.
fn sink() -> Make {
    Make {
        world: "import secrets; export sink;".to_owned(),
        imports: r#"(import "etalon:plugin/secrets@0.1.0" "placeholder" (func $secret (param i32 i32 i32)))"#.to_owned(),
        describe: SINK.to_owned(),
        scores: false,
        more: r#"
          (func (export "etalon:plugin/sink@0.1.0#check") (result i32) unreachable)
          (func (export "etalon:plugin/sink@0.1.0#preview") (param i32 i32 i32 i32 i32 i32 i64 i32 i32 i32) (result i32) unreachable)
          (func (export "etalon:plugin/sink@0.1.0#deliver") (param i32 i32) (result i32) unreachable)"#
            .to_owned(),
        ..Make::default()
    }
}

#[test]
fn a_connector_is_looked_at_with_nothing_granted() {
    let inspected = host().inspect(&sink().bytes()).unwrap();
    assert!(inspected.offers.sink && inspected.offers.connects());
    assert!(inspected.imports.contains(&"etalon:plugin/secrets@0.1.0".to_owned()));

    let curious = Make {
        describe_body: Some("(call $secret (i32.const 131072) (i32.const 5) (i32.const 80)) (i32.const 80)"),
        ..sink()
    };
    let refusal = host().inspect(&curious.bytes()).unwrap_err();
    assert_eq!(refusal.what, "it does not describe itself: it asked for something that was not granted");
}

#[test]
fn a_connector_is_no_metric() {
    let bytes = sink().bytes();
    let described = plugin(&host().inspect(&bytes).unwrap().description);
    let refusal = host().metric(&described, &bytes, &limits(), &Default::default()).unwrap_err();
    assert_eq!(refusal.what, "it imports `etalon:plugin/secrets@0.1.0`, which no metric plugin may");
}

/// A sink that imports one function more, of a package that is not the contract's.
fn wants(package: &'static str, name: &str) -> String {
    let id = package.strip_prefix("package ").unwrap().split(';').next().unwrap();
    let (plain, version) = id.split_once('@').map_or((id, String::new()), |(p, v)| (p, format!("@{v}")));
    let full = format!("{plain}/{name}{version}");
    let make = Make {
        foreign: package,
        world: format!("import {full}; export sink;"),
        imports: format!(r#"(import "{full}" "f" (func))"#),
        ..sink()
    };
    match host().inspect(&make.bytes()) {
        Ok(_) => "loaded".to_owned(),
        Err(refusal) => refusal.to_string().replace('\n', "\n    "),
    }
}

/// What a connector may import is named one by one; what stands beside it, in another version too, is refused by name.
#[test]
fn imports_that_no_connector_may() {
    let all = [
        wants("package wasi:filesystem@0.2.3; interface preopens { f: func(); }", "preopens"),
        wants("package wasi:filesystem@0.2.3; interface types { f: func(); }", "types"),
        wants("package wasi:cli@0.2.3; interface environment { f: func(); }", "environment"),
        wants("package wasi:cli@0.2.3; interface stdout { f: func(); }", "stdout"),
        wants("package wasi:sockets@0.2.3; interface tcp { f: func(); }", "tcp"),
        wants("package wasi:sockets@0.2.3; interface ip-name-lookup { f: func(); }", "ip-name-lookup"),
        wants("package wasi:http@0.2.3; interface incoming-handler { f: func(); }", "incoming-handler"),
        wants("package wasi:http@0.3.0; interface outgoing-handler { f: func(); }", "outgoing-handler"),
        wants("package wasi:io@0.3.0; interface poll { f: func(); }", "poll"),
        wants("package wasi:random@0.2.3; interface insecure { f: func(); }", "insecure"),
        wants("package wasi:clocks@0.2.3; interface timezone { f: func(); }", "timezone"),
        wants("package wasi:nn@0.2.0; interface graph { f: func(); }", "graph"),
        wants("package evil:host; interface door { f: func(); }", "door"),
        wants("package etalon:plugins@0.1.0; interface log { f: func(); }", "log"),
    ];
    insta::assert_snapshot!(all.join("\n"));
}
