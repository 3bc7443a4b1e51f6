//! `expects-nothing`: an `expect` that says nothing that could be wrong.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `example` is something that could be said.
pub(crate) fn expects_nothing(name: &Name, example: &str) -> Diagnostic {
    Diagnostic::error("expects-nothing", name.span, format!("this does not say what must hold of `{}`", name.text))
        .reason("A test that expects nothing can never fail, so it shows nothing.")
        .help(format!("say it, as in `expect {} {example} …`", name.text))
}
