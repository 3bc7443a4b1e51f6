//! What is said about texts that cannot be read: `broken/*.etalon`, each with its messages beside it.
#![expect(clippy::disallowed_methods, reason = "a test reads files")]

mod plain;

use etalon_grammar::{SyntaxError, parse};

#[test]
fn messages_of_broken_files() {
    insta::glob!("broken/*.etalon", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let parsed = parse(0, &text);
        assert_eq!(parsed.tree.text(), text);
        let told: Vec<String> = parsed.errors.iter().map(|error| show(error, &text)).collect();
        insta::assert_snapshot!(told.join("\n"));
    });
}

fn show(error: &SyntaxError, text: &str) -> String {
    let (start, end) = (error.span.start as usize, error.span.end as usize);
    let before = &text[..start];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = text[line_start..].lines().next().unwrap_or("");
    let number = before.matches('\n').count() + 1;
    let column = text[line_start..start].chars().count();
    let width = text[start..end].lines().next().unwrap_or("").chars().count().max(1);
    let mut shown = format!("{number:>3} | {line}\n    | {}{} {}\n", " ".repeat(column), "^".repeat(width), error.slug);
    shown += &format!("      {}\n", error.message);
    for (word, more) in [("why", &error.reason), ("help", &error.help)] {
        if let Some(more) = more {
            shown += &format!("      {word}: {more}\n");
        }
    }
    shown
}
