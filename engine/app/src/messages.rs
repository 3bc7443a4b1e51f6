//! What the checker has to say, as people and as tools read it.

use crate::limits;
use crate::places::{Places, floor};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use etalon_core::{Diagnostic, Severity, SourceFile, Undecided};
use etalon_grammar::ast::Span;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// So many are shown to people; whoever has more begins with these. Tools get all of them.
const MOST_SHOWN: usize = 100;

/// Places further apart than so many lines are shown apart: all lines between them would have to be gone through.
const FAR: usize = 200;

/// Line and column, both from 1; columns count characters.
pub fn place(files: &[SourceFile], span: Span) -> (&str, usize, usize) {
    Places::new(files).of(span)
}

/// The text there, as it is written.
pub fn written(files: &[SourceFile], span: Span) -> String {
    let text = files.get(span.file as usize).and_then(|file| file.text.get(span.start as usize..span.end as usize));
    text.unwrap_or_default().trim().to_owned()
}

/// All of them as text, with the places shown, and a line that sums up.
pub fn render(files: &[SourceFile], diagnostics: &[Diagnostic], width: usize) -> String {
    let renderer = Renderer::styled().decor_style(DecorStyle::Unicode).term_width(width);
    let places = Places::new(files);
    let mut out = String::new();
    for diagnostic in diagnostics.iter().take(MOST_SHOWN) {
        out.push_str(&one(&places, files, diagnostic, &renderer));
        out.push_str("\n\n");
    }
    if diagnostics.len() > MOST_SHOWN {
        let hidden = diagnostics.len() - MOST_SHOWN;
        let _ = writeln!(out, "… and {hidden} more like these; `etalon check --format json` tells all of them\n");
    }
    if !diagnostics.is_empty() {
        let _ = writeln!(out, "{}", sum_up(diagnostics));
    }
    out
}

/// One of them, without the line that sums up.
pub fn render_one(files: &[SourceFile], diagnostic: &Diagnostic, width: usize) -> String {
    one(&Places::new(files), files, diagnostic, &Renderer::styled().decor_style(DecorStyle::Unicode).term_width(width))
}

fn one(places: &Places<'_>, files: &[SourceFile], diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.slug));
    for together in stretches(places, files, diagnostic) {
        let file = together[0].file;
        let from = together.iter().map(|place| place.start).min().unwrap_or(0);
        let to = together.iter().map(|place| place.end).max().unwrap_or(0);
        let lines = places.lines(file, from, to);
        let annotations: Vec<Annotation<'_>> = together
            .iter()
            .map(|place| {
                let kind = if place.label == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
                let annotation = kind.span(place.start - lines.start..place.end - lines.start);
                let text = &diagnostic.labels[place.label].text;
                if text.is_empty() { annotation } else { annotation.label(text.as_str()) }
            })
            .collect();
        let snippet = Snippet::source(lines.text).line_start(lines.first).path(files[file].path.as_str());
        group = group.element(snippet.annotations(annotations));
    }
    if let Some(rule) = diagnostic.rule.as_ref().filter(|_| !diagnostic.rule_told) {
        group = group.element(Level::NOTE.with_name("in").message(rule.as_str()));
    }
    if let Some(reason) = &diagnostic.reason {
        group = group.element(Level::NOTE.with_name("why").message(reason.as_str()));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// Where a label stands.
struct Place {
    label: usize,
    file: usize,
    start: usize,
    end: usize,
}

/// The labels of one message, those that are shown in one piece together: in one file, and not far from each other.
fn stretches(places: &Places<'_>, files: &[SourceFile], diagnostic: &Diagnostic) -> Vec<Vec<Place>> {
    let mut all: Vec<Vec<Place>> = Vec::new();
    for (label, span) in diagnostic.labels.iter().map(|label| label.span).enumerate() {
        let file = span.file as usize;
        let Some(text) = files.get(file).map(|file| &file.text) else {
            continue;
        };
        let start = floor(text, span.start as usize);
        let place = Place { label, file, start, end: floor(text, span.end as usize).max(start) };
        let near = |other: &Place| other.file == file && places.between(file, start, other.start) <= FAR;
        match all.iter_mut().find(|together| together.iter().any(near)) {
            Some(together) => together.push(place),
            None => all.push(vec![place]),
        }
    }
    all
}

/// `2 errors, 1 warning`
pub fn sum_up(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
    let warnings = diagnostics.len() - errors;
    let count = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    match (errors, warnings) {
        (0, 0) => "no mistakes found".to_owned(),
        (0, w) => count(w, "warning"),
        (e, 0) => count(e, "error"),
        (e, w) => format!("{}, {}", count(e, "error"), count(w, "warning")),
    }
}

/// The same for tools.
pub fn json(files: &[SourceFile], diagnostics: &[Diagnostic], undecided: &[Undecided]) -> Value {
    let places = Places::new(files);
    json!({
        "schema": "etalon-check/1",
        "diagnostics": diagnostics.iter().map(|d| one_json(&places, d)).collect::<Vec<_>>(),
        "undecided": undecided.iter().map(|u| limits::one_json(files, &places, u)).collect::<Vec<_>>(),
    })
}

/// Files that could not even be loaded, in the same form.
pub fn load_json(errors: &[etalon_store::LoadError]) -> Value {
    let one = |error: &etalon_store::LoadError| {
        let line = error.line.unwrap_or(1);
        json!({
            "slug": error.slug,
            "severity": "error",
            "message": error.message,
            "file": error.file,
            "line": line,
            "column": 1,
            "end_line": line,
            "end_column": 1,
            "labels": [],
            "reason": error.reason,
            "help": error.help,
            "rule": null,
        })
    };
    json!({ "schema": "etalon-check/1", "diagnostics": errors.iter().map(one).collect::<Vec<_>>(), "undecided": [] })
}

fn one_json(places: &Places<'_>, diagnostic: &Diagnostic) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut value = json!({ "slug": diagnostic.slug, "severity": severity, "message": diagnostic.message });
    if let (Some(main), Some(map)) = (diagnostic.labels.first(), value.as_object_mut())
        && let Value::Object(place) = span_json(places, main.span)
    {
        map.extend(place);
    }
    value["labels"] = diagnostic
        .labels
        .iter()
        .map(|label| {
            let mut place = span_json(places, label.span);
            place["text"] = json!(label.text);
            place
        })
        .collect();
    value["rule"] = json!(diagnostic.rule);
    value["reason"] = json!(diagnostic.reason);
    value["help"] = json!(diagnostic.help);
    value
}

pub fn span_json(places: &Places<'_>, span: Span) -> Value {
    let (file, line, column) = places.of(span);
    let (_, end_line, end_column) = places.of(Span { start: span.end, ..span });
    json!({ "file": file, "line": line, "column": column, "end_line": end_line, "end_column": end_column })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(lines: usize) -> String {
        let text = "word\n".repeat(lines + 1);
        let at = |line: usize| Span { file: 0, start: line as u32 * 5, end: line as u32 * 5 + 4 };
        let diagnostic = Diagnostic::warning("said-twice", at(lines), "said twice").label(at(0), "said first");
        let file = SourceFile { path: "a.etalon".to_owned(), text, layer: 0 };
        anstream::adapter::strip_str(&render_one(&[file], &diagnostic, 80)).to_string()
    }

    #[test]
    fn places_far_from_each_other_are_each_shown_with_their_line() {
        let far = shown(FAR + 1);
        assert!(far.contains("a.etalon:202:1") && far.contains("a.etalon:1:1") && far.contains("said first"), "{far}");
        let near = shown(FAR);
        assert!(near.contains("a.etalon:201:1") && !near.contains("a.etalon:1:1"), "{near}");
    }
}
