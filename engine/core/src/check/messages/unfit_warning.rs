//! `unfit-warning`: a length of time before something is due that cannot be counted back.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

pub(crate) fn unfit_warning(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error("unfit-warning", span, format!("a warning cannot come `{text}` before something is due"))
        .reason("Months are of different lengths, and business hours would have to be counted backwards.")
        .help("write working days, days, hours or minutes: `warn 1 working day before due`")
}
