//! `missing-zone`: nothing says where a day begins.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `headless`: there is no `standard` at all.
pub(crate) fn missing_zone(span: Span, headless: bool) -> Diagnostic {
    let help = if headless {
        "begin with `standard my_desk \"My desk\" { version 1  zone \"Europe/Tallinn\" }`"
    } else {
        "add a line like `zone \"Europe/Tallinn\"`"
    };
    Diagnostic::warning("missing-zone", span, "nothing says in which time zone days begin, so UTC is taken")
        .reason("A call just after midnight may then count for another day, week or month than people think.")
        .help(help)
}
