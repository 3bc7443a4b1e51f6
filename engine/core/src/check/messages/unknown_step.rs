//! `unknown-step`: a step that the ladder does not have.

use super::{list, nearest};
use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `names` are the steps above.
pub(crate) fn unknown_step(name: &Name, names: &[&str]) -> Diagnostic {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let help = match nearest(&name.text, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if names.is_empty() => "this is the first step: there is none above it that it could wait for".to_owned(),
        None => format!("the steps above are {}", list(&quoted, "and")),
    };
    Diagnostic::error("unknown-step", name.span, format!("this ladder has no step named `{}`", name.text)).help(help)
}
