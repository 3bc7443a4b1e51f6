//! `kinds-apart`: a condition about an event of a case that no kind of its events can meet.

use super::{list, quoted};
use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `needs`: each thing that is needed, with the kinds of event that have it.
pub(crate) fn kinds_apart(at: Span, needs: &[(String, Vec<String>)]) -> Diagnostic {
    let who = |events: &[String]| list(&quoted(events), "and");
    let needs: Vec<String> =
        needs.iter().map(|(what, events)| format!("`{what}` belongs to {}", who(events))).collect();
    Diagnostic::error("kinds-apart", at, "no kind of event has all that this condition needs")
        .reason(format!("A clock sees one event at a time: {}.", needs.join(", ")))
        .help("join what is of different events with `or`, let the case keep what must last (`keeps …`), or name the events: `with … where …, … where …`")
}
