//! `counts-no-periods`: misses in a row on a ladder that counts no periods.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// Where the condition stands.
pub(crate) fn counts_no_periods(span: Span) -> Diagnostic {
    Diagnostic::error("counts-no-periods", span, "misses in a row are missed periods, and this ladder counts none")
        .reason("The step would never be proposed.")
        .help("count them: `counts misses of service_level each month`; or ask for faults in a time: `when 2 faults in 30 days`")
}
