//! `changes-between-versions`: something is named where only what is the same in all versions can stand.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `number`: the version that says it anew; `why`: what is needed in this place.
pub(crate) fn changes_between_versions(name: &Name, number: &str, why: &str) -> Diagnostic {
    Diagnostic::error(
        "changes-between-versions",
        name.span,
        format!("`{}` changes with version {number}, and cannot be named here", name.text),
    )
    .reason(why)
    .help("name something here that holds in all versions: a value, or a rule of its own under another name")
}
