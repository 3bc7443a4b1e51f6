//! `no-way-to`: nothing leads from what happened to whom it should belong.

use super::article;
use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `what` is what cannot be told, as in "it cannot be told whom `star` celebrates".
pub(crate) fn no_way_to(span: Span, from: &str, to: &str, what: &str) -> Diagnostic {
    Diagnostic::error("no-way-to", span, format!("no reference leads from `{from}` to `{to}`"))
        .here(format!("`{from}` says nothing of {} `{to}`", article(to)))
        .reason(format!("So it cannot be told {what}."))
        .help(format!("give `{from}` a field that refers to it, such as `{to} {to}`, or to something that leads there"))
}
