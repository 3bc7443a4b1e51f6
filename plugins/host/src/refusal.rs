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
    /// Its description is not the one in etalon.lock.
    #[must_use]
    pub fn not_as_pinned() -> Self {
        Self::new("what it says of itself is not what is pinned in etalon.lock")
            .help("etalon.lock was changed by hand, or by another version of etalon; pin it anew: etalon plugin lock")
    }

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
