//! `wrong-unit`: a rule about one kind of thing is used for another.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `of`: what the named rule speaks of; `here`: what is spoken of here.
pub(crate) fn wrong_unit(name: &Name, of: &str, here: &str) -> Diagnostic {
    Diagnostic::error(
        "wrong-unit",
        name.span,
        format!("`{}` speaks of `{of}`, but here it is `{here}` that is looked at", name.text),
    )
    .help(format!("use a rule for `{here}`, or let this one be for `{of}`"))
}
