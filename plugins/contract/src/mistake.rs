//! What is wrong with `etalon.toml` or `etalon.lock`: what, where, why, what to write instead.

use std::ops::Range;
use std::path::PathBuf;

/// Something that cannot be meant like that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Stable: `unknown-key`, `wrong-value`, `broken-lock` …
    pub slug: &'static str,
    /// The file, as the user would write it.
    pub file: PathBuf,
    /// Its text, if it could be read as text.
    pub text: Option<String>,
    /// Where in the text, bytes; none = the file as a whole.
    pub span: Option<Range<usize>>,
    /// What, in one plain line.
    pub what: String,
    /// Why it matters.
    pub why: Option<String>,
    /// What to write instead.
    pub help: Option<String>,
}

impl Mistake {
    pub(crate) fn new(slug: &'static str, what: impl Into<String>) -> Self {
        Self { slug, file: PathBuf::new(), text: None, span: None, what: what.into(), why: None, help: None }
    }

    pub(crate) fn at(mut self, span: Range<usize>) -> Self {
        self.span = Some(span);
        self
    }

    pub(crate) fn why(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says of which file it is.
    pub(crate) fn of(mut self, file: &std::path::Path, text: Option<&str>) -> Self {
        file.clone_into(&mut self.file);
        self.text = text.map(str::to_owned);
        self
    }
}
