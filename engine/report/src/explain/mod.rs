//! Why: proofs in words. Every proof becomes one tree of sentences in the reader's language; the terminal lays it out,
//! and the JSON contract is the same tree with what a program needs beside each sentence.

mod branch;
mod change;
mod duty;
mod figure;
mod finding;
mod form;
mod list;
mod page;
mod person;
mod reason;
mod recognition;
mod say;
mod step;
mod steps;
mod timeline;
mod turn;

pub use branch::{Branch, Mark, Told};
pub use list::{Example, Meaning};
pub use say::Explain;
pub use timeline::{after_words, course_words, hours, stretch_words};

use serde_json::{Value, json};

/// The JSON Schema of [`Told::json`].
pub const EXPLAIN_SCHEMA: &str = include_str!("../../schema/explain-1.json");

impl Told {
    /// For a terminal of so many columns, with ANSI colours.
    #[must_use]
    pub fn page(&self, width: usize) -> String {
        page::page(self, width)
    }

    /// The contract `etalon-explain/1` (see `schema/explain-1.json`).
    #[must_use]
    pub fn json(&self, explain: &Explain<'_>, question: &[String]) -> Value {
        let (name, version, hash) = &explain.outcome.standard;
        json!({
            "schema": "etalon-explain/1",
            "standard": { "name": name, "version": version, "hash": hash },
            "as_of": explain.json_at(Some(explain.outcome.as_of)),
            "tz_database": explain.outcome.tz,
            "language": explain.language,
            "question": question,
            "about": self.about,
            "answer": self.answer,
            "mark": self.mark,
            "data": self.data,
            "proof": self.proof,
        })
    }
}
