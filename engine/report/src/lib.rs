//! Outcomes to documents: terminal summary, scorecards, JSON. Decides nothing, reads nothing, writes nothing: every
//! document is a text that somebody else puts where it belongs.

mod explain;
mod held;
mod html;
mod json;
mod names;
mod sentence;
mod show;
mod steps;
mod term;
mod terminal;
mod view;
mod words;

pub use explain::{Branch, EXPLAIN_SCHEMA, Example, Explain, Mark, Meaning, Told};
pub use names::{Belonging, Names};
pub use sentence::Sentences;
pub use words::{LANGUAGES, Lexicon};

use etalon_core::Span;
use etalon_core::explain::Timeline;
use etalon_core::{Outcome, Standard};

/// The JSON Schema of [`Report::json`].
pub const RUN_SCHEMA: &str = include_str!("../schema/run-1.json");

/// A place in the text of the standard.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The file, as shown to people.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

/// What a run has to say, ready to be told.
#[derive(Clone, Copy)]
pub struct Report<'a> {
    /// The standard that was run.
    pub standard: &'a Standard,
    /// What came out.
    pub outcome: &'a Outcome,
    /// What people are called.
    pub names: &'a Names,
    /// Where a rule stands in the text.
    pub place: &'a dyn Fn(Span) -> Place,
    /// The text of the standard there.
    pub written: &'a dyn Fn(Span) -> String,
    /// The language of titles, guidance and the program's own words.
    pub language: &'a str,
    /// Courses of clocks to draw.
    pub timelines: &'a [Timeline],
}

impl Report<'_> {
    /// What its decisions say of themselves.
    #[must_use]
    pub fn sentences(&self) -> Sentences<'_> {
        Sentences::new(self.standard, self.names, self.language)
    }

    /// For a terminal of so many columns, with ANSI colours: one or two screens.
    #[must_use]
    pub fn summary(&self, width: usize) -> String {
        terminal::summary(self, width)
    }

    /// One line that says the most important.
    #[must_use]
    pub fn headline(&self) -> String {
        terminal::headline(self)
    }

    /// The contract `etalon-run/1` (see `schema/run-1.json`).
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        json::run(self)
    }

    /// One self-contained page: nothing is loaded from elsewhere, and without its script it is a plain document.
    ///
    /// # Errors
    /// If the template cannot be rendered: a mistake of this program.
    pub fn html(&self) -> Result<String, String> {
        html::page(self)
    }
}
