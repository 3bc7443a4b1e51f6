//! `unfit-rank`: a percentile that does not lie between 0 and 100.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// Where the number stands or should stand.
pub(crate) fn unfit_rank(span: Span) -> Diagnostic {
    Diagnostic::error("unfit-rank", span, "a percentile lies between 0 and 100")
        .reason("`percentile 90 waited of call` is the wait that nine of ten calls do not exceed.")
        .help("write `percentile 90 waited of call`; the middle is `median waited of call`")
}
