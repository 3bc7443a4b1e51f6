//! `not-a-condition`: a value stands where a yes or no is due.

use crate::Diagnostic;
use crate::standard::Type;
use etalon_grammar::ast::Span;

/// `is` in words.
pub(crate) fn not_a_condition(span: Span, text: &str, is: &str, ty: &Type) -> Diagnostic {
    let text = text.trim_matches('`');
    let example = match ty {
        Type::Duration => format!("`{text} <= 20 s`"),
        Type::OneOf(values) => format!("`{text} = {}`", values.first().map_or("…", String::as_str)),
        Type::Text | Type::Ref(_) => format!("`{text} is present` or `{text} = \"…\"`"),
        Type::Instant | Type::Date => format!("`{text} >= 2026-01-01`"),
        Type::Share => format!("`{text} >= 80%`"),
        _ => format!("`{text} >= 1`"),
    };
    Diagnostic::error(
        "not-a-condition",
        span,
        format!("`{text}` is {is}; a condition that says yes or no is needed here"),
    )
    .help(format!("compare it with something: {example}"))
}
