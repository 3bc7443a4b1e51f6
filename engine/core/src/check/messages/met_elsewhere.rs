//! `met-elsewhere`: whether a criterion is met is asked of another unit than the one that is judged.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `what` does so.
pub(crate) fn met_elsewhere(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error("met-elsewhere", span, format!("{what}, and that can only be asked of the one that is judged"))
        .help("write the criterion's own condition here, or name it with a `define` that both use")
}
