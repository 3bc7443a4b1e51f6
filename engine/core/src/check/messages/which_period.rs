//! `which-period`: a metric with several periods, and none is named.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `each` are the metric's periods as written.
pub(crate) fn which_period(name: &Name, each: &str) -> Diagnostic {
    Diagnostic::error("which-period", name.span, format!("`{}` has several periods; say which is meant", name.text))
        .here(format!("it has: each {each}"))
        .help(format!("write `{} each …` with one of {each}", name.text))
}
