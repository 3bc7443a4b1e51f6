//! The leaves of a clause, with what decides about the blanks between them.

use crate::lex::TokenKind;
use crate::tree::{Element, Node, NodeKind};

/// A leaf as it will be printed.
#[derive(Debug, Clone, Default)]
pub(super) struct Atom {
    pub(super) text: String,
    pub(super) kind: AtomKind,
    /// A word of the language at this place.
    pub(super) keyword: bool,
    /// No blank before it.
    pub(super) glued: bool,
    /// No blank after it: a `-` that belongs to what follows.
    pub(super) minus: bool,
    /// It was the first on its line.
    pub(super) fresh: bool,
    /// A line of a table or a value of a `given` starts with it.
    pub(super) row: bool,
    /// It belongs to a table of values, whose lines are set apart.
    pub(super) table: bool,
    /// Comments on lines of their own before it.
    pub(super) before: Vec<String>,
    /// The comment after it, on its line.
    pub(super) after: Option<String>,
}

/// What an atom is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum AtomKind {
    #[default]
    Word,
    Number,
    Text,
    Sign,
}

impl Atom {
    pub(super) fn is(&self, text: &str) -> bool {
        self.text == text && self.kind != AtomKind::Text
    }
}

/// Gathers the atoms of some elements.
pub(super) fn atoms(text: &str, elements: &[Element]) -> Vec<Atom> {
    let mut gather = Gather { text, atoms: Vec::new(), fresh: false, comments: Vec::new() };
    gather.elements(elements, Around::default());
    gather.atoms
}

#[derive(Clone, Copy, Default)]
struct Around {
    joined: bool,
    first: bool,
    keyword: bool,
    minus: bool,
    row: bool,
    table: bool,
}

struct Gather<'t> {
    text: &'t str,
    atoms: Vec<Atom>,
    fresh: bool,
    comments: Vec<String>,
}

impl Gather<'_> {
    fn elements(&mut self, elements: &[Element], mut around: Around) {
        for element in elements {
            let before = self.atoms.len();
            match element {
                Element::Node(node) => self.node(node, around),
                Element::Token(token) => self.token(token.kind, &self.text[token.range()], around),
            }
            if self.atoms.len() > before {
                around.first = false;
                around.row = false;
            }
        }
    }

    fn node(&mut self, node: &Node, outer: Around) {
        let around = Around {
            joined: outer.joined || node.kind == NodeKind::Joined,
            first: if node.kind == NodeKind::Joined && !outer.joined { true } else { outer.first },
            keyword: node.kind == NodeKind::Keyword,
            minus: node.kind == NodeKind::Minus,
            row: outer.row || matches!(node.kind, NodeKind::Row | NodeKind::Value),
            table: outer.table || node.kind == NodeKind::Row,
        };
        let start = self.atoms.len();
        self.elements(&node.children, around);
        if node.kind == NodeKind::Sample {
            self.sample(start);
        }
    }

    /// `when n >= 30` is written `at least 30`.
    fn sample(&mut self, start: usize) {
        if self.atoms.get(start).is_some_and(|atom| atom.is("when")) && self.atoms.len() > start + 2 {
            let sign = self.atoms.remove(start + 2);
            self.atoms[start].text = "at".to_owned();
            let least = &mut self.atoms[start + 1];
            least.text = "least".to_owned();
            least.keyword = true;
            least.before.extend(sign.before);
            least.after = least.after.take().or(sign.after);
        }
    }

    fn token(&mut self, kind: TokenKind, written: &str, around: Around) {
        match kind {
            TokenKind::Space => self.fresh |= written.contains(['\n', '\r']),
            TokenKind::Comment if self.fresh || self.atoms.is_empty() => {
                self.comments.push(written.trim_end().to_owned())
            }
            TokenKind::Comment => {
                if let Some(atom) = self.atoms.last_mut() {
                    atom.after = Some(written.trim_end().to_owned());
                }
            }
            _ => {
                let kind = match kind {
                    TokenKind::Word => AtomKind::Word,
                    TokenKind::Number => AtomKind::Number,
                    TokenKind::Text => AtomKind::Text,
                    _ => AtomKind::Sign,
                };
                self.atoms.push(Atom {
                    text: written.to_owned(),
                    kind,
                    keyword: around.keyword,
                    glued: around.joined && !around.first,
                    minus: around.minus,
                    fresh: std::mem::take(&mut self.fresh),
                    row: around.row,
                    table: around.table,
                    before: std::mem::take(&mut self.comments),
                    after: None,
                });
            }
        }
    }
}

/// Whether a comment stands somewhere but at the very end.
pub(super) fn commented(atoms: &[Atom]) -> bool {
    atoms.iter().enumerate().any(|(index, atom)| {
        (index > 0 && !atom.before.is_empty()) || (index + 1 < atoms.len() && atom.after.is_some())
    })
}

/// All on one line.
pub(super) fn flat(atoms: &[Atom]) -> String {
    let mut line = String::new();
    for (index, atom) in atoms.iter().enumerate() {
        if index > 0 {
            let earlier = index.checked_sub(2).and_then(|index| atoms.get(index));
            line.push_str(blank(earlier, &atoms[index - 1], atom, atoms.get(index + 1)));
        }
        line.push_str(&atom.text);
    }
    line
}

/// What stands between two atoms.
fn blank(earlier: Option<&Atom>, left: &Atom, right: &Atom, next: Option<&Atom>) -> &'static str {
    let number = |side: Option<&Atom>| side.is_some_and(|side| side.kind == AtomKind::Number);
    if right.glued || left.minus || left.is("(") || left.is("..") || right.is("..") {
        return "";
    }
    if right.kind == AtomKind::Sign && matches!(right.text.as_str(), ")" | "," | ";" | ":" | "?" | "%") {
        return "";
    }
    if right.is("(") && left.kind == AtomKind::Word && !left.keyword {
        return "";
    }
    // `1/2` is one number to its reader.
    if right.is("/") && number(Some(left)) && number(next) || left.is("/") && number(earlier) && number(Some(right)) {
        return "";
    }
    if right.row && right.table && !left.is("{") { "  " } else { " " }
}
