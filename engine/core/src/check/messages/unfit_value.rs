//! `unfit-value`: a value that the formula cannot work with.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `word` opens the formula, `ty` says what the value is.
pub(crate) fn unfit_value(span: Span, word: &str, ty: &str, yes_no: bool) -> Diagnostic {
    let help = match (yes_no, word) {
        (true, _) => "to know how often it is so, write `share of … that …` or `count of … where …`".to_owned(),
        (_, "min" | "max") => format!("`{word}` works on numbers, durations, shares, dates and instants"),
        _ => format!("`{word}` works on numbers and durations; to count different values write `distinct`"),
    };
    Diagnostic::error("unfit-value", span, format!("a {word} cannot be made of this"))
        .here(format!("this is {ty}"))
        .help(help)
}
