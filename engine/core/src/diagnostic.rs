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
    /// The rule it stands in: criterion `quick`; none outside of rules.
    pub rule: Option<String>,
    /// Whether the message names that rule already.
    pub rule_told: bool,
}

impl Diagnostic {
    /// An error at a place.
    #[must_use]
    pub fn error(slug: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self {
            slug,
            severity: Severity::Error,
            message: message.into(),
            labels: vec![Label { span, text: String::new() }],
            reason: None,
            help: None,
            rule: None,
            rule_told: false,
        }
    }

    /// A warning at a place.
    #[must_use]
    pub fn warning(slug: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(slug, span, message) }
    }

    /// Says what is to be seen at the main place.
    #[must_use]
    pub fn here(mut self, text: impl Into<String>) -> Self {
        if let Some(label) = self.labels.first_mut() {
            label.text = text.into();
        }
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Says why it matters, in the words of the business.
    #[must_use]
    pub fn reason(mut self, text: impl Into<String>) -> Self {
        self.reason = Some(text.into());
        self
    }

    /// Says what to write instead.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// The same with help that may be none.
    #[must_use]
    pub fn maybe_help(mut self, text: Option<String>) -> Self {
        self.help = text;
        self
    }

    /// Where it stands: file and byte.
    #[must_use]
    pub fn place(&self) -> (u32, u32) {
        self.labels.first().map_or((0, 0), |label| (label.span.file, label.span.start))
    }
}
