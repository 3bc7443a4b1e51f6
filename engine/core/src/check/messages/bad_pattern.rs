//! `bad-pattern`: a text pattern that cannot be read.

use crate::Diagnostic;
use etalon_grammar::ast::Text;

/// What the reader of patterns says.
pub(crate) fn bad_pattern(pattern: &Text, error: &regex::Error) -> Diagnostic {
    let why = match error {
        regex::Error::CompiledTooBig(_) => "it stands for too many texts at once".to_owned(),
        other => other.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned(),
    };
    Diagnostic::error("bad-pattern", pattern.span, format!("the pattern \"{}\" cannot be read: {why}", pattern.text))
        .help("`^` begins and `$` ends the text, `[0-9]+` is a number, `.*` anything; before one of . * + ? ( ) [ ] { } ^ $ | write `\\\\` if the sign itself is meant")
}
