//! Connectors as WebAssembly components: loaded, checked, run within limits, with nothing but what was granted.

mod bindings;
mod columns;
mod connector;
mod granted;
mod inside;
mod running;
mod sink;
mod source;
mod words;

pub use connector::{Connector, Connectors, Kinds};
pub use granted::{Granted, Setup};
pub use sink::Sink;
pub use source::Source;

use std::fmt;

/// Why a plugin is not loaded, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is the matter.
    pub what: String,
    /// What to do.
    pub help: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.what)?;
        if self.help.is_empty() { Ok(()) } else { write!(f, "; {}", self.help) }
    }
}

impl std::error::Error for Refusal {}

impl From<etalon_host::Refusal> for Refusal {
    fn from(refusal: etalon_host::Refusal) -> Self {
        Self { what: refusal.what, help: refusal.help.unwrap_or_default() }
    }
}

/// What is wrong with a setting, as the plugin says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which.
    pub setting: String,
    /// What.
    pub text: String,
}
