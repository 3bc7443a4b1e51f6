//! `unfit-share`: a share that cannot be one.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// Of a cause.
pub(crate) fn unfit_share(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error("unfit-share", span, format!("`{text}` of a cause cannot be moved"))
        .help("write a share above 0% and up to 100%, such as `1/2`")
}
