//! `too-many-parts`: more of something than a clock or a case can have.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `what` there are too many of.
pub(crate) fn too_many_parts(span: Span, what: &str, most: usize) -> Diagnostic {
    Diagnostic::error("too-many-parts", span, format!("there are more than {most} {what}"))
        .help("join conditions with `or`, or leave out what is not needed")
}
