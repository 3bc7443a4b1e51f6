//! `incomplete-formula`: a metric whose formula has a part too few or too many.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `share of call` without `that`.
pub(crate) fn share_without_that(span: Span, unit: &str) -> Diagnostic {
    Diagnostic::error("incomplete-formula", span, "a share needs a `that`: which of them count as good")
        .reason(format!("As it stands only the whole is said: every `{unit}`."))
        .help(format!("write `share of {unit} … that …`, for example `that met quick_answer`"))
}

/// `count of call that …`
pub(crate) fn that_without_share(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error("incomplete-formula", span, format!("`that` belongs to a share, not to `{word}`"))
        .reason("`that` says which of the counted ones are good; only a share asks that.")
        .help(format!("write `share of … that …`, or put the condition in the `where` of the {word}"))
}
