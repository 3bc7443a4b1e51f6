//! `covers-nothing-of`: a mitigation for several kinds of things covers no rule of one of them.

use crate::Diagnostic;
use etalon_grammar::ast::{Item, Name};

/// `kind` stands in its `for`.
pub(crate) fn covers_nothing_of(mitigation: &Item, kind: &Name) -> Diagnostic {
    let what = format!("`{}` looks at each {}, but covers no rule for it", mitigation.name.text, kind.text);
    Diagnostic::error("covers-nothing-of", kind.span, what)
        .reason("It could never move the cause of anything there.")
        .help(format!("add a rule for {} to `covers`, or take `{}` out of `for`", kind.text, kind.text))
}
