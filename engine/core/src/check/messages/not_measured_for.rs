//! `not-measured-for`: a subject that the metric is not made for.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `per` are the metric's subjects as written.
pub(crate) fn not_measured_for(span: Span, subject: &str, metric: &str, per: &str) -> Diagnostic {
    Diagnostic::error("not-measured-for", span, format!("`{metric}` is not made per `{subject}`"))
        .here(format!("`{metric}` has: per {per}"))
        .reason(format!("There is no figure of one single `{subject}`, so nothing would ever follow."))
        .help(format!("add `{subject}` to `per` of `{metric}`"))
}
