//! What is wrong with a text, in the words of its author: one file for each kind of mistake.

pub(crate) mod too_large;
pub(crate) mod outside;
pub(crate) mod stray_brace;
pub(crate) mod unclosed_brace;
pub(crate) mod leftover;
pub(crate) mod head;
pub(crate) mod clause;
pub(crate) mod unclosed_text;
pub(crate) mod chained_comparison;
pub(crate) mod look_without_unit;
pub(crate) mod too_deep;

use crate::ast::Span;

/// Something in a text that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// A short name that never changes its meaning, for tools and for the documentation.
    pub slug: &'static str,
    /// Where.
    pub span: Span,
    /// What is wrong: one plain line.
    pub message: String,
    /// Why it matters.
    pub reason: Option<String>,
    /// What to write instead.
    pub help: Option<String>,
}
