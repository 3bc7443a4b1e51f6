//! `bound-outside`: a bound that a share cannot reach.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// The metric's name.
pub(crate) fn bound_outside(span: Span, metric: &str) -> Diagnostic {
    Diagnostic::error("bound-outside", span, format!("`{metric}` is a share: it lies between 0% and 100%"))
        .here("out of reach")
        .reason("The target would always be missed, or always be met, whatever people do.")
        .help("write a bound such as `>= 80%`")
}
