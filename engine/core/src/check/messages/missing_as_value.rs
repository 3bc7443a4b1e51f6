//! `missing-as-value`: "missing" is compared as if it were a value.

use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// Whether people write that word when they mean that there is no value.
pub(crate) fn means_missing(word: &str) -> bool {
    ["missing", "null", "none", "nil", "empty", "nothing", "unknown", "na"].contains(&word.to_lowercase().as_str())
}

/// `of` is what it stands beside, as written.
pub(crate) fn missing_word(span: Span, of: &str) -> Diagnostic {
    Diagnostic::error("missing-as-value", span, format!("`{of}` cannot be compared with a value that is not there"))
        .reason("What is missing is neither equal nor unequal to anything: a rule that needs it is not judged.")
        .help(format!("ask whether it is there: `{of} is missing` or `{of} is present`"))
}
