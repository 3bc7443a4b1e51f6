//! `too-deep`: looks at others inside looks at others.

use crate::Diagnostic;
use etalon_grammar::ast::{Name, Span};

/// Where it goes too far.
pub(crate) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error("too-deep", span, "this is a look at others inside a look at others, too many times over")
        .reason("Nobody could follow what is counted.")
        .help("name the inner part with a `define`, or compute it as a fact of a `case`")
}

/// More declarations than an engine should be asked to hold.
pub(crate) fn too_many(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "too-deep",
        span,
        format!("a standard can have at most {limit} declarations; from here on nothing was read"),
    )
    .help("split it into several standards")
}

/// A define that says too much at once.
pub(crate) fn too_large_define(name: &Name) -> Diagnostic {
    Diagnostic::error("too-deep", name.span, format!("`{}` says too much at once, with the defines it uses", name.text))
        .reason("Every define is read as if it stood where it is used: here thousands of conditions would stand.")
        .help("say it in fewer conditions, or compute a part of it as a fact of a `case`")
}
