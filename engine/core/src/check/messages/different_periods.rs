//! `different-periods`: a recognition over periods of different length.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// Two metrics and their periods.
pub(crate) fn different_periods(name: &Name, period: &str, other: &Name, other_period: &str) -> Diagnostic {
    let what = format!("`{}` is looked at each {other_period}, but `{}` each {period}", other.text, name.text);
    Diagnostic::error("different-periods", name.span, what)
        .label(other.span, format!("each {other_period}"))
        .here(format!("each {period}"))
        .reason("A recognition is given at the end of a period in which all of it holds.")
        .help("name the same period in every part")
}
