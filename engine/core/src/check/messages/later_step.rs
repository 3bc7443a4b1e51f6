//! `later-step`: a step that asks for one that comes after it.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `step` asks for `name`.
pub(crate) fn later_step(name: &Name, step: &Name) -> Diagnostic {
    let what = if name.text == step.text {
        format!("the step `{}` waits for itself", step.text)
    } else {
        format!("the step `{}` waits for `{}`, which comes only after it", step.text, name.text)
    };
    Diagnostic::error("later-step", name.span, what)
        .label(step.span, "this step waits")
        .reason("People climb a ladder step by step, so it would never be proposed.")
        .help("name a step that stands above it, or change the order of the steps")
}
