//! What the checker has to say: one problem, its places, why it matters and what to write instead.

use etalon_grammar::ast::Span;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The standard cannot be used.
    Error,
    /// It can be used, but it hardly says what is meant.
    Warning,
}

/// A place and what to see there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be seen there; may be empty for the main place.
    pub text: String,
}

/// One problem. Its slug is the name of the file in `check/lints` that finds it, of its case folder and of its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable, never reused: `unknown-name`, `never-holds` …
    pub slug: &'static str,
    /// How bad.
    pub severity: Severity,
    /// What, in one plain line.
    pub message: String,
    /// The main place first.
    pub labels: Vec<Label>,
    /// Why it matters, in the words of the business.
    pub reason: Option<String>,
    /// What to write instead.
    pub help: Option<String>,
}
