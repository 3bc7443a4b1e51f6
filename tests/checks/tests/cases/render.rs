//! Diagnostics as plain text: as the program shows them, but without colours and frames.

use etalon_core::{Diagnostic, Severity, SourceFile, Undecided};
use etalon_grammar::ast::Span;
use std::fmt::Write as _;

/// All of them, in the order in which they were said.
pub fn diagnostics(files: &[SourceFile], list: &[Diagnostic]) -> String {
    let mut out = String::new();
    if list.is_empty() {
        out.push_str("nothing to say\n");
    }
    for one in list {
        let severity = match one.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let _ = writeln!(out, "{severity}[{}]: {}", one.slug, one.message);
        for (index, label) in one.labels.iter().enumerate() {
            place(&mut out, files, label.span, &label.text, if index == 0 { '^' } else { '-' });
        }
        let rule = one.rule.clone().filter(|_| !one.rule_told);
        for (word, text) in [("in  ", &rule), ("why ", &one.reason), ("help", &one.help)] {
            if let Some(text) = text {
                let _ = writeln!(out, "  {word}: {}", text.replace('\n', "\n        "));
            }
        }
        out.push('\n');
    }
    out
}

/// What was not decided.
pub fn undecided(files: &[SourceFile], list: &[Undecided]) -> String {
    let mut out = String::new();
    for one in list {
        let word = if one.limit.gave_up() { "not decided" } else { "taken as it stands" };
        let _ = writeln!(out, "{word}: {}: this {}", one.rule.as_deref().unwrap_or("in no rule"), one.limit.meaning());
        place(&mut out, files, one.span, "", '^');
    }
    out
}

fn place(out: &mut String, files: &[SourceFile], span: Span, text: &str, mark: char) {
    let Some(file) = files.get(span.file as usize) else {
        let _ = writeln!(out, "  in no file: {text}");
        return;
    };
    let source = file.text.as_str();
    let start = floor(source, span.start as usize);
    let end = floor(source, (span.end as usize).max(start));
    let from = source[..start].rfind('\n').map_or(0, |at| at + 1);
    let to = source[start..].find('\n').map_or(source.len(), |at| start + at);
    let number = source[..start].matches('\n').count() + 1;
    let column = source[from..start].chars().count();
    let marks = source[start..end.min(to).max(start)].chars().count().max(1);
    let _ = writeln!(out, "  {}:{number}:{}", file.path, column + 1);
    let _ = writeln!(out, "  {number:>4} | {}", source[from..to].trim_end());
    let more = if end > to { " …" } else { "" };
    let marks: String = std::iter::repeat_n(mark, marks).collect();
    let line = format!("       | {}{marks}{more} {text}", " ".repeat(column));
    let _ = writeln!(out, "{}", line.trim_end());
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
