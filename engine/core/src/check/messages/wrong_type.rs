//! `wrong-type`: something of one kind stands where another is needed.

use crate::Diagnostic;
use crate::standard::Type;
use etalon_grammar::ast::Span;

/// `is` and `wanted` in words.
pub(crate) fn wrong_type(span: Span, text: &str, is: &str, wanted: &str, expect: &Type) -> Diagnostic {
    let d = Diagnostic::error("wrong-type", span, format!("`{text}` is {is}; {wanted} is needed here"));
    match expect {
        Type::Share => d.help("write a share, such as `80%` or `1/2`"),
        Type::Duration => d.help("write a duration, such as `20 s`, `5 min`, `4 h` or `30 days`"),
        Type::Whole => d.help("write a whole number, such as `3`"),
        Type::Decimal | Type::Exact => d.help("write a number, such as `3` or `4.5`"),
        Type::Instant => d.help("write an instant, such as `2026-03-02T09:00`, or a field that holds one"),
        Type::Date => d.help("write a date, such as `2026-03-02`"),
        Type::Text => d.help("write a text in quotes, such as `\"bill\"`"),
        Type::YesNo => d.help("write `yes`, `no` or a condition"),
        Type::OneOf(_) | Type::Ref(_) => d,
    }
}

/// `why` says who needs a text.
pub(crate) fn not_a_text(span: Span, text: &str, is: &str, why: &str) -> Diagnostic {
    Diagnostic::error("wrong-type", span, format!("{why}, and `{text}` is {is}"))
        .help("use a text field here, or a text in quotes")
}

/// `who` needs a number.
pub(crate) fn not_a_number(span: Span, text: &str, is: &str, who: &str) -> Diagnostic {
    Diagnostic::error("wrong-type", span, format!("{who} needs a number or a duration, and `{text}` is {is}"))
        .help("use a field that holds a number or a duration")
}

/// `who` needs an instant or a date.
pub(crate) fn not_a_time(span: Span, text: &str, is: &str, who: &str) -> Diagnostic {
    Diagnostic::error("wrong-type", span, format!("`{who}` needs an instant, and `{text}` is {is}"))
        .help(format!("write for example `{who}(at)`"))
}

/// A param that is nothing one could tune.
pub(crate) fn unfit_param(span: Span, text: &str, is: &str) -> Diagnostic {
    Diagnostic::error("wrong-type", span, format!("`{text}` is {is}; a param is a number, a duration or a share"))
        .help("write for example `param quick = 20 s between 5 s and 120 s`; a condition gets its name with `define`")
}
