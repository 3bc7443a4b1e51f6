//! `unfit-unheld`: a step that could not be a fault of whom the ladder is for.

use crate::Diagnostic;
use etalon_grammar::ast::{Name, Span};

/// The other ladder stands below.
pub(crate) fn unheld_later(ladder: &Name) -> Diagnostic {
    Diagnostic::error(
        "unfit-unheld",
        ladder.span,
        format!("the ladder `{}` does not stand above this one", ladder.text),
    )
    .reason(
        "What was not held is known only once the other ladder is done; ladders that count each other would never end.",
    )
    .help(format!("put `{}` before this ladder", ladder.text))
}

/// Nobody can say that it was not held.
pub(crate) fn unheld_is_never_known(span: Span, step: &str, there: Span, no_term: bool) -> Diagnostic {
    let (what, help) = match no_term {
        true => ("until when it must be held", "add it there: `owed by manager within 5 working days`"),
        false => ("which event shows that it was held", "add it there: `held by talk where kind = coaching`"),
    };
    Diagnostic::error("unfit-unheld", span, format!("nobody can say that `{step}` was not held in time"))
        .label(there, format!("this step does not say {what}"))
        .help(help)
}

/// Owed by somebody else.
pub(crate) fn unheld_by_others(span: Span, step: &str, whose: &str, there: Span) -> Diagnostic {
    Diagnostic::error("unfit-unheld", span, format!("`{step}` is not owed by somebody whose ladder this is"))
        .here(format!("this ladder is for `{whose}`"))
        .label(there, "owed by somebody else, or by a role")
        .help(
            "a ladder counts what its own people did not do: let the step be owed by such a person (`owed by manager`)",
        )
}
