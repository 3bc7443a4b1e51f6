//! `step-without-when`: a step that does not say when it is due.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// The step's name.
pub(crate) fn step_without_when(name: &Name) -> Diagnostic {
    Diagnostic::error("step-without-when", name.span, format!("the step `{}` does not say when it is due", name.text))
        .reason("It would never be proposed.")
        .help("add a condition, such as `when 2 faults in 30 days`")
}
