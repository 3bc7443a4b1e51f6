//! `wrong-owner`: a step owed by something that is nobody.

use crate::Diagnostic;
use etalon_grammar::ast::{Name, Span};

/// Neither a path nor a role.
pub(crate) fn owed_by_nobody(span: Span) -> Diagnostic {
    Diagnostic::error("wrong-owner", span, "this names nobody who could owe the step")
        .reason("A step is a proposal to one named human.")
        .help("write who it is: `owed by manager` (a field of whom the ladder is for) or `owed by \"Head of Service\"`")
}

/// The organization has no fields.
pub(crate) fn organization_has_no_fields(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error("wrong-owner", span, format!("the organization has no `{written}`"))
        .reason("This ladder is for the whole organization, so nothing leads to a person.")
        .help("name the role as a text, such as `owed by \"Head of Service\"`")
}

/// A step of the way that refers to nothing; `ty` says what it is.
pub(crate) fn owner_not_a_reference(name: &Name, ty: &str) -> Diagnostic {
    Diagnostic::error("wrong-owner", name.span, format!("`{}` leads to nobody who could owe the step", name.text))
        .here(format!("this is {ty}"))
        .reason("A step is a proposal to one named human.")
        .help(
            "name a field that refers to a person, such as `manager agent?`, or a role: `owed by \"Head of Service\"`",
        )
}

/// The way ends at something that happens.
pub(crate) fn owner_not_an_entity(span: Span, found: &str) -> Diagnostic {
    Diagnostic::error("wrong-owner", span, format!("`{found}` is something that happens; it cannot owe a step"))
        .reason("A step is a proposal to one named human.")
        .help("lead on to a person, such as `call.agent.manager`, or name a role: `owed by \"Head of Service\"`")
}
