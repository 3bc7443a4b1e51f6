//! One clause of a block.

use super::atom::{Atom, atoms, commented, flat};
use super::block::{Columns, Pad, key, with_block};
use super::cells::{opening, padded, second};
use super::page::{Line, append, prefixed};
use super::wrap::{as_written, wrap};
use super::{WIDTH, width};
use crate::tree::{Element, Node, NodeKind};

pub(super) fn clause(text: &str, node: &Node, block: &str, indent: usize, columns: &Columns, pad: &Pad) -> Vec<Line> {
    let atoms = atoms(text, &node.children);
    let Some(first) = atoms.first() else { return Vec::new() };
    if node.children.iter().any(|child| matches!(child, Element::Node(node) if node.kind == NodeKind::Block)) {
        let inner = match first.text.as_str() {
            inner @ ("step" | "appeal" | "stage" | "clock") => inner,
            _ => "section",
        };
        return with_block(text, &node.children, inner, indent, pad);
    }
    if first.is("given") && block == "test" {
        return given(&atoms, indent);
    }
    if (first.is("item") || first.is("step") && matches!(block, "steps" | "stage"))
        && let Some(lines) = item(&atoms, indent, columns)
    {
        return lines;
    }
    // `ewma.level(…) of call`: the first word is a part of what follows.
    if block == "metric" && atoms.get(1).is_some_and(|second| second.glued) {
        return wrap(&atoms, indent);
    }
    let wide = if padded(block, &first.text) { columns.word } else { 0 };
    let opening = if commented(&atoms) { 1 } else { opening(block, &atoms) };
    let mut prefix = format!("{:<wide$} ", flat(&atoms[..opening]));
    let mut start = opening;
    if commented(&atoms) {
        let column = indent + width(&prefix);
        return commented_clause(&atoms, &prefix, indent, column);
    }
    if let (Some(end), Some(second)) = (second(block, &atoms), columns.second.get(&key(block, first))) {
        prefix.push_str(&format!("{:<second$} ", flat(&atoms[1..end])));
        start = end;
    }
    let column = indent + width(&prefix);
    if matches!(first.text.as_str(), "meaning" | "guidance") {
        return prefixed(&prefix, indent, languages(&atoms[start..], column));
    }
    prefixed(&prefix, indent, wrap(&atoms[start..], column))
}

/// A form item whose guidance does not fit on its line: the guidance gets its own.
fn item(atoms: &[Atom], indent: usize, columns: &Columns) -> Option<Vec<Line>> {
    // A table (`by busy { … }`) has braces too.
    let open = atoms.windows(2).position(|two| two[0].is("{") && two[1].is("guidance"))?;
    let close = atoms.iter().rposition(|atom| atom.is("}"))?;
    let wide = columns.second.get(&atoms[0].text).copied().unwrap_or(0);
    let head = format!("{} {:<wide$} {}", atoms[0].text, flat(&atoms[1..2]), flat(&atoms[2..=open]));
    let whole = indent + width(&head) + 1 + width(&flat(&atoms[open + 1..]));
    let broken = atoms[open + 1].fresh;
    if commented(atoms) || close + 1 != atoms.len() || !broken && whole <= WIDTH {
        return None;
    }
    let mut lines = vec![Line::new(indent, head)];
    let prefix = format!("{} ", atoms[open + 1].text);
    let texts = languages(&atoms[open + 2..close], indent + 2 + width(&prefix));
    lines.extend(prefixed(&prefix, indent + 2, texts));
    lines.push(Line::new(indent, "}"));
    Some(lines)
}

fn commented_clause(atoms: &[Atom], prefix: &str, indent: usize, column: usize) -> Vec<Line> {
    let Some(comment) = &atoms[0].after else {
        return prefixed(prefix, indent, as_written(&atoms[1..], column));
    };
    let mut lines = vec![Line::new(indent, format!("{prefix} {comment}"))];
    for own in &atoms[1].before {
        lines.push(Line::new(column, own.clone()));
    }
    lines.extend(as_written(&atoms[1..], column));
    lines
}

/// Texts in several languages stand under one another if they do not fit on a line, or if their author wrote them so.
fn languages(atoms: &[Atom], column: usize) -> Vec<Line> {
    let line = flat(atoms);
    let broken = atoms.iter().skip(1).any(|atom| atom.fresh);
    let braced = atoms.first().is_some_and(|atom| atom.is("{"));
    if !broken && column + width(&line) <= WIDTH || atoms.len() < 3 {
        return vec![Line::new(column, line)];
    }
    let inner = if braced { &atoms[1..atoms.len() - 1] } else { atoms };
    let column = if braced { column + 2 } else { column };
    let lines = inner.chunks(if inner.len() % 2 == 0 { 2 } else { 1 }).map(|text| Line::new(column, flat(text)));
    let mut lines: Vec<Line> = lines.collect();
    if braced {
        lines = prefixed("{ ", column - 2, lines);
        append(&mut lines, " }");
    }
    lines
}

/// `given call { … }`: on one line if it was and fits; otherwise the author's lines, none too long.
fn given(atoms: &[Atom], indent: usize) -> Vec<Line> {
    let line = flat(atoms);
    let broken = commented(atoms) || atoms.iter().skip(1).any(|atom| atom.fresh);
    let Some(open) = atoms.iter().position(|atom| atom.is("{")) else {
        return vec![Line::new(indent, line)];
    };
    if !broken && indent + width(&line) <= WIDTH || atoms.len() < open + 3 {
        return vec![Line::new(indent, line)];
    }
    let mut lines = vec![Line::new(indent, flat(&atoms[..=open]))];
    let close = atoms.len() - 1;
    let mut fresh = true;
    if let Some(comment) = &atoms[open].after {
        append(&mut lines, &format!("  {comment}"));
    }
    let mut start = open + 1;
    while start < close {
        let end = (start + 1..close).find(|index| atoms[*index].row).unwrap_or(close);
        let pair = flat(&atoms[start..end]);
        fresh |= atoms[start].fresh || !atoms[start].before.is_empty();
        for comment in &atoms[start].before {
            lines.push(Line::new(indent + 2, comment.clone()));
        }
        match lines.last_mut() {
            Some(last) if !fresh && last.indent + width(&last.text) + 1 + width(&pair) <= WIDTH => {
                last.text.push(' ');
                last.text.push_str(&pair);
            }
            _ => lines.push(Line::new(indent + 2, pair)),
        }
        fresh = false;
        for atom in &atoms[start..end] {
            if let Some(comment) = &atom.after {
                append(&mut lines, &format!("  {comment}"));
                fresh = true;
            }
        }
        start = end;
    }
    for comment in &atoms[close].before {
        lines.push(Line::new(indent + 2, comment.clone()));
    }
    lines.push(Line::new(indent, "}"));
    lines
}
