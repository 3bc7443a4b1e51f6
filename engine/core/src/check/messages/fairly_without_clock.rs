//! `fairly-without-clock`: `met x fairly` of something that is no clock.

use crate::Diagnostic;
use etalon_grammar::ast::{Name, Span};

/// Where `fairly` stands, and what it was said of.
pub(crate) fn fairly_without_clock(at: Span, name: &Name) -> Diagnostic {
    Diagnostic::error("fairly-without-clock", at, format!("`{}` is no clock here, so there is no fairer target to meet", name.text))
        .reason("`fairly` asks for the target that people answer for after it was changed on the way; only clocks of a case have one.")
        .help(format!("write `met {}`", name.text))
}
