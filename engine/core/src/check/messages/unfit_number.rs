//! `unfit-number`: a number that cannot be kept exactly, or does not make sense in its place.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// Too many places, or too large.
pub(crate) fn unfit_number(text: &str, span: Span, too_precise: bool) -> Diagnostic {
    let what = if too_precise {
        format!("`{text}` has too many places after the point")
    } else {
        format!("`{text}` is too large")
    };
    let help = if too_precise {
        "six places are kept exactly (of durations: microseconds); write fewer"
    } else {
        "numbers go up to about 9 trillion; write a smaller one"
    };
    Diagnostic::error("unfit-number", span, what).help(help)
}

/// `least` in words.
pub(crate) fn too_small(span: Span, text: &str, least: &str) -> Diagnostic {
    Diagnostic::error("unfit-number", span, format!("`{text}` is too small: it must be {least}"))
        .help("write a greater number, such as `1`")
}

/// `wanted` in words.
pub(crate) fn not_whole(span: Span, text: &str, wanted: &str) -> Diagnostic {
    Diagnostic::error("unfit-number", span, format!("`{text}` does not fit here: {wanted} is needed"))
}

/// Divided by nothing.
pub(crate) fn division_by_zero(span: Span) -> Diagnostic {
    Diagnostic::error("unfit-number", span, "nothing can be divided by zero").help("write a number other than zero")
}
