//! `needs-a-calendar`: something that only a calendar can count.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `what` as written.
pub(crate) fn needs_a_calendar(span: Span, what: &str) -> Diagnostic {
    let reason = if what == "rolling" {
        "Which day is the next working day is for a calendar to say: it knows the closed days."
    } else {
        "Business time passes while a calendar is open, and no calendar is named here."
    };
    let help = if what == "rolling" {
        "within 10 days rolling on office".to_owned()
    } else {
        format!("within {what} on office")
    };
    Diagnostic::error("needs-a-calendar", span, format!("`{what}` needs a calendar"))
        .reason(reason)
        .help(format!("write for example `{help}`, with a `calendar office {{ mon..fri 08:00-17:00 }}`"))
}
