//! Why a connector did not do what it was asked, in the words of the contract.

use std::fmt;
use std::time::Duration;

/// What follows from a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FailureKind {
    /// Passing: try again later.
    Again,
    /// The credentials were refused: stop, the operator must act.
    Denied,
    /// The settings are wrong: stop, the operator must act.
    Settings,
    /// This item will never work: put it aside and go on.
    Never,
    /// The source no longer knows the cursor: the operator decides.
    CursorLost,
    /// The plugin itself is at fault: it trapped, took too long or answered against the contract.
    Broken,
}

/// Why something did not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What follows from it.
    pub kind: FailureKind,
    /// Not before so long from now.
    pub after: Option<Duration>,
    /// Stable, for machines: "http-503".
    pub code: String,
    /// For people. Holds no secret: what comes from a plugin is looked through first.
    pub text: String,
}

impl Failure {
    /// The plugin itself is at fault.
    #[must_use]
    pub fn broken(code: &str, text: impl Into<String>) -> Self {
        Self { kind: FailureKind::Broken, after: None, code: code.to_owned(), text: text.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            FailureKind::Again => "did not work this time",
            FailureKind::Denied => "was refused by the other side",
            FailureKind::Settings => "has wrong settings",
            FailureKind::Never => "will never work",
            FailureKind::CursorLost => "cannot go on from where it was: the source no longer knows that place",
            FailureKind::Broken => "is at fault",
        };
        if self.text.is_empty() { write!(f, "{what}") } else { write!(f, "{what}: {}", self.text) }
    }
}

impl std::error::Error for Failure {}
