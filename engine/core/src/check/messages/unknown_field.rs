//! `unknown-field`: a field that does not exist.

use super::nearest;
use super::unknown_name::few;
use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// So many fields are all listed.
const MOST: usize = 40;

/// `unit` should have it; `fields` are those that it has, unless too many were looked through already.
pub(crate) fn unknown_field(name: &Name, unit: &str, fields: &[&str]) -> Diagnostic {
    let help = match nearest(&name.text, fields.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if fields.is_empty() => format!("look how it is named where `{unit}` is declared"),
        None if fields.len() > MOST => format!("`{unit}` has {}", few(fields)),
        None => format!("`{unit}` has {}", fields.join(", ")),
    };
    Diagnostic::error("unknown-field", name.span, format!("`{unit}` has no field named `{}`", name.text)).help(help)
}
