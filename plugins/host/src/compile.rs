//! From bytes to code, once for each content.

use crate::{Host, Refusal};
use sha2::{Digest, Sha256};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::PoisonError;
use wasmtime::component::Component;

/// How many compiled plugins are kept at hand.
const KEPT: usize = 32;
/// The largest file that is looked at: a Python plugin has 18 MB.
const LARGEST: usize = 128 << 20;
/// The first bytes of a module, and of a component.
const MODULE: &[u8] = b"\0asm\x01\0\0\0";
const COMPONENT: &[u8] = b"\0asm\x0d\0\x01\0";

/// SHA-256, hex.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Host {
    /// The code of a component: as it was compiled before, else compiled now.
    ///
    /// # Errors
    /// Says why the bytes are no component that can be run here.
    pub fn component(&self, bytes: &[u8]) -> Result<Component, Refusal> {
        self.hashed(&sha256(bytes), || Ok(bytes))
    }

    /// The same where the hash is known; the bytes are asked for only if they have to be compiled.
    pub(crate) fn hashed<'a>(
        &self,
        hash: &str,
        bytes: impl FnOnce() -> Result<&'a [u8], Refusal>,
    ) -> Result<Component, Refusal> {
        let lately = || self.lately().lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, component)) = lately().iter().find(|(known, _)| known == hash) {
            return Ok(component.clone());
        }
        let component = match self.cache().and_then(|cache| cache.get(hash, self.engine())) {
            Some(component) => component,
            None => {
                let bytes = bytes()?;
                form(bytes)?;
                let component = self.compile(bytes)?;
                if let Some(cache) = self.cache() {
                    cache.put(hash, &component);
                }
                component
            }
        };
        let mut kept = lately();
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push((hash.to_owned(), component.clone()));
        Ok(component)
    }
}

impl Host {
    /// Compiles. A file may hold something that the compiler does not expect: that is no reason to fall.
    fn compile(&self, bytes: &[u8]) -> Result<Component, Refusal> {
        let compile = AssertUnwindSafe(|| Component::from_binary(self.engine(), bytes));
        match catch_unwind(compile) {
            Ok(component) => component.map_err(|e| unsound(&e)),
            Err(_) => Err(Refusal::new("the compiler gave up on this file").help("build it again, with other tools")),
        }
    }
}

/// Whether it begins as a component does. Text is not taken: what is pinned is what is run.
fn form(bytes: &[u8]) -> Result<(), Refusal> {
    if bytes.len() > LARGEST {
        return Err(Refusal::new(format!(
            "the file has {} MiB; {} MiB is the most that is looked at",
            bytes.len() >> 20,
            LARGEST >> 20
        )));
    }
    if bytes.starts_with(COMPONENT) {
        return Ok(());
    }
    if bytes.starts_with(MODULE) {
        return Err(Refusal::new("this is a WebAssembly module, not yet a plugin (a component)")
            .help("`etalon plugin build` makes the one from the other"));
    }
    let what = if bytes.is_empty() {
        "the file is empty"
    } else if bytes.starts_with(b"\0asm") {
        "this is WebAssembly of a version that is not known here"
    } else {
        "this is not WebAssembly"
    };
    Err(Refusal::new(what).help("a plugin is a `.wasm` file made by `etalon plugin build`"))
}

/// Why it does not compile, in its first line.
fn unsound(error: &wasmtime::Error) -> Refusal {
    let cause = error.chain().last().map(|cause| cause.to_string()).unwrap_or_default();
    let line = cause.lines().next().unwrap_or_default().to_owned();
    Refusal::new(format!("the file is damaged, or uses what this host does not have: {line}")).help(
        "fetch or build it again; threads, memories of 64 bits and several memories in one module are not to be had",
    )
}
