//! What must hold of any description.

use crate::describe::Facts;

/// Everything that is wrong.
pub(super) fn wrong(facts: &Facts) -> Vec<String> {
    let mut wrong = Vec::new();
    let name = facts.used_as();
    if !fits(&name) {
        wrong.push(format!(
            "standards cannot write the name `{name}`: small letters a-z, digits and `_`, beginning with a letter"
        ));
    }
    if facts.doc.is_empty() {
        wrong.push("Cargo.toml needs a `description`: it is what the plugin says of itself".into());
    }
    for (at, function) in facts.functions.iter().enumerate() {
        let name = function.name;
        if !fits(name) {
            wrong.push(format!("standards cannot write the name `{name}`: give it one with name = \"…\""));
        }
        if facts.functions[..at].iter().any(|other| other.name == name) {
            wrong.push(format!("two functions are called `{name}`"));
        }
        if function.doc.is_empty() {
            wrong.push(format!("`{name}` needs a doc comment: it is what standards' authors read"));
        }
        if function.window && !["whole", "number", "duration"].contains(&function.returns.term.kind) {
            wrong.push(format!("the window `{name}` must give a number, a whole number or a duration"));
        }
    }
    wrong
}

fn fits(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
