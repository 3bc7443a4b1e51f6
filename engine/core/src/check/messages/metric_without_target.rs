//! `metric-without-target`: misses of a metric that no target speaks of.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `declared` is the place of the metric's name.
pub(crate) fn metric_without_target(
    span: Span,
    metric: &str,
    subject: &str,
    period: &str,
    declared: Span,
) -> Diagnostic {
    Diagnostic::error(
        "metric-without-target",
        span,
        format!("`{metric}` cannot be missed: it has no target per {subject} each {period}"),
    )
    .label(declared, "declared here")
    .reason("Without a target there is no miss, so no step would ever follow.")
    .help(format!("add a line to `{metric}` like `target {subject} {period} >= 80%`"))
}
