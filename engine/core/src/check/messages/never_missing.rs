//! `never-missing`: a field given as missing that never may be.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `declared` is the place of the field.
pub(crate) fn never_missing(span: Span, field: &str, declared: Span) -> Diagnostic {
    Diagnostic::error("never-missing", span, format!("`{field}` is never missing"))
        .label(declared, "declared here, without a `?`")
        .reason("A row without it would be rejected, so a test with it shows nothing.")
        .help(format!("give `{field}` a value, or put a `?` after its type where it is declared"))
}
