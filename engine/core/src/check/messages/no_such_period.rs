//! `no-such-period`: the name of a period that no calendar has.

use crate::Diagnostic;
use etalon_grammar::ast::{Name, Span};

/// The name as written.
pub(crate) fn no_such_period(name: &Name) -> Diagnostic {
    Diagnostic::error("no-such-period", name.span, format!("there is no period `{}`", name.text))
        .help("write a year `2026`, a quarter `2026-Q1`, a month `2026-03`, a week `2026-W09` or a day `2026-03-02`")
}

/// `each day in 2026-03`; `kind` is what the name is, `each` what is written.
pub(crate) fn period_of_another_kind(span: Span, name: &str, kind: &str, each: &str) -> Diagnostic {
    Diagnostic::error("no-such-period", span, format!("`{name}` is a {kind}, and here it stands beside `each {each}`"))
        .help(format!("write `each {kind}`, or leave it out: the name says it"))
}
