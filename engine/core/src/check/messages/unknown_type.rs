//! `unknown-type`: a field is declared to hold what nobody knows.

use super::{list, nearest, quoted};
use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `units` are the events, entities and cases that could be meant.
pub(crate) fn unknown_type(span: Span, word: &str, units: &[&str]) -> Diagnostic {
    const TYPES: [&str; 8] = ["text", "whole", "decimal", "yes/no", "duration", "instant", "date", "share"];
    let d = Diagnostic::error("unknown-type", span, format!("a field cannot hold `{word}`"));
    let other = match word.to_lowercase().as_str() {
        "string" | "str" | "varchar" | "char" => Some("text"),
        "int" | "integer" | "number" | "long" | "count" => Some("whole"),
        "float" | "double" | "numeric" | "money" | "real" => Some("decimal"),
        "bool" | "boolean" | "flag" | "yesno" => Some("yes/no"),
        "datetime" | "timestamp" | "time" => Some("instant"),
        "interval" | "seconds" | "minutes" | "hours" => Some("duration"),
        "percent" | "percentage" | "ratio" => Some("share"),
        _ => None,
    };
    let near = other.or_else(|| nearest(word, TYPES.into_iter().chain(units.iter().copied())));
    match near {
        Some(near) => d.here(format!("did you mean `{near}`?")).help(format!("write `{near}`")),
        None => d.help(format!(
            "write {}, bounds such as `1..5`, a list such as `phone | chat`, or the name of an event, entity or case",
            list(&quoted(&TYPES), "or")
        )),
    }
}

/// Bounds of things that do not belong together.
pub(crate) fn unfit_range(span: Span) -> Diagnostic {
    Diagnostic::error("unknown-type", span, "these bounds are not of one kind")
        .help("write two numbers, such as `1..5`")
}
