//! `clock-named-as-rule`: `met x` could mean a clock or a criterion.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// The clock's name, which a criterion or a form has too.
pub(crate) fn clock_named_as_rule(name: &Name) -> Diagnostic {
    let what = format!("a criterion or a form is named `{}` too", name.text);
    Diagnostic::error("clock-named-as-rule", name.span, what)
        .reason(format!("In `met {}` nobody could tell which of the two is meant.", name.text))
        .help(format!("give the criterion another name, such as `{}_in_time`", name.text))
}
