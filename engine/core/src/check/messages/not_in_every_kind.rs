//! `not-in-every-kind`: what a clock must know at every event is a field that not every kind of event of its case has.

use super::{list, quoted};
use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `lack`: the kinds of event that do not have it.
pub(crate) fn not_in_every_kind(at: Span, field: &str, lack: &[String], everywhere: bool) -> Diagnostic {
    let who = list(&quoted(lack), "and");
    let found = Diagnostic::error(
        "not-in-every-kind",
        at,
        format!("{who} ha{} no `{field}`", if lack.len() == 1 { "s" } else { "ve" }),
    );
    if everywhere {
        return found
            .reason("A clock asks for this anew at every event: from one that does not say it, it would not be known any more.")
            .help(format!("let the case keep it from the event that says it: `keeps {field}`"));
    }
    found.reason("The end of a pause is said by the event that begins it.").help(format!(
        "name the event that says it (`pauses with … where … until {field}`), or let the case keep it: `keeps {field}`"
    ))
}
