//! `unfit-probation`: `spares` counts from something that is no day of the person.

use crate::Diagnostic;
use etalon_grammar::ast::{Name, Span};

/// The organization has no first day.
pub(crate) fn probation_of_organization(span: Span) -> Diagnostic {
    Diagnostic::error("unfit-probation", span, "this ladder is for the whole organization: it has nobody to spare")
        .help("take `spares` out, or say whose ladder it is: `ladder conduct for agent { … }`")
}

/// Not a field.
pub(crate) fn probation_not_a_field(span: Span) -> Diagnostic {
    Diagnostic::error("unfit-probation", span, "the time is counted from a field of whom the ladder is for")
        .help("name the field: `spares 3 months after hired`")
}

/// A field of another type; `ty` says which.
pub(crate) fn probation_not_a_day(name: &Name, ty: &str) -> Diagnostic {
    Diagnostic::error("unfit-probation", name.span, format!("`{}` is no day to count from", name.text))
        .here(format!("this is {ty}"))
        .help("name a date or an instant of the person: `spares 3 months after hired`, with `hired date` in the entity")
}
