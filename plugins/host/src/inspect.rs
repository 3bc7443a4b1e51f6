//! What a file is, without trusting it: nothing is granted, and little work.

use crate::compile::sha256;
use crate::failure::{bytes, shown, told};
use crate::imports::surface;
use crate::v1::bindings::exports::etalon::plugin::{meta, row_metrics, windows};
use crate::{Budget, Frame, Host, Offers, Refusal};
use etalon_contract::{CONTRACT, Description, Limits};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use wasmtime::Store;
use wasmtime::component::{Component, Instance, InstancePre, Linker};

/// What starting and describing itself may take.
const BUDGET: Budget = Budget { work: 100_000_000, asked: 100, time: Duration::from_secs(5) };
/// Bytes of memory for that.
const MEMORY: u64 = 256 << 20;
/// In what memories are measured, bytes.
const PAGE: u64 = 64 << 10;
/// The longest description, bytes.
const LONGEST: usize = 1 << 20;

/// What a file is.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspected {
    /// What it says of itself. It was checked for form, not for truth.
    pub description: Description,
    /// SHA-256 of the file, hex.
    pub sha256: String,
    /// The version of the contract it was built for: "0.1.0".
    pub contract: String,
    /// What it imports, by full name.
    pub imports: Vec<String>,
    /// What it exports, by full name.
    pub exports: Vec<String>,
    /// Which of the contract's interfaces these are.
    pub offers: Offers,
}

impl Host {
    /// Looks at a file: compiles it (or takes it from the cache), checks imports, exports and the version of the contract, and lets it
    /// describe itself with nothing granted and little work.
    ///
    /// # Errors
    /// Says why it is not loaded.
    pub fn inspect(&self, bytes: &[u8]) -> Result<Inspected, Refusal> {
        self.inspect_code(bytes).map(|(inspected, _)| inspected)
    }

    /// The same, with its code.
    ///
    /// # Errors
    /// Says why it is not loaded.
    pub fn inspect_code(&self, bytes: &[u8]) -> Result<(Inspected, Component), Refusal> {
        let hash = sha256(bytes);
        let component = self.hashed(&hash, || Ok(bytes))?;
        Ok((self.inspected(&component, hash)?, component))
    }

    pub(crate) fn inspected(&self, component: &Component, sha256: String) -> Result<Inspected, Refusal> {
        let surface = surface(component, self.engine())?;
        let limits = Limits { memory: MEMORY, ..Limits::default() };
        let frame = Frame::new("plugin", Arc::new(BTreeMap::new()), &limits, Arc::new(|_| {}));
        let started = self.start(component, &frame, surface.offers.connects())?;
        let text = describe(&started, &frame)?;
        let description = read(&text, surface.offers)?;
        Ok(Inspected {
            description,
            sha256,
            contract: surface.contract,
            imports: surface.imports,
            exports: surface.exports,
            offers: surface.offers,
        })
    }

    /// Links a plugin and starts it once, to see that it fits and starts. With `unasked` imports that nobody offers are there too, and end
    /// whoever calls them.
    pub(crate) fn start(
        &self,
        component: &Component,
        frame: &Frame,
        unasked: bool,
    ) -> Result<InstancePre<Frame>, Refusal> {
        if let Some(needs) = component.resources_required()
            && let Some(pages) = needs.max_initial_memory_size
            && let memory = pages.saturating_mul(PAGE)
            && memory > frame.memory()
        {
            return Err(Refusal::new(format!(
                "it needs {} of memory from the start; {} are granted",
                bytes(memory),
                bytes(frame.memory())
            ))
            .help("grant it more in etalon.toml (`memory = \"128 MiB\"`), if you trust it with that much"));
        }
        let mut linker = Linker::new(self.engine());
        Frame::offer(&mut linker, |frame| frame).map_err(|e| unlike(&e))?;
        if unasked {
            linker.define_unknown_imports_as_traps(component).map_err(|e| unlike(&e))?;
        }
        let pre = linker.instantiate_pre(component).map_err(|e| unlike(&e))?;
        instance(&pre, frame, |store, instance| {
            meta::GuestIndices::new(&pre)?.load(&mut *store, instance)?;
            if let Ok(exports) = row_metrics::GuestIndices::new(&pre) {
                exports.load(&mut *store, instance)?;
            }
            if let Ok(exports) = windows::GuestIndices::new(&pre) {
                exports.load(&mut *store, instance)?;
            }
            Ok(())
        })?
        .map_err(|e| unlike(&e))?;
        Ok(pre)
    }
}

/// Starts it, and does something with it.
fn instance<T>(
    pre: &InstancePre<Frame>,
    frame: &Frame,
    then: impl FnOnce(&mut Store<Frame>, &Instance) -> wasmtime::Result<T>,
) -> Result<wasmtime::Result<T>, Refusal> {
    let mut store = crate::v1::store(pre.engine(), frame);
    Frame::arm(&mut store, |frame| frame, BUDGET);
    match pre.instantiate(&mut store) {
        Ok(instance) => Ok(then(&mut store, &instance)),
        Err(error) => {
            let failure = told(&error, store.data(), BUDGET);
            Err(Refusal::new(format!("it does not start: it {}", failure.words())))
        }
    }
}

fn describe(pre: &InstancePre<Frame>, frame: &Frame) -> Result<String, Refusal> {
    let mut why = None;
    let text = instance(pre, frame, |store, instance| {
        // Little more than the text itself may be handed over.
        store.set_hostcall_fuel(LONGEST);
        let guest = meta::GuestIndices::new(pre)?.load(&mut *store, instance)?;
        let text = guest.call_describe(&mut *store);
        why = text.as_ref().err().map(|error| told(error, store.data(), BUDGET));
        text
    })?;
    text.map_err(|error| {
        let words = why.map_or_else(|| error.to_string(), |failure| failure.words().to_owned());
        if words.starts_with("gave more than") {
            return Refusal::new(format!("its description is longer than {}", bytes(LONGEST as u64)));
        }
        Refusal::new(format!("it does not describe itself: it {words}"))
    })
}

/// Reads the description and holds it against what the file exports.
fn read(text: &str, offers: Offers) -> Result<Description, Refusal> {
    let description: Description = serde_json::from_str(text)
        .map_err(|e| Refusal::new(format!("its description cannot be read: {}", shown(&e.to_string()))))?;
    if let Err(wrong) = description.plugin("plugin", "") {
        let more = if wrong.len() > 3 { format!("; and {} more", wrong.len() - 3) } else { String::new() };
        let first: Vec<String> = wrong.iter().take(3).map(|w| shown(w)).collect();
        return Err(Refusal::new(format!("its description is wrong: {}{more}", first.join("; "))));
    }
    let missing = [
        (!description.metrics.is_empty() && !offers.metrics, "metrics", "row-metrics"),
        (!description.windows.is_empty() && !offers.windows, "windows", "windows"),
        (!description.streams.is_empty() && !offers.source, "streams", "source"),
        (!description.actions.is_empty() && !offers.sink, "actions", "sink"),
    ];
    match missing.iter().find(|(missing, ..)| *missing) {
        Some((_, what, interface)) => Err(Refusal::new(format!(
            "it describes {what}, but does not export `etalon:plugin/{interface}`: nobody could ask it for them"
        ))),
        None => Ok(description),
    }
}

/// Its functions are not those of the contract.
fn unlike(error: &wasmtime::Error) -> Refusal {
    let chain: Vec<String> =
        error.chain().map(|cause| shown(cause.to_string().lines().next().unwrap_or_default())).collect();
    Refusal::new(format!("it does not fit contract {CONTRACT}: {}", chain.join(": ")))
        .help("build it again with the WIT files of this contract (plugins/wit/v1)")
}
