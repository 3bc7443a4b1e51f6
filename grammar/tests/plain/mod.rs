//! Prints what a file says, without the places.
#![expect(clippy::unwrap_used, reason = "a test may fail")]
#![allow(dead_code, reason = "each test file uses its part")]

use std::fmt::{Debug, Write as _};

use etalon_grammar::ast::File;

/// One line a clause, one paragraph a declaration.
pub fn meaning(file: &File) -> String {
    let mut result = String::new();
    for item in &file.items {
        let overrides = if item.overrides.is_some() { "override " } else { "" };
        let drops = if item.drops.is_some() { "drop " } else { "" };
        let broken = if item.broken { " BROKEN" } else { "" };
        let title = if item.title.is_empty() { String::new() } else { format!(" {}", plain(&item.title)) };
        let head = plain(&item.head);
        writeln!(result, "{overrides}{drops}{:?} {}{title} {head}{broken}", item.kind, plain(&item.name)).unwrap();
        for clause in &item.clauses {
            writeln!(result, "  {}", plain(&clause.kind)).unwrap();
        }
    }
    for name in &file.broken {
        writeln!(result, "left out: {}", name.text).unwrap();
    }
    result
}

/// A debug print without the places and the boxes around names and expressions.
pub fn plain(value: &impl Debug) -> String {
    let mut text = format!("{value:?}");
    while let Some(at) = text.find("Span {") {
        let end = at + text[at..].find('}').unwrap() + 1;
        let start = text[..at].trim_end_matches(": ").trim_end_matches(|c: char| c.is_alphanumeric() || c == '_');
        let start = start.trim_end_matches(", ").len();
        let end = if start < at && text[start..].starts_with(", ") {
            end
        } else {
            end + text[end..].chars().take_while(|c| *c == ',' || *c == ' ').count().min(2)
        };
        text.replace_range(start..end, "");
    }
    for (from, to) in [(" }", "}"), ("{ ", "{"), ("Expr {kind: ", "{")] {
        text = text.replace(from, to);
    }
    for (wrapper, open) in [("Name {text: ", '{'), ("Text {text: ", '{')] {
        let _ = open;
        text = text.replace(wrapper, "{");
    }
    text
}
