//! `unknown-field`: a field that does not exist.

use super::nearest;
use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `unit` should have it; `fields` are those that it has.
pub(crate) fn unknown_field(name: &Name, unit: &str, fields: &[&str]) -> Diagnostic {
    let help = match nearest(&name.text, fields.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("`{unit}` has {}", fields.join(", ")),
    };
    Diagnostic::error("unknown-field", name.span, format!("`{unit}` has no field named `{}`", name.text)).help(help)
}
