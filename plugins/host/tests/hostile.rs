//! Plugins that mean ill, or are broken: each stays within its limits and is named, and nobody else is hurt.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

#[path = "hostile/asked.rs"]
mod asked;
#[path = "hostile/connectors.rs"]
mod connectors;
#[path = "hostile/files.rs"]
mod files;
#[path = "hostile/forged.rs"]
mod forged;
#[path = "hostile/imports.rs"]
mod imports;
#[path = "hostile/windows.rs"]
mod windows;

use etalon_contract::Limits;
use std::fmt::Write;
use std::time::{Duration, Instant};
use support::{Make, ask, host, load, told};

/// Small, so that what goes beyond is found out soon.
fn limits() -> Limits {
    Limits {
        memory: 16 << 20,
        work: 2_000_000,
        work_per_row: 100_000,
        time: Duration::from_secs(20),
        instances: 2,
        text: 1 << 10,
        log: 1 << 10,
    }
}

/// A plugin whose idea of the log is not the contract's.
fn forged_log() -> Vec<u8> {
    let make = Make {
        world: "import log; export row-metrics;".to_owned(),
        imports: r#"(import "etalon:plugin/log@0.1.0" "write" (func (param i64)))"#.to_owned(),
        ..Make::default()
    };
    support::component_with(&make.text(), &|contract| {
        contract.replace(
            "write: func(level: level, text: string, fields: list<tuple<string, string>>);",
            "write: func(at: u64);",
        )
    })
}

/// A plugin whose functions are not the contract's.
fn forged_score() -> Vec<u8> {
    let text = Make::default().text();
    let from = text.find("(param $metric i32)").unwrap();
    let to = from + text[from..].find("(local $i").unwrap();
    let text = format!("{}(param $rows i32) (param $cols i32) (result i32) {}", &text[..from], &text[to..]);
    support::component_with(&text, &|contract| {
        let score = "score: func(metric: string, args: batch, constants: list<column>) -> result<column, fault>;";
        assert!(contract.contains(score));
        contract.replace(score, "score: func(at: u32, len: u32) -> u32;")
    })
}

/// Numbers that a neighbour gives back, whatever happens beside it.
const ROWS: [i64; 4] = [1_000_000, 2_000_000, 13_000_000, 4_500_000];

/// Tries each file, asks it if it is loaded, and tells what happened, one line each.
fn tried(files: Vec<(&str, Vec<u8>)>) -> String {
    let neighbour = Make::default().load(&host(), &limits()).unwrap();
    let mut all = String::new();
    for (name, bytes) in files {
        let began = Instant::now();
        let outcome = match load(&host(), &bytes, &limits()) {
            Err(refusal) => format!("refused: {refusal}"),
            Ok(module) => {
                let first = ask(module.as_ref(), "echo", &ROWS);
                assert_eq!(first, ask(module.as_ref(), "echo", &ROWS), "{name}: the same again");
                told(&first)
            }
        };
        assert!(began.elapsed() < Duration::from_secs(60), "{name} took {:?}", began.elapsed());
        assert_eq!(told(&ask(neighbour.as_ref(), "echo", &ROWS)), "1000000 | 2000000 | 13000000 | 4500000", "{name}");
        writeln!(all, "{name}\n    {}", outcome.replace('\n', "\n    ")).unwrap();
    }
    all
}
