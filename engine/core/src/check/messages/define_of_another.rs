//! `define-of-another`: a define beside a kind of event that it does not speak of.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `of` is what the define speaks of, `unit` what it stands beside.
pub(crate) fn define_of_another(define: &Name, of: &str, unit: &str) -> Diagnostic {
    Diagnostic::error("define-of-another", define.span, format!("`{}` speaks of `{of}`, not of `{unit}`", define.text))
        .reason("So it cannot say which of them are meant.")
        .help(format!("write `{} {of}`, or a condition: `{unit} where …`", define.text))
}
