//! How long it takes until a plugin that was compiled before can be asked.

use crate::clock::{median, now};
use crate::guest;
use etalon_contract::Limits;
use etalon_host::Host;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

const TIMES: usize = 25;

pub fn text() -> String {
    let mut text = String::from(
        "### From the folder of compiled plugins until it can be asked\n\n\
         | plugin | bytes | compiled, ms on the wall | loaded, ms of processor time | on the wall | the host itself, ms |\n\
         |---|---|---|---|---|---|\n",
    );
    text += &line("the guest of this benchmark", &guest::component());
    let guests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../target/guests");
    for (name, file) in [
        ("`effort` in Rust", "effort.wasm"),
        ("erlang-c", "erlang-c.wasm"),
        ("text-signals", "text-signals.wasm"),
        ("`effort` in C", "effort_c.wasm"),
        ("`effort` in JavaScript", "effort_js.wasm"),
        ("`effort` in Python", "effort_python.wasm"),
    ] {
        if let Ok(bytes) = std::fs::read(guests.join(file)) {
            text += &line(name, &bytes);
        }
    }
    text
}

fn line(name: &str, bytes: &[u8]) -> String {
    let folder = std::env::temp_dir().join(format!("etalon-bench-plugins-{}", std::process::id()));
    let host = || Host::new(Some(folder.clone())).expect("a host");
    let first = host();
    let began = Instant::now();
    let inspected = first.inspect(bytes).expect("a plugin");
    let compiled = began.elapsed().as_secs_f64() * 1e3;
    let plugin = inspected.description.plugin("effort", "").expect("it is described");
    // A host that never saw it each time: what a program that starts has to do. The host's own start is told apart.
    let (mut starts, mut loads, mut walls) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..TIMES {
        let began = now();
        let host = host();
        starts.push((now() - began).as_secs_f64() * 1e3);
        let (began, wall) = (now(), Instant::now());
        host.metric(&plugin, bytes, &Limits::default(), &BTreeMap::new()).expect("it is loaded");
        loads.push((now() - began).as_secs_f64() * 1e3);
        walls.push(wall.elapsed().as_secs_f64() * 1e3);
    }
    let _ = std::fs::remove_dir_all(&folder);
    format!(
        "| {name} | {} | {compiled:.0} | {:.2} | {:.2} | {:.2} |\n",
        bytes.len(),
        median(loads),
        median(walls),
        median(starts)
    )
}
