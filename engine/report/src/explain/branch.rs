//! A proof in words: a tree of sentences, each with what a program needs to know of it.

use serde::Serialize;
use serde_json::{Map, Value};

/// How a sentence is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// It holds, is kept, counts for good.
    Yes,
    /// It does not.
    No,
    /// It cannot be said.
    Unknown,
    /// Advice.
    Hint,
    /// Neither.
    Plain,
}

/// A sentence with what lies under it.
#[derive(Debug, Clone, Serialize)]
pub struct Branch {
    /// What kind of sentence: `section`, `condition`, `value`, `fault` … stable.
    pub is: &'static str,
    /// Its mark.
    pub mark: Mark,
    /// In the reader's language.
    pub text: String,
    /// The same for programs; durations in seconds, instants as RFC 3339, keys as they are in the data.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub data: Map<String, Value>,
    /// What lies under it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Self>,
}

impl Branch {
    /// A sentence.
    #[must_use]
    pub fn new(is: &'static str, mark: Mark, text: impl Into<String>) -> Self {
        Self { is, mark, text: text.into(), data: Map::new(), parts: Vec::new() }
    }

    /// One without a mark.
    #[must_use]
    pub fn plain(is: &'static str, text: impl Into<String>) -> Self {
        Self::new(is, Mark::Plain, text)
    }

    /// A heading with its sentences; none without any.
    #[must_use]
    pub fn section(title: impl Into<String>, parts: Vec<Self>) -> Option<Self> {
        (!parts.is_empty()).then(|| Self { parts, ..Self::plain("section", title) })
    }

    /// With this for programs.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.data.insert(key.to_owned(), value.into());
        self
    }

    /// With these sentences under it.
    #[must_use]
    pub fn under(mut self, parts: Vec<Self>) -> Self {
        self.parts.extend(parts);
        self
    }
}

/// An answer and its proof.
#[derive(Debug, Clone, Serialize)]
pub struct Told {
    /// What was asked about: `finding`, `step`, `recognition`, `figure`, `person`, `thing`, `list`.
    pub about: &'static str,
    /// The answer, in one or two sentences.
    pub answer: String,
    /// Its mark.
    pub mark: Mark,
    /// What a program needs to know of the answer.
    pub data: Map<String, Value>,
    /// The proof.
    pub proof: Vec<Branch>,
}

impl Told {
    /// An answer without a proof yet.
    #[must_use]
    pub fn new(about: &'static str, mark: Mark, answer: impl Into<String>) -> Self {
        Self { about, answer: answer.into(), mark, data: Map::new(), proof: Vec::new() }
    }

    /// With this for programs.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.data.insert(key.to_owned(), value.into());
        self
    }
}
