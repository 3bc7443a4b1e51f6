//! `unfit-expected`: a case mix where there is no share, or of something that is no kind of case.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `ty`: of what type it is; none = the figure is no share.
pub(crate) fn unfit_expected(span: Span, ty: Option<&str>) -> Diagnostic {
    let Some(ty) = ty else {
        return Diagnostic::error("unfit-expected", span, "only of a share can be said how many were to be expected")
            .reason("For each kind of case the share of all is what everybody is held against.")
            .help("make the metric a `share of … that …`, or take `expected by` out");
    };
    Diagnostic::error("unfit-expected", span, format!("{ty} does not tell kinds of cases apart"))
        .reason("Everybody would have a kind of his own, and be held against nobody.")
        .help("name something that many cases have in common: a topic, a channel, a yes or no")
}
