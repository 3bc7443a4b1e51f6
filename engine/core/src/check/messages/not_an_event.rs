//! `not-an-event`: an entity stands where something that happens is due.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `why` says what is done there.
pub(crate) fn not_an_event(name: &Name, why: &str) -> Diagnostic {
    Diagnostic::error(
        "not-an-event",
        name.span,
        format!("this {why}, and `{}` is somebody or something that is", name.text),
    )
    .reason("People, teams and customers do not happen: they have no instant.")
    .help("name an event or a case; what is known of an entity is reached along references, such as `agent.team`")
}
