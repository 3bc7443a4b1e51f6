//! What is wrong with a file as a whole: what, where, why, and what to do.

use etalon_grammar::ast::Span;
use std::fmt;

/// A standard's file or folder that cannot be loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadError {
    /// Stable: `no-such-path`, `used-in-a-circle` …
    pub slug: &'static str,
    /// The file or folder, as the user would write it.
    pub file: String,
    /// The line, from 1.
    pub line: Option<u64>,
    /// What, in one plain line.
    pub message: String,
    /// Why it matters.
    pub reason: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

/// A source that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// Stable: `no-file`, `missing-column`, `cut-short` …
    pub slug: &'static str,
    /// The source's name in the standard.
    pub source: String,
    /// The place in the standard that asks for it.
    pub span: Option<Span>,
    /// The data file.
    pub file: Option<String>,
    /// Its line (text formats) or row (Parquet), from 1.
    pub row: Option<u64>,
    /// What, in one plain line.
    pub message: String,
    /// Why it matters.
    pub reason: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

impl LoadError {
    pub(crate) fn new(slug: &'static str, file: impl Into<String>, message: impl Into<String>) -> Box<Self> {
        Box::new(Self { slug, file: file.into(), line: None, message: message.into(), reason: None, help: None })
    }

    pub(crate) fn line(mut self: Box<Self>, line: u64) -> Box<Self> {
        self.line = Some(line);
        self
    }

    pub(crate) fn reason(mut self: Box<Self>, reason: impl Into<String>) -> Box<Self> {
        self.reason = Some(reason.into());
        self
    }

    pub(crate) fn help(mut self: Box<Self>, help: impl Into<String>) -> Box<Self> {
        self.help = Some(help.into());
        self
    }
}

impl ReadError {
    pub(crate) fn new(slug: &'static str, source: &str, message: impl Into<String>) -> Box<Self> {
        Box::new(Self {
            slug,
            source: source.to_owned(),
            span: None,
            file: None,
            row: None,
            message: message.into(),
            reason: None,
            help: None,
        })
    }

    pub(crate) fn at(mut self: Box<Self>, span: Span) -> Box<Self> {
        self.span = Some(span);
        self
    }

    pub(crate) fn file(mut self: Box<Self>, file: &str) -> Box<Self> {
        self.file = Some(file.to_owned());
        self
    }

    pub(crate) fn row(mut self: Box<Self>, row: u64) -> Box<Self> {
        self.row = Some(row);
        self
    }

    pub(crate) fn reason(mut self: Box<Self>, reason: impl Into<String>) -> Box<Self> {
        self.reason = Some(reason.into());
        self
    }

    pub(crate) fn help(mut self: Box<Self>, help: impl Into<String>) -> Box<Self> {
        self.help = Some(help.into());
        self
    }
}

fn notes(f: &mut fmt::Formatter<'_>, reason: Option<&str>, help: Option<&str>) -> fmt::Result {
    if let Some(reason) = reason {
        write!(f, "\n  why:  {reason}")?;
    }
    if let Some(help) = help {
        write!(f, "\n  help: {help}")?;
    }
    Ok(())
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error[{}]: {}\n  in:   {}", self.slug, self.message, self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        notes(f, self.reason.as_deref(), self.help.as_deref())
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error[{}]: source {}: {}", self.slug, self.source, self.message)?;
        if let Some(file) = &self.file {
            write!(f, "\n  in:   {file}")?;
            if let Some(row) = self.row {
                write!(f, ":{row}")?;
            }
        }
        notes(f, self.reason.as_deref(), self.help.as_deref())
    }
}

impl std::error::Error for LoadError {}
impl std::error::Error for ReadError {}
