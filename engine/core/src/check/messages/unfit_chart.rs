//! `unfit-chart`: a control chart over something that has no course in time, or limits that cannot be.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `measured`: whether its values can be added up.
pub(crate) fn unfit_chart(span: Span, measured: bool) -> Diagnostic {
    if measured {
        return Diagnostic::error("unfit-chart", span, "a chart needs periods that follow each other")
            .reason("Its limits come from how much the figure changes from one period to the next.")
            .help("say `each week` or `each month` in this metric");
    }
    Diagnostic::error("unfit-chart", span, "a chart needs a figure that can be added up")
        .reason("Its limits are a mean and how far the periods lie from it.")
        .help("draw a share, a count, a mean or a length of time")
}

/// The baseline ends before it begins.
pub(crate) fn baseline_backwards(span: Span) -> Diagnostic {
    Diagnostic::error("unfit-chart", span, "the baseline ends before it begins")
        .help("write the first day first: `chart baseline 2026-01-01..2026-03-31`")
}
