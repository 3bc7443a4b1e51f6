//! Files to declarations: every syntax error becomes a diagnostic.

use super::SourceFile;
use super::layers::{self, LayeredItem};
use super::size;
use super::versions::Versions;
use crate::{Diagnostic, Severity};
use etalon_grammar::ast::{ClauseKind, File, Head, Span};
use std::collections::BTreeSet;

/// What the files declare, after layers are laid over each other.
pub(crate) struct Read {
    /// The declarations that stand, used standards first.
    pub items: Vec<LayeredItem>,
    /// `use plugin …`, and in which layer.
    pub plugins: Vec<LayeredItem>,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// Places of syntax errors: what stands around them is known only in part.
    pub broken: Vec<Span>,
    /// Names of declarations that could not be read: their users are not told a second time.
    pub lost: Vec<String>,
    /// The texts of the files.
    pub texts: Vec<String>,
    /// The versions of the standard.
    pub versions: Versions,
}

/// Reads the files.
pub(crate) fn read(files: &[SourceFile]) -> Read {
    let texts = files.iter().map(|f| f.text.clone()).collect();
    let mut read = Read {
        items: Vec::new(),
        plugins: Vec::new(),
        diagnostics: Vec::new(),
        broken: Vec::new(),
        lost: Vec::new(),
        texts,
        versions: Versions::default(),
    };
    let mut parsed: Vec<(u32, File)> = Vec::new();
    for (number, file) in (0_u32..).zip(files) {
        let found = etalon_grammar::read(number, &file.text);
        let whole = found.errors.is_empty();
        for error in found.errors {
            read.broken.push(error.span);
            read.diagnostics.push(Diagnostic {
                slug: error.slug,
                severity: Severity::Error,
                message: error.message,
                labels: vec![crate::Label { span: error.span, text: String::new() }],
                reason: error.reason,
                help: error.help,
                rule: None,
                rule_told: false,
            });
        }
        read.lost.extend(lost(&file.text, &found.file, whole));
        parsed.push((file.layer, found.file));
    }
    let uses = parsed.iter().flat_map(|(layer, file)| file.items.iter().map(|item| (*layer, item)));
    let plugins = uses.filter(|(_, item)| matches!(item.head, Head::Plugin(_)));
    read.plugins = plugins.map(|(layer, item)| LayeredItem::new(item.clone(), layer)).collect();
    let heads;
    (read.items, heads) = layers::lay(parsed, &mut read.diagnostics);
    read.versions = Versions::new(heads, &read.items);
    size::limit(&mut read);
    read
}

/// Names that stand in the place of a name at the start of a line, without having become a declaration; where something
/// could not be read, whatever word stands before them (`critrion quick`), and names of steps and items too.
fn lost(text: &str, file: &File, whole: bool) -> Vec<String> {
    if whole {
        return Vec::new();
    }
    let mut known: BTreeSet<&str> = file.items.iter().map(|i| i.name.text.as_str()).collect();
    for clause in file.items.iter().flat_map(|item| &item.clauses) {
        match &clause.kind {
            ClauseKind::Step(step) => drop(known.insert(&step.name.text)),
            ClauseKind::Section(section) => known.extend(section.items.iter().map(|item| item.name.text.as_str())),
            ClauseKind::Item(item) => drop(known.insert(&item.name.text)),
            _ => {}
        }
    }
    let mut names = Vec::new();
    for line in text.lines() {
        let indented = line.starts_with(char::is_whitespace);
        let mut words =
            line.split(|c: char| c.is_whitespace() || matches!(c, '"' | '{' | '=')).filter(|word| !word.is_empty());
        let Some(first) = words.next() else { continue };
        // A clause (`principle trust`) is indented; a declaration hardly ever is.
        let names_something = if indented { matches!(first, "step" | "item") } else { !first.starts_with(['/', '}']) };
        if !names_something {
            continue;
        }
        let mut name = if first == "override" { words.nth(1) } else { words.next() };
        if first == "use" && name == Some("plugin") {
            name = words.next();
        }
        if let Some(name) = name
            && !known.contains(name)
        {
            names.push(name.to_owned());
        }
    }
    names
}
