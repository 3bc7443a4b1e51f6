//! `unknown-zone`: a time zone that does not exist.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `near` is the nearest zone that exists.
pub(crate) fn unknown_zone(span: Span, zone: &str, near: Option<&str>) -> Diagnostic {
    let help = match near {
        Some(near) => format!("did you mean `\"{near}\"`?"),
        None => "write continent and city, such as `\"Europe/Riga\"`, or `\"UTC\"`".to_owned(),
    };
    Diagnostic::error("unknown-zone", span, format!("there is no time zone named \"{zone}\""))
        .reason("Days, weeks and months cannot be told apart without one.")
        .help(help)
}
