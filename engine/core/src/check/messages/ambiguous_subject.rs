//! `ambiguous-subject`: two references lead to the same kind of thing, equally near.

use super::list;
use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `ways` as they are written.
pub(crate) fn ambiguous_subject(span: Span, from: &str, to: &str, ways: &[String]) -> Diagnostic {
    let shown: Vec<String> = ways.iter().map(|w| format!("`{w}`")).collect();
    let first = ways.first().map_or("", String::as_str);
    Diagnostic::error(
        "ambiguous-subject",
        span,
        format!("it is not said which {to} of `{from}` is meant: {}", list(&shown, "or")),
    )
    .reason(format!("Each would be told of what is perhaps another {to}'s doing."))
    .help(format!("say it: `credit {first}` in a criterion or form, `per {to} = {first}` in a metric"))
}

/// The same for a word in a condition.
pub(crate) fn ambiguous_path(span: Span, from: &str, to: &str, ways: &[String]) -> Diagnostic {
    let shown: Vec<String> = ways.iter().map(|w| format!("`{w}`")).collect();
    Diagnostic::error(
        "ambiguous-subject",
        span,
        format!("`{from}` leads to `{to}` in more than one way: {}", list(&shown, "or")),
    )
    .help(format!("write the one that is meant: `{}.…`", ways.first().map_or("", String::as_str)))
}
