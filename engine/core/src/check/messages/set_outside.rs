//! `set-outside`: a value outside of the bounds that were agreed for it.

use crate::Diagnostic;
use crate::check::typing::bounds::spoken_value;
use crate::value::Value;
use etalon_grammar::ast::{Name, Span};

/// The param's or field's name and its bounds.
pub(crate) fn set_outside(span: Span, name: &Name, least: &Value, greatest: &Value) -> Diagnostic {
    let (least, greatest) = (spoken_value(least), spoken_value(greatest));
    Diagnostic::error("set-outside", span, format!("`{}` lies between {least} and {greatest}", name.text))
        .here("outside of that")
        .reason("The standard itself says that it cannot have such a value.")
        .help("write a value between the two, or widen the bounds where they are declared")
}
