//! `share-of-target`: a share of a clock's target that is none.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// The share as it stands in the text.
pub(crate) fn share_of_target(span: Span) -> Diagnostic {
    Diagnostic::error(
        "share-of-target",
        span,
        "a share of the target must be above zero and at most ten times the target",
    )
    .help("write for example `75%`, `1/2` or `100% + 30 min`")
}
