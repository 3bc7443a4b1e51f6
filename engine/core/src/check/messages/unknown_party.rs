//! `unknown-party`: a cause that is nobody's.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// The word as written.
pub(crate) fn unknown_party(name: &Name) -> Diagnostic {
    Diagnostic::error("unknown-party", name.span, format!("a cause is never `{}`", name.text))
        .help("write `employee`, `company`, `customer` or `unknown`")
}
