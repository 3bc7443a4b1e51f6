//! Why something did not work, in the contract's words, so that the host knows what to do.

use std::fmt;

/// What follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// Passing: the host tries again.
    Again,
    /// The credentials were refused: the host stops and tells the operator.
    Denied,
    /// The settings are wrong: the same.
    Settings,
    /// This will never work: the host puts it aside and goes on.
    Never,
    /// The other side no longer knows the cursor: the operator decides.
    CursorLost,
}

/// Why something did not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What follows from it.
    pub kind: FailureKind,
    /// Not before so many seconds.
    pub after: Option<u32>,
    /// Stable, for machines: "http-503".
    pub code: String,
    /// For people. Never a customer's or employee's words.
    pub text: String,
}

impl Failure {
    /// One of that kind.
    #[must_use]
    pub fn new(kind: FailureKind, code: impl Into<String>, text: impl Into<String>) -> Self {
        Self { kind, after: None, code: code.into(), text: text.into() }
    }

    /// Passing: the host tries again.
    #[must_use]
    pub fn again(code: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(FailureKind::Again, code, text)
    }

    /// A setting is wrong.
    #[must_use]
    pub fn settings(setting: &str, text: impl fmt::Display) -> Self {
        Self::new(FailureKind::Settings, "setting", format!("`{setting}`: {text}"))
    }

    /// What came is not what the other side promises: tried again, for the next answer may be sound.
    #[must_use]
    pub fn odd(text: impl Into<String>) -> Self {
        Self::new(FailureKind::Again, "odd-answer", text)
    }

    /// Not before so many seconds.
    #[must_use]
    pub fn after(self, seconds: u32) -> Self {
        Self { after: Some(seconds), ..self }
    }

    /// Whether what was sent may have arrived all the same: the answer was lost, not the request.
    #[must_use]
    pub fn may_have_arrived(&self) -> bool {
        self.code == UNANSWERED
    }
}

/// The request went out, and no whole answer came.
pub(super) const UNANSWERED: &str = "unanswered";

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.text)
    }
}

impl std::error::Error for Failure {}
