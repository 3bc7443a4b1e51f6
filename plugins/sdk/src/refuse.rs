//! A row that the plugin will not judge.

use crate::bindings::etalon::plugin::types::Fault;

/// The plugin refuses a row, or a call: the finding is *not judged*, with this reason. It never counts against anyone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refuse {
    /// Stable, for tests and searches: "TONE-001".
    pub code: String,
    /// For people: what is wrong and what would be right.
    pub text: String,
}

impl Refuse {
    /// A refusal with a stable code and a sentence for people.
    pub fn new(code: impl Into<String>, text: impl Into<String>) -> Self {
        Self { code: code.into(), text: text.into() }
    }
}

/// The fault of a whole call.
pub(crate) fn fault(code: &str, text: String) -> Fault {
    Fault { code: code.into(), text, row: None }
}

impl Fault {
    /// The fault of one row.
    #[doc(hidden)]
    #[must_use]
    pub fn at(refuse: Refuse, row: usize) -> Self {
        Self { code: refuse.code, text: refuse.text, row: u32::try_from(row).ok() }
    }

    /// The fault of a whole call.
    #[doc(hidden)]
    #[must_use]
    pub fn whole(refuse: Refuse) -> Self {
        Self { code: refuse.code, text: refuse.text, row: None }
    }
}
