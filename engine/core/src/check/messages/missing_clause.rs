//! `missing-clause`: a declaration lacks what it cannot do without.

use super::kind_word;
use crate::Diagnostic;
use etalon_grammar::ast::{Item, Kind};

/// `clause` is the keyword that lacks, `why` what cannot be said without it, `example` a line that mends it.
pub(crate) fn missing_clause(item: &Item, clause: &str, why: &str, example: &str) -> Diagnostic {
    let name = &item.name.text;
    // A test is called by its sentence; a formula is no keyword.
    let name = if item.kind == Kind::Test { format!("\"{name}\"") } else { format!("`{name}`") };
    let clause = if clause == "formula" { "formula".to_owned() } else { format!("`{clause}`") };
    Diagnostic::error("missing-clause", item.name.span, format!("{} {name} has no {clause}", kind_word(item.kind)))
        .here(format!("{clause} belongs here"))
        .reason(why)
        .help(format!("add a line like `{example}`"))
}
