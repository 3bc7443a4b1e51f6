//! `two-standards`: a second header.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// The place of the second and of the first.
pub(crate) fn two_standards(second: Span, first: Span) -> Diagnostic {
    Diagnostic::error("two-standards", second, "a standard has one header, and here is a second")
        .here("the second")
        .label(first, "the first")
        .reason("All `.etalon` files of a folder are one standard: it has one name, one version and one time zone.")
        .help("keep one `standard … { … }`, or move the other standard to a folder of its own and `use` it")
}
