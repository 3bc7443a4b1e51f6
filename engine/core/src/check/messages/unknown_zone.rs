//! `unknown-zone`: a time zone that does not exist.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `near` is the nearest zone that exists.
pub(crate) fn unknown_zone(span: Span, zone: &str, near: Option<&str>) -> Diagnostic {
    // `UTC+2`, `GMT-3`, `+02:00`: to drop the offset would silently move every day.
    let offset = zone.trim_start_matches(|c: char| c.is_ascii_alphabetic()).trim_start();
    if offset.starts_with(['+', '-']) && offset.chars().any(|c| c.is_ascii_digit()) {
        return Diagnostic::error("unknown-zone", span, format!("\"{zone}\" is an offset, not a time zone"))
            .reason("An offset does not know when the clocks change, so that days would be cut an hour off for half of the year.")
            .help("write continent and city, such as `\"Europe/Riga\"`");
    }
    let help = match near {
        Some(near) => format!("did you mean `\"{near}\"`?"),
        None => "write continent and city, such as `\"Europe/Riga\"`, or `\"UTC\"`".to_owned(),
    };
    Diagnostic::error("unknown-zone", span, format!("there is no time zone named \"{zone}\""))
        .reason("Days, weeks and months cannot be told apart without one.")
        .help(help)
}
