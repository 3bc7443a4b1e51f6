//! The body of a declaration, a section or a step: one clause a line, in columns.

use std::collections::BTreeMap;

use super::atom::{Atom, atoms, commented, flat};
use super::cells::{opening, padded, second};
use super::clause::clause;
use super::page::{Line, append};
use super::wrap::{as_written, wrap};
use super::{WIDTH, width};
use crate::lex::TokenKind;
use crate::tree::{Element, Node, NodeKind};

/// A clause, a comment line, or an empty line.
enum Entry<'n> {
    Clause(&'n Node, Option<String>),
    Comment(String),
    Empty,
}

/// The parts of a block: what stands on the line of its `{`, and its entries.
struct Body<'n> {
    after_brace: Option<String>,
    entries: Vec<Entry<'n>>,
    one_line: bool,
}

/// Lays out something with a block: its head, the block, and what follows (a form item may have more).
pub(super) fn with_block(text: &str, elements: &[Element], block: &str, indent: usize, pad: &Pad) -> Vec<Line> {
    let place =
        elements.iter().position(|element| matches!(element, Element::Node(node) if node.kind == NodeKind::Block));
    let Some((place, Element::Node(node))) = place.map(|place| (place, &elements[place])) else {
        return wrap(&atoms(text, elements), indent);
    };
    let head = atoms(text, &elements[..place]);
    let body = read(text, node);
    if body.one_line
        && !commented(&head)
        && let Some(line) = one_line(text, &head, &body, pad, indent)
    {
        return vec![Line::new(indent, line)];
    }
    let mut lines = if commented(&head) { as_written(&head, indent) } else { vec![Line::new(indent, flat(&head))] };
    // A comment at the end of the head's line would swallow the brace.
    match head.last().and_then(|last| last.after.as_ref()) {
        Some(comment) => append(&mut lines, &format!(" {{  {comment}")),
        None => append(&mut lines, " {"),
    }
    if let Some(comment) = &body.after_brace {
        append(&mut lines, &format!("  {comment}"));
    }
    if body.entries.is_empty() && body.after_brace.is_none() && head.last().is_none_or(|last| last.after.is_none()) {
        append(&mut lines, "}");
        return lines;
    }
    lines.extend(entries(text, &body, block, indent + 2));
    lines.push(Line::new(indent, "}"));
    lines
}

/// How wide the parts of steps on one line are, so that they stand under one another.
#[derive(Default)]
pub(super) struct Pad {
    name: usize,
    head: usize,
    first: usize,
}

fn one_line(text: &str, head: &[Atom], body: &Body<'_>, pad: &Pad, indent: usize) -> Option<String> {
    let clauses = flat_clauses(text, body)?;
    if clauses.is_empty() {
        return None;
    }
    let build = |pad: &Pad| {
        let mut inner = clauses.clone();
        if inner.len() > 1 {
            inner[0] = format!("{:<width$}", inner[0], width = pad.first);
        }
        format!("{:<width$} {{ {} }}", step_head(head, pad.name), inner.join("  "), width = pad.head)
    };
    [build(pad), build(&Pad::default())].into_iter().find(|line| indent + width(line) <= WIDTH)
}

/// `step plan     "Improvement"`: the titles of steps stand under one another.
fn step_head(head: &[Atom], name: usize) -> String {
    if head.len() < 3 || name == 0 {
        return flat(head);
    }
    format!("{} {:<name$} {}", head[0].text, head[1].text, flat(&head[2..]))
}

/// The clauses, each on one line, if that can be.
fn flat_clauses(text: &str, body: &Body<'_>) -> Option<Vec<String>> {
    let mut clauses = Vec::new();
    for entry in &body.entries {
        let Entry::Clause(node, None) = entry else { return None };
        let atoms = atoms(text, &node.children);
        if commented(&atoms) {
            return None;
        }
        clauses.push(flat(&atoms));
    }
    Some(clauses)
}

fn read<'n>(text: &str, node: &'n Node) -> Body<'n> {
    let mut body = Body { after_brace: None, entries: Vec::new(), one_line: true };
    let mut breaks = 0;
    for element in &node.children {
        match element {
            Element::Node(clause) => {
                if breaks > 1 && !body.entries.is_empty() {
                    body.entries.push(Entry::Empty);
                }
                breaks = 0;
                body.entries.push(Entry::Clause(clause, None));
            }
            Element::Token(token) => {
                let written = &text[token.range()];
                match token.kind {
                    TokenKind::Space => {
                        let found = written.matches('\n').count().max(written.matches('\r').count());
                        breaks += found;
                        body.one_line &= found == 0;
                    }
                    TokenKind::Comment => {
                        let comment = written.trim_end().to_owned();
                        match body.entries.last_mut() {
                            None if breaks == 0 => body.after_brace = Some(comment),
                            Some(Entry::Clause(_, after)) if breaks == 0 => *after = Some(comment),
                            last => {
                                if breaks > 1 && last.is_some() {
                                    body.entries.push(Entry::Empty);
                                }
                                body.entries.push(Entry::Comment(comment));
                            }
                        }
                        breaks = 0;
                        body.one_line = false;
                    }
                    _ => breaks = 0,
                }
            }
        }
    }
    body
}

fn entries(text: &str, body: &Body<'_>, block: &str, indent: usize) -> Vec<Line> {
    let columns = Columns::measure(text, body, block);
    let steps = steps(text, body, indent);
    let mut lines = Vec::new();
    for entry in &body.entries {
        match entry {
            Entry::Empty => lines.push(Line::new(0, "")),
            Entry::Comment(comment) => lines.push(Line::new(indent, comment.clone())),
            Entry::Clause(node, after) => {
                let mut clause = clause(text, node, block, indent, &columns, &steps);
                if let Some(comment) = after {
                    append(&mut clause, &format!("  {comment}"));
                }
                lines.extend(clause);
            }
        }
    }
    lines
}

/// How wide the columns of a block are.
pub(super) struct Columns {
    pub(super) word: usize,
    /// The second column, by the word that opens the clause (all fields of an event share one).
    pub(super) second: BTreeMap<String, usize>,
}

impl Columns {
    fn measure(text: &str, body: &Body<'_>, block: &str) -> Columns {
        let mut columns = Columns { word: 0, second: BTreeMap::new() };
        for entry in &body.entries {
            let Entry::Clause(node, _) = entry else { continue };
            let atoms = atoms(text, &node.children);
            let Some(first) = atoms.first() else { continue };
            if padded(block, &first.text) {
                columns.word = columns.word.max(width(&flat(&atoms[..opening(block, &atoms)])));
            }
            if let Some(end) = second(block, &atoms) {
                let wide = columns.second.entry(key(block, first)).or_default();
                *wide = (*wide).max(width(&flat(&atoms[1..end])));
            }
        }
        columns
    }
}

pub(super) fn key(block: &str, first: &Atom) -> String {
    if matches!(block, "event" | "entity") { String::new() } else { first.text.clone() }
}

fn steps(text: &str, body: &Body<'_>, indent: usize) -> Pad {
    let mut steps: Vec<(usize, usize, usize, usize)> = Vec::new();
    for entry in &body.entries {
        let Entry::Clause(node, _) = entry else { continue };
        let Some((head, inner)) = one_line_step(text, node) else {
            continue;
        };
        let Some(clauses) = flat_clauses(text, &inner).filter(|clauses| !clauses.is_empty()) else {
            continue;
        };
        let first = if clauses.len() > 1 { width(&clauses[0]) } else { 0 };
        let (head, name) = (width(&flat(&head)), width(&head[1].text));
        steps.push((head, first, width(&clauses.join("  ")) - first, name));
    }
    // A step that is too long for one line anyway has no part in it.
    steps.retain(|step| indent + step.0 + step.1 + step.2 + 5 <= WIDTH);
    // A step that would become too long by the padding does not decide about it.
    loop {
        let name = steps.iter().map(|step| step.3).max().unwrap_or(0);
        let head = steps.iter().map(|step| step.0 + name - step.3).max().unwrap_or(0);
        let first = steps.iter().map(|step| step.1).max().unwrap_or(0);
        let before = steps.len();
        steps.retain(|step| {
            let first = if step.1 > 0 { first } else { 0 };
            indent + head + first + step.2 + 5 <= WIDTH
        });
        if steps.len() == before {
            return Pad { name, head, first };
        }
    }
}

fn one_line_step<'n>(text: &str, node: &'n Node) -> Option<(Vec<Atom>, Body<'n>)> {
    let block =
        node.children.iter().position(|child| matches!(child, Element::Node(node) if node.kind == NodeKind::Block))?;
    let Element::Node(inner) = &node.children[block] else {
        return None;
    };
    let head = atoms(text, &node.children[..block]);
    let body = read(text, inner);
    (head.len() > 1 && head[0].is("step") && body.one_line && !commented(&head)).then_some((head, body))
}
