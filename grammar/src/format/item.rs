//! A whole file: declarations with one empty line between them.

use super::atom::{Atom, atoms, commented, flat};
use super::block::{Pad, with_block};
use super::page::{Line, append, print};
use super::wrap::{as_written, wrap};
use super::{WIDTH, width};
use crate::lex::TokenKind;
use crate::tree::{Element, Node, NodeKind};
use crate::words::declaration;

/// What was written last.
enum Last {
    Nothing,
    Comment,
    /// A declaration: its word, if it stands on one line.
    Item(Option<String>),
}

/// Lays out a file.
pub(super) fn file(text: &str, root: &Node) -> String {
    let mut lines: Vec<Line> = Vec::new();
    let mut last = Last::Nothing;
    let mut breaks = 1;
    for element in &root.children {
        match element {
            Element::Node(node) => {
                let item = item(text, node);
                let word = (item.len() == 1).then(|| word(text, node));
                let apart = match &last {
                    Last::Nothing => false,
                    Last::Comment => breaks > 1,
                    // Short declarations of one kind may stand together.
                    Last::Item(before) => breaks > 1 || before.is_none() || *before != word,
                };
                if apart {
                    lines.push(Line::new(0, ""));
                }
                lines.extend(item);
                last = Last::Item(word);
                breaks = 0;
            }
            Element::Token(token) => {
                let written = &text[token.range()];
                match token.kind {
                    TokenKind::Space => breaks += written.matches('\n').count().max(written.matches('\r').count()),
                    TokenKind::Comment => {
                        let comment = written.trim_end();
                        if breaks == 0 && matches!(last, Last::Item(_)) {
                            append(&mut lines, &format!("  {comment}"));
                        } else {
                            let apart = match last {
                                Last::Nothing => false,
                                Last::Comment => breaks > 1,
                                Last::Item(_) => true,
                            };
                            if apart {
                                lines.push(Line::new(0, ""));
                            }
                            lines.push(Line::new(0, comment));
                            last = Last::Comment;
                        }
                        breaks = 0;
                    }
                    _ => {}
                }
            }
        }
    }
    print(&lines)
}

/// The word that opens a declaration.
fn word(text: &str, node: &Node) -> String {
    let atoms = atoms(text, &node.children);
    atoms.iter().find(|atom| declaration(&atom.text).is_some()).map_or_else(String::new, |atom| atom.text.clone())
}

fn item(text: &str, node: &Node) -> Vec<Line> {
    let block = node.children.iter().any(|child| matches!(child, Element::Node(node) if node.kind == NodeKind::Block));
    if block {
        return with_block(text, &node.children, &word(text, node), 0, &Pad::default());
    }
    let atoms = atoms(text, &node.children);
    if commented(&atoms) {
        let mut lines = as_written(&atoms, 2);
        if let Some(first) = lines.first_mut() {
            first.indent = 0;
        }
        return lines;
    }
    let equals = atoms.iter().position(|atom| atom.is("=")).filter(|_| word(text, node) == "define");
    let Some(equals) = equals else {
        return vec![Line::new(0, flat(&atoms))];
    };
    define(&atoms, equals)
}

/// `define … =` and, where it does not fit behind, the condition on lines of its own.
fn define(atoms: &[Atom], equals: usize) -> Vec<Line> {
    let (head, value) = (flat(&atoms[..=equals]), &atoms[equals + 1..]);
    let beside = wrap(value, width(&head) + 1);
    if let [line] = beside.as_slice()
        && width(&head) + 1 + width(&line.text) <= WIDTH
    {
        return vec![Line::new(0, format!("{head} {}", line.text))];
    }
    let mut lines = vec![Line::new(0, head)];
    lines.extend(wrap(value, 2));
    lines
}
