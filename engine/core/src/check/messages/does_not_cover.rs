//! `does-not-cover`: a mitigation expected for a rule that it does not cover.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `criterion` is the rule that is looked at.
pub(crate) fn does_not_cover(mitigation: &Name, criterion: &str) -> Diagnostic {
    Diagnostic::error("does-not-cover", mitigation.span, format!("`{}` does not cover `{criterion}`", mitigation.text))
        .reason("It can never move the cause of this breach.")
        .help(format!("add `{criterion}` to `covers` of `{}`, or take this out", mitigation.text))
}
