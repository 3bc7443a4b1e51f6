//! `listed-twice`: the same thing twice in one list.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `what` says what is listed: "language".
pub(crate) fn listed_twice(name: &Name, what: &str) -> Diagnostic {
    Diagnostic::error("listed-twice", name.span, format!("the {what} `{}` is listed twice", name.text))
        .here("again here")
        .help("take one of them out")
}
