//! What a plugin may not ask for, and contracts that are not this one.

use super::tried;
use crate::support::{ECHO, Make};

/// A plugin that imports one function of an interface.
fn wants(package: &'static str, import: &str, interface: &str, function: &str, takes: &str) -> Vec<u8> {
    Make {
        foreign: package,
        world: format!("import {import}; export row-metrics;"),
        imports: format!(r#"(import "{interface}" "{function}" (func {takes}))"#),
        ..Make::default()
    }
    .bytes()
}

#[test]
fn imports_outside_the_contract() {
    let of = |package: &'static str, name: &str| {
        let id = package.strip_prefix("package ").unwrap().split(';').next().unwrap();
        let (plain, version) = id.split_once('@').map_or((id, String::new()), |(p, v)| (p, format!("@{v}")));
        let full = format!("{plain}/{name}{version}");
        wants(package, &full, &full, "f", "")
    };
    let all = tried(vec![
        ("randomness", of("package wasi:random@0.2.3; interface random { f: func(); }", "random")),
        ("the clock", of("package wasi:clocks@0.2.3; interface wall-clock { f: func(); }", "wall-clock")),
        ("files", of("package wasi:filesystem@0.2.3; interface preopens { f: func(); }", "preopens")),
        ("the environment", of("package wasi:cli@0.2.3; interface environment { f: func(); }", "environment")),
        ("the screen", of("package wasi:cli@0.2.3; interface stdout { f: func(); }", "stdout")),
        ("sockets", of("package wasi:sockets@0.2.3; interface tcp { f: func(); }", "tcp")),
        ("the web", of("package wasi:http@0.2.3; interface outgoing-handler { f: func(); }", "outgoing-handler")),
        ("threads", of("package wasi:thread@0.1.0; interface spawn { f: func(); }", "spawn")),
        ("a door of its own", of("package evil:host; interface door { f: func(); }", "door")),
        (
            "a name that is written like the log",
            of("package etalon:plugins@0.1.0; interface log { f: func(); }", "log"),
        ),
        (
            "the secrets of connectors",
            wants("", "secrets", "etalon:plugin/secrets@0.1.0", "placeholder", "(param i32 i32 i32)"),
        ),
        ("the clock of connectors", wants("", "clock", "etalon:plugin/clock@0.1.0", "now", "(result i64)")),
        (
            "a function without a house",
            Make {
                world: "import open-door: func(); export row-metrics;".to_owned(),
                imports: r#"(import "$root" "open-door" (func))"#.to_owned(),
                ..Make::default()
            }
            .bytes(),
        ),
        ("a log that takes something else", super::forged_log()),
        ("a function of the contract that takes something else", super::forged_score()),
        ("the contract before", Make { version: "0.0.9", ..Make::default() }.bytes()),
        ("the contract after", Make { version: "0.2.0", ..Make::default() }.bytes()),
        ("the contract of a far future", Make { version: "7.0.0", ..Make::default() }.bytes()),
        ("a draft of the contract", Make { version: "0.1.0-draft", ..Make::default() }.bytes()),
    ]);
    insta::assert_snapshot!(all);
}

#[test]
fn a_newer_version_of_the_same_track_is_loaded() {
    let newer = Make { version: "0.1.9", describe: ECHO.to_owned(), ..Make::default() };
    assert_eq!(tried(vec![("newer", newer.bytes())]), "newer\n    1000000 | 2000000 | 13000000 | 4500000\n");
}
