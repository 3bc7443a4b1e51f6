//! `leads-nowhere`: a dot after something that is no reference.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `is` in words, `next` the word after the dot.
pub(crate) fn leads_nowhere(name: &Name, is: &str, next: &Name) -> Diagnostic {
    Diagnostic::error("leads-nowhere", next.span, format!("`{}` is {is}: it has no `{}`", name.text, next.text))
        .label(name.span, format!("this is {is}"))
        .help(format!("only a reference leads further: declare `{0}` with the name of an event, entity or case as its type, or write `{0}` alone", name.text))
}
