//! What a plugin asks for and what it offers, read from the file before anything of it runs.

use crate::Refusal;
use etalon_contract::{CONTRACT, contract_fits};
use wasmtime::Engine;
use wasmtime::component::Component;

/// What a metric plugin may import, without the version.
pub const METRIC: &[&str] = &["etalon:plugin/log", "etalon:plugin/config", "etalon:plugin/types"];

/// What a source or a sink may import, of WASI in the version 0.2. What of it is granted is another matter: without a grant it reaches
/// nothing.
pub const CONNECTOR: &[&str] = &[
    "etalon:plugin/log",
    "etalon:plugin/config",
    "etalon:plugin/types",
    "etalon:plugin/connector-types",
    "etalon:plugin/clock",
    "etalon:plugin/secrets",
    "etalon:plugin/scratch",
    "wasi:http/types",
    "wasi:http/outgoing-handler",
    "wasi:io/error",
    "wasi:io/poll",
    "wasi:io/streams",
    "wasi:clocks/monotonic-clock",
    "wasi:clocks/wall-clock",
    "wasi:random/random",
];

/// The interfaces that a plugin offers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Offers {
    /// Functions of one row.
    pub metrics: bool,
    /// Values of many rows.
    pub windows: bool,
    /// Events come in.
    pub source: bool,
    /// Actions go out.
    pub sink: bool,
}

impl Offers {
    /// Whether it reaches outside.
    #[must_use]
    pub fn connects(self) -> bool {
        self.source || self.sink
    }
}

/// What a file imports and exports, by name.
pub(crate) struct Surface {
    pub(crate) imports: Vec<String>,
    pub(crate) exports: Vec<String>,
    /// The version of the contract it was built for.
    pub(crate) contract: String,
    pub(crate) offers: Offers,
}

/// Reads the names and checks the contract and the imports.
pub(crate) fn surface(component: &Component, engine: &Engine) -> Result<Surface, Refusal> {
    let form = component.component_type();
    let imports: Vec<String> = form.imports(engine).map(|(name, _)| name.to_owned()).collect();
    let exports: Vec<String> = form.exports(engine).map(|(name, _)| name.to_owned()).collect();
    let Some(contract) = exports.iter().find_map(|name| version_of(name, "meta")) else {
        return Err(Refusal::new("this component is no plugin: it does not describe itself (no `etalon:plugin/meta`)")
            .help("a plugin exports `etalon:plugin/meta` and what it offers: see plugins/README.md"));
    };
    for name in exports.iter().chain(&imports) {
        fits(name)?;
    }
    let has = |interface: &str| exports.iter().any(|name| version_of(name, interface).is_some());
    let offers =
        Offers { metrics: has("row-metrics"), windows: has("windows"), source: has("source"), sink: has("sink") };
    if offers == Offers::default() {
        return Err(Refusal::new("the plugin offers nothing: neither metrics nor windows, no source and no sink")
            .help("export `etalon:plugin/row-metrics`, `windows`, `source` or `sink`"));
    }
    allowed(&imports, offers)?;
    Ok(Surface { imports, exports, contract, offers })
}

/// Refuses the first import that is not allowed, by name.
pub(crate) fn allowed(imports: &[String], offers: Offers) -> Result<(), Refusal> {
    let (list, kind) = if offers.connects() { (CONNECTOR, "connector") } else { (METRIC, "metric plugin") };
    let fine = |name: &str| {
        let (plain, version) = name.split_once('@').unwrap_or((name, ""));
        list.contains(&plain) && (!plain.starts_with("wasi:") || version.starts_with("0.2."))
    };
    let Some(name) = imports.iter().find(|name| !fine(name)) else { return Ok(()) };
    let help = if offers.connects() && name.starts_with("wasi:sockets/") {
        "a connector reaches the network only through `wasi:http/outgoing-handler`, where the operator's grants hold"
    } else if offers.connects() && (name.starts_with("wasi:filesystem/") || name.starts_with("wasi:cli/")) {
        "a connector sees no file, no environment and no argument: settings come from `config`, what it remembers goes to `scratch`; \
         build it for wasm32-unknown-unknown"
    } else if offers.connects() {
        "a connector may ask for http, a clock, randomness, its settings, its secrets and its own small store, nothing else"
    } else if name.starts_with("wasi:") {
        "metrics know nothing but their rows: build for wasm32-unknown-unknown (Rust) or without WASI (plugins/README.md says how)"
    } else {
        "metrics know nothing but their rows, their settings (`etalon:plugin/config`) and a log (`etalon:plugin/log`)"
    };
    Err(Refusal::new(format!("it imports `{}`, which no {kind} may", crate::failure::shown(name))).help(help))
}

/// The version with which `etalon:plugin/<interface>` is named.
fn version_of(name: &str, interface: &str) -> Option<String> {
    let rest = name.strip_prefix("etalon:plugin/")?;
    let (named, version) = rest.split_once('@').unwrap_or((rest, ""));
    (named == interface).then(|| version.to_owned())
}

fn fits(name: &str) -> Result<(), Refusal> {
    let Some(rest) = name.strip_prefix("etalon:plugin/") else { return Ok(()) };
    let version = rest.split_once('@').map_or("", |(_, version)| version);
    if contract_fits(version) {
        return Ok(());
    }
    let built =
        if version.is_empty() { "no version of the contract".to_owned() } else { format!("contract {version}") };
    Err(Refusal::new(format!("built for {built}; this host has {CONTRACT}"))
        .help("build it with an SDK of this version, or use a program that knows its contract (compatibility table: plugins/README.md)"))
}
