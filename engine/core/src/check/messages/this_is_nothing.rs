//! `this-is-nothing`: a fixed value speaks of events.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// Where.
pub(crate) fn this_is_nothing(span: Span) -> Diagnostic {
    Diagnostic::error("this-is-nothing", span, "nothing is judged here that this could speak of")
        .help("write a number, a duration or a param; or say what a `define` is for: `define offered for call = …`")
}
