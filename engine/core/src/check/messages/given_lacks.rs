//! `given-lacks`: an event given without a field that it must have.

use super::list;
use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `fields` are those that lack.
pub(crate) fn given_lacks(unit: &Name, fields: &[String]) -> Diagnostic {
    let quoted: Vec<String> = fields.iter().map(|field| format!("`{field}`")).collect();
    let fields = list(&quoted, "and");
    Diagnostic::error("given-lacks", unit.span, format!("this `{}` lacks {fields}", unit.text))
        .reason("A row without it would be rejected, so a test with it shows nothing.")
        .help(format!("give {fields} a value, or put a `?` after the type where it is declared"))
}
