//! Word classes, for editors and the terminal.

use std::ops::Range;

use crate::lex::{Token, TokenKind};
use crate::tree::{Element, Node, NodeKind};
use crate::words::{RESERVED, declaration, is_clause_word};

/// What a stretch of text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Highlight {
    /// A word of the language.
    Keyword,
    /// The name that a declaration gives.
    Declared,
    /// Any other name.
    Name,
    /// A number, a date, an instant, a percentage.
    Number,
    /// A unit of time.
    Unit,
    /// A text in quotes.
    Text,
    /// A comment.
    Comment,
    /// A sign or a bracket.
    Sign,
    /// Something that could not be read.
    Broken,
}

/// The stretches of a text that have a class, in order, without overlaps. White space has none.
pub fn highlight(text: &str) -> Vec<(Range<usize>, Highlight)> {
    let parsed = crate::parse(0, text);
    let mut painter = Painter { text, result: Vec::new(), declares: false };
    painter.node(parsed.tree.root(), None);
    painter.result
}

struct Painter<'t> {
    text: &'t str,
    result: Vec<(Range<usize>, Highlight)>,
    /// The next name is the one that a declaration gives.
    declares: bool,
}

impl Painter<'_> {
    fn node(&mut self, node: &Node, outer: Option<NodeKind>) {
        // A piece that could not be read is painted by its words alone.
        let kind = if outer == Some(NodeKind::Broken) { outer } else { Some(node.kind) };
        for child in &node.children {
            match child {
                Element::Node(inner) => self.node(inner, kind),
                Element::Token(token) => self.token(*token, node.kind, kind),
            }
        }
    }

    fn token(&mut self, token: Token, node: NodeKind, painted: Option<NodeKind>) {
        let word = &self.text[token.range()];
        let broken = painted == Some(NodeKind::Broken);
        let class = match token.kind {
            TokenKind::Space => return,
            TokenKind::Comment => Highlight::Comment,
            TokenKind::Text => Highlight::Text,
            TokenKind::Number => Highlight::Number,
            TokenKind::Sign if node == NodeKind::Joined && word == "%" => Highlight::Number,
            TokenKind::Sign => Highlight::Sign,
            TokenKind::OpenText | TokenKind::Stray => Highlight::Broken,
            TokenKind::Word
                if broken && (RESERVED.contains(&word) || is_clause_word(word) || declaration(word).is_some()) =>
            {
                Highlight::Keyword
            }
            TokenKind::Word => match node {
                NodeKind::Keyword => Highlight::Keyword,
                NodeKind::Unit => Highlight::Unit,
                _ if std::mem::take(&mut self.declares) => Highlight::Declared,
                _ => Highlight::Name,
            },
        };
        if class == Highlight::Keyword {
            // `use plugin tone`: two words, then the name.
            let goes_on = self.declares && word == "plugin";
            self.declares = (goes_on || declaration(word).is_some()) && node == NodeKind::Keyword && !broken;
        }
        self.result.push((token.range(), class));
    }
}
