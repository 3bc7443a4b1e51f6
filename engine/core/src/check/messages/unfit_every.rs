//! `unfit-every`: of whom there should be a figure, or what is provisional, cannot be told.

use crate::Diagnostic;
use etalon_grammar::ast::{Name, Span};

/// Not one of `per`, or no entity.
pub(crate) fn every_of_none(name: &Name, per: &str) -> Diagnostic {
    Diagnostic::error("unfit-every", name.span, format!("there is no list of every {}", name.text))
        .reason(format!(
            "The metric is made per {per}; only of people, shops, teams and the like it is known who there is."
        ))
        .help("name an entity that stands in `per`: `every shop`")
}

/// Periods that do not follow each other.
pub(crate) fn every_without_row(span: Span) -> Diagnostic {
    Diagnostic::error("unfit-every", span, "without periods that follow each other there is no gap to show")
        .reason("`every shop` shows the periods in which a shop was not measured.")
        .help("write `each month`, or take the clause out")
}

/// Figures that are not made of cases.
pub(crate) fn every_derived(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error("unfit-every", span, format!("`{word}` has no place here: the figure is not made of cases"))
        .reason("What it is made of says how many there were.")
        .help(format!("write `{word}` in the metric that counts the cases"))
}
