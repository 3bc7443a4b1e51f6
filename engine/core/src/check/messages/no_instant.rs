//! `no-instant`: a window or a deadline is asked of what has no instant; or an event does not say when it happens.

use crate::Diagnostic;
use etalon_grammar::ast::{Name, Span};

/// The unit that asks has none.
pub(crate) fn no_instant_here(span: Span, unit: &str) -> Diagnostic {
    Diagnostic::error(
        "no-instant",
        span,
        format!("`{unit}` has no instant, so nothing is before, after or within a time of it"),
    )
    .help("say from which instant: `within 4 h of opened`; or say in the case which fact is its instant: `at opened`")
}

/// An event without an instant.
pub(crate) fn event_without_instant(event: &Name) -> Diagnostic {
    Diagnostic::error("no-instant", event.span, format!("the event `{}` does not say when it happens", event.text))
        .reason("Without an instant it belongs to no day and no month, and nothing can be before or after it.")
        .help("add a field `at instant`, or mark one: `closed instant at`")
}

/// Several instants and none marked.
pub(crate) fn which_instant(event: &Name, names: &[&str]) -> Diagnostic {
    let what = format!("the event `{}` has several instants and does not say at which of them it happens", event.text);
    Diagnostic::error("no-instant", event.span, what)
        .help(format!("mark the one that is meant: `{} instant at`", names.first().copied().unwrap_or("closed")))
}
