//! `outside-bounds`: a field is compared with what it can never be.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `range` is what the field may be; `condition` the whole comparison and the constant in it; `always`: it always holds,
/// else never.
pub(crate) fn outside_bounds(
    span: Span,
    field: &str,
    range: &str,
    condition: (&str, &str),
    always: bool,
) -> Diagnostic {
    let (whole, constant) = condition;
    let holds = if always { "always holds" } else { "can never hold" };
    let reason = if always {
        "The condition filters nothing and requires nothing."
    } else {
        "Nothing that happens will ever fulfil it."
    };
    Diagnostic::error("outside-bounds", span, format!("`{field}` is {range}; `{whole}` {holds}"))
        .here(format!("{constant} lies outside {range}"))
        .reason(reason)
        .help(format!("write a value within {range}, or widen the bounds where `{field}` is declared"))
}

/// A param that is set beyond the bounds it may be tuned in.
pub(crate) fn param_outside(span: Span, name: &str, value: &str, range: (&str, &str), set: bool) -> Diagnostic {
    let how = if set { format!("`--set {name}={value}`") } else { format!("`{name} = {value}`") };
    Diagnostic::error(
        "outside-bounds",
        span,
        format!("{how} lies outside the bounds of the param, {} to {}", range.0, range.1),
    )
    .help(format!("choose a value between {} and {}, or widen the bounds", range.0, range.1))
}

/// Bounds that exclude everything.
pub(crate) fn empty_bounds(span: Span, low: &str, high: &str) -> Diagnostic {
    Diagnostic::error("outside-bounds", span, format!("nothing lies between {low} and {high}"))
        .help(format!("write the least first: `{high}` before `{low}`"))
}
