//! `unknown-value`: a value that its list does not have.

use super::{nearest, quoted, short_list};
use crate::Diagnostic;
use etalon_grammar::ast::Span;

/// `of` is what it stands beside, as written.
pub(crate) fn unknown_value(word: &str, span: Span, of: Option<&str>, values: &[String]) -> Diagnostic {
    let what = match of {
        Some(of) => format!("`{of}` is never `{word}`"),
        None => format!("`{word}` is not one of the values that are possible here"),
    };
    let known = short_list(&quoted(values), "or");
    let d = Diagnostic::error("unknown-value", span, what).reason(format!("It can only be {known}."));
    match nearest(word, values.iter().map(String::as_str)) {
        Some(near) => d.here(format!("did you mean `{near}`?")).help(format!("write `{}`", written(near))),
        None => {
            d.help(format!("write one of them, or add `{}` to the list where the field is declared", written(word)))
        }
    }
}

/// A value that is not one word stands in quotes.
fn written(value: &str) -> String {
    let word =
        value.chars().all(|c| c.is_alphanumeric() || c == '_') && !value.starts_with(|c: char| c.is_ascii_digit());
    if word { value.to_owned() } else { format!("\"{value}\"") }
}
