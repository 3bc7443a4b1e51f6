//! `days-not-read`: a file of days that nobody has read.

use crate::Diagnostic;
use etalon_grammar::ast::Text;

/// Its name as written.
pub(crate) fn days_not_read(file: &Text) -> Diagnostic {
    Diagnostic::error("days-not-read", file.span, format!("the days in \"{}\" are not known", file.text))
        .reason("Without them deadlines would fall on days that are closed.")
        .help("put the file beside the standard; it is a CSV file with a column `date`")
}
