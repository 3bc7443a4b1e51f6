//! `step-twice`: two steps of one ladder with one name.

use crate::Diagnostic;
use etalon_grammar::ast::{Name, Span};

/// The place of the first.
pub(crate) fn step_twice(name: &Name, first: Span) -> Diagnostic {
    Diagnostic::error("step-twice", name.span, format!("this ladder has two steps named `{}`", name.text))
        .here("again here")
        .label(first, "first here")
        .reason("Nobody could tell which of them was proposed.")
        .help("give one of them another name")
}
