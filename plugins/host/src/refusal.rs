//! Why a file is not loaded.

use std::fmt;

/// Why a file is not loaded, in words for the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// "imports `wasi:sockets/tcp@0.2.3`, which no metric plugin may"
    pub what: String,
    /// What to do.
    pub help: Option<String>,
}

impl Refusal {
    /// Without help.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), help: None }
    }

    /// With help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        self.help.iter().try_for_each(|help| write!(f, "\nhelp: {help}"))
    }
}

impl std::error::Error for Refusal {}
