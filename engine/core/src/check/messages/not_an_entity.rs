//! `not-an-entity`: a rule for something that is no entity.

use super::nearest;
use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `rule` is the word of the rule; `other` says that the name is an event or a case.
pub(crate) fn not_an_entity(rule: &str, name: &Name, other: bool, names: &[&str]) -> Diagnostic {
    let what = if other {
        format!("a {rule} is for people, teams or things; `{}` is something that happens", name.text)
    } else {
        format!("there is no entity named `{}` for this {rule}", name.text)
    };
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let help = match nearest(&name.text, names.iter().copied().chain(["organization"])) {
        Some(near) => format!("did you mean `{near}`?"),
        None if names.is_empty() => {
            format!("declare `entity {} {{ id text key }}`, or write `for organization`", name.text)
        }
        None => format!("write {} or `organization`", quoted.join(", ")),
    };
    Diagnostic::error("not-an-entity", name.span, what).help(help)
}
