//! `given-case`: a case given instead of the events that it is made of.

use super::list;
use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `events` are what the case is made of.
pub(crate) fn given_case(name: &Name, events: &[String]) -> Diagnostic {
    let quoted: Vec<String> = events.iter().map(|event| format!("`given {event} {{ … }}`")).collect();
    Diagnostic::error(
        "given-case",
        name.span,
        format!("`{}` is a case: it is made of events and cannot be given itself", name.text),
    )
    .help(format!("give the events that it is made of: {}", list(&quoted, "or")))
}
