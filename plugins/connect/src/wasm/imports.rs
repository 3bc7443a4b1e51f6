//! What a connector may import: the world of its kind, what wasi:http stands on, clocks and random bytes. Anything else is refused by name.

use super::Refusal;
use etalon_contract::{CONTRACT, contract_fits};
use wasmtime::Engine;
use wasmtime::component::Component;

const OURS: [&str; 7] = ["types", "connector-types", "log", "config", "clock", "secrets", "scratch"];
const WASI: [&str; 8] = [
    "wasi:http/types",
    "wasi:http/outgoing-handler",
    "wasi:io/error",
    "wasi:io/poll",
    "wasi:io/streams",
    "wasi:clocks/monotonic-clock",
    "wasi:clocks/wall-clock",
    "wasi:random/random",
];

/// What a component can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kinds {
    /// It brings events in.
    pub source: bool,
    /// It carries actions out.
    pub sink: bool,
    /// The version of the contract that it was built for.
    pub contract: String,
}

pub(super) fn kinds(engine: &Engine, component: &Component) -> Result<Kinds, Refusal> {
    let form = component.component_type();
    for (name, _) in form.imports(engine) {
        let (import, version) = name.split_once('@').unwrap_or((name, ""));
        if let Some(ours) = import.strip_prefix("etalon:plugin/") {
            fits(version)?;
            if !OURS.contains(&ours) {
                return Err(outside(name));
            }
        } else if !WASI.contains(&import) || !version.starts_with("0.2.") {
            return Err(outside(name));
        }
    }
    let mut found = Kinds { source: false, sink: false, contract: String::new() };
    let mut meta = false;
    for (name, _) in form.exports(engine) {
        let Some(ours) = name.strip_prefix("etalon:plugin/") else { continue };
        let (export, version) = ours.split_once('@').unwrap_or((ours, ""));
        fits(version)?;
        version.clone_into(&mut found.contract);
        match export {
            "meta" => meta = true,
            "source" => found.source = true,
            "sink" => found.sink = true,
            _ => {}
        }
    }
    if !meta {
        return Err(Refusal {
            what: "it does not say what it is: `etalon:plugin/meta` is not exported".to_owned(),
            help: "export the interface `meta` of the contract; the SDK does it by itself".to_owned(),
        });
    }
    if !found.source && !found.sink {
        return Err(Refusal {
            what: "it is no connector: neither `source` nor `sink` is exported".to_owned(),
            help: "a connector exports `etalon:plugin/source` or `etalon:plugin/sink`".to_owned(),
        });
    }
    Ok(found)
}

fn fits(version: &str) -> Result<(), Refusal> {
    if contract_fits(version) {
        return Ok(());
    }
    Err(Refusal {
        what: format!("it was built for the contract {version}; this etalon speaks {CONTRACT}"),
        help: "build it with the SDK of that version, or take another etalon".to_owned(),
    })
}

fn outside(name: &str) -> Refusal {
    let help = if name.starts_with("wasi:sockets/") {
        "a connector reaches the network only through `wasi:http/outgoing-handler`, where the operator's grants hold"
    } else if name.starts_with("wasi:filesystem/") || name.starts_with("wasi:cli/") {
        "a connector sees no file, no environment and no argument: settings come from `config`, what it remembers goes to `scratch`; \
         build it for wasm32-unknown-unknown"
    } else {
        "a connector may import log, config, clock, secrets and scratch of the contract, and wasi:http, wasi:io, wasi:clocks and wasi:random"
    };
    Refusal { what: format!("it asks for `{name}`, which connectors do not get"), help: help.to_owned() }
}
