//! `missing-clause`: a declaration lacks what it cannot do without.

use super::kind_word;
use crate::Diagnostic;
use etalon_grammar::ast::Item;

/// `clause` is the keyword that lacks, `why` what cannot be said without it, `example` a line that mends it.
pub(crate) fn missing_clause(item: &Item, clause: &str, why: &str, example: &str) -> Diagnostic {
    let what = format!("{} `{}` has no `{clause}`", kind_word(item.kind), item.name.text);
    Diagnostic::error("missing-clause", item.name.span, what)
        .here(format!("`{clause}` belongs here"))
        .reason(why)
        .help(format!("add a line like `{example}`"))
}
