//! `never-held`: a step waits for another of which nothing shows that it was held.

use crate::Diagnostic;
use etalon_grammar::ast::{Name, Span};

/// `step` waits; `declared` is the place of the step that it waits for.
pub(crate) fn never_held(name: &Name, step: &str, declared: Span) -> Diagnostic {
    Diagnostic::warning(
        "never-held",
        name.span,
        format!("nothing shows whether `{}` was held, so `{step}` is never proposed", name.text),
    )
    .label(declared, "this step names no event that shows it was held")
    .reason("A step that nobody can show was held does not let a person climb.")
    .help(format!("say in `{}` what shows it, such as `held by talk where kind = {}`", name.text, name.text))
}
