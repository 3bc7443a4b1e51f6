//! `unfit-appeal`: an appeal, or what overturns a fault, that could never reach one.

use crate::Diagnostic;
use etalon_grammar::ast::{Name, Span};

/// Nothing leads from the event to what the ladder counts.
pub(crate) fn names_no_fault(event: &Name, units: &[String]) -> Diagnostic {
    let units = if units.is_empty() { "what this ladder counts".to_owned() } else { units.join(" or ") };
    Diagnostic::error("unfit-appeal", event.span, format!("`{}` does not say which fault it is about", event.text))
        .reason(format!("Nothing leads from `{}` to {units}.", event.text))
        .help(format!("add a field to `{}` that refers to what is judged, such as `evaluation evaluation`", event.text))
}

/// A clause that an appeal cannot do without.
pub(crate) fn appeal_lacks(span: Span, word: &str, example: &str) -> Diagnostic {
    Diagnostic::error("unfit-appeal", span, format!("the appeal has no `{word}`"))
        .reason("An appeal suspends a fault until somebody decides it.")
        .help(format!("add it: `{example}`"))
}

/// The organization does not appeal.
pub(crate) fn appeal_of_organization(span: Span) -> Diagnostic {
    Diagnostic::error("unfit-appeal", span, "this ladder is for the whole organization: nobody could appeal")
        .help("take the appeal out, or say whose ladder it is: `ladder conduct for agent { … }`")
}
