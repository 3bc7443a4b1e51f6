//! What the heart knows of plugins: what they offer, typed, and a door through which columns go out and answers come back.
//! It never sees WebAssembly, JSON or a file; whoever drives it fills the [`Catalog`].

mod column;
mod module;
mod signature;

pub use column::{Batch, Column, Data};
pub use module::{Fault, Module, Scored, Window};
pub use signature::{Kind, Model, Parameter, Returned, Signature, Term};

use std::sync::Arc;

/// The plugins at hand when a standard is checked, by the name under which the standard uses them.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    /// In the order of their names.
    pub plugins: Vec<Arc<Plugin>>,
}

impl Catalog {
    /// The plugin of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Arc<Plugin>> {
        self.plugins.iter().find(|p| p.name == name)
    }
}

/// One plugin, as it was pinned.
#[derive(Debug, Clone)]
pub struct Plugin {
    /// The name under which standards use it.
    pub name: String,
    /// Its version, `major.minor.patch`.
    pub version: String,
    /// Hash of all that can change its answers - its bytes and its settings -, hex.
    pub hash: String,
    /// Functions of one row.
    pub metrics: Vec<Signature>,
    /// Values of many rows.
    pub windows: Vec<Signature>,
    /// The names of the streams it delivers (of a connector).
    pub streams: Vec<String>,
    /// The names of the actions it carries out (of a connector).
    pub actions: Vec<String>,
    /// Why it cannot be used (not pinned, changed since …), in one sentence for the one who wrote the standard; none = all is well.
    pub trouble: Option<Trouble>,
    /// The plugin itself; none where nothing will be judged, as in `check`.
    pub module: Option<Arc<dyn Module>>,
}

/// Why a plugin cannot be used, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// "the file `plugins/tone.wasm` is not the one that was pinned"
    pub what: String,
    /// "run `etalon plugin lock` if you trust the new file"
    pub help: String,
}
