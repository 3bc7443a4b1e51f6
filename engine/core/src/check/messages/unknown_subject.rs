//! `unknown-subject`: a figure for something that neither is an entity nor a field.

use super::nearest;
use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `unit` is what the metric counts; `words` are all that would fit.
pub(crate) fn unknown_subject(name: &Name, unit: &str, words: &[&str]) -> Diagnostic {
    let help = match nearest(&name.text, words.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write `organization`, an entity, or a field of `{unit}`: {}", words.join(", ")),
    };
    let what = format!("`{}` is neither an entity nor a field of `{unit}`", name.text);
    Diagnostic::error("unknown-subject", name.span, what)
        .reason("So it cannot be told for whom the figure is made.")
        .help(help)
}
