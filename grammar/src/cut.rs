//! Cuts a text into declarations, so that a broken one never touches the next.
//!
//! Braces decide, and where they do not (a closing brace is missing), the head of the next declaration does.

use crate::ast::Kind;
use crate::lex::{Token, TokenKind};
use crate::words::{RESERVED, clauses_of, declaration, has_block, word_of};

/// A stretch of the text that is read on its own.
#[derive(Debug)]
pub(crate) enum Piece {
    /// Something that opens like a declaration.
    Item(ItemPiece),
    /// Something else.
    Junk(std::ops::Range<usize>),
    /// A closing brace that closes nothing.
    StrayBrace(usize),
}

/// Something that opens like a declaration.
#[derive(Debug)]
pub(crate) struct ItemPiece {
    /// Which word opens it.
    pub(crate) kind: Kind,
    /// `drop …`
    pub(crate) drops: bool,
    /// The bytes it covers.
    pub(crate) range: std::ops::Range<usize>,
    /// Where its body opens.
    pub(crate) brace: Option<usize>,
    /// An opening brace that nothing closes.
    pub(crate) unclosed: Option<usize>,
}

/// A leaf that is not white space, with its place on the line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leaf<'t> {
    pub(crate) token: Token,
    pub(crate) text: &'t str,
    pub(crate) first_on_line: bool,
    pub(crate) column: usize,
    /// How far the first leaf of its line is indented.
    pub(crate) indent: usize,
}

impl Leaf<'_> {
    pub(crate) fn is(&self, text: &str) -> bool {
        self.text == text && matches!(self.token.kind, TokenKind::Word | TokenKind::Sign)
    }

    fn is_text(&self) -> bool {
        matches!(self.token.kind, TokenKind::Text | TokenKind::OpenText)
    }

    /// A word that can name something.
    pub(crate) fn is_name(&self) -> bool {
        self.token.kind == TokenKind::Word && !RESERVED.contains(&self.text)
    }
}

/// The leaves of a text without white space and comments.
pub(crate) fn leaves<'t>(text: &'t str, tokens: &[Token]) -> Vec<Leaf<'t>> {
    let mut result = Vec::new();
    let (mut line_start, mut fresh, mut indent) = (0, true, 0);
    for &token in tokens {
        let piece = &text[token.range()];
        if token.kind == TokenKind::Space {
            if let Some(at) = piece.rfind(['\n', '\r']) {
                line_start = token.start + at + 1;
                fresh = true;
            }
            continue;
        }
        if token.kind == TokenKind::Comment {
            continue;
        }
        let column = token.start - line_start;
        if fresh {
            indent = column;
        }
        result.push(Leaf { token, text: piece, first_on_line: fresh, column, indent });
        fresh = false;
    }
    result
}

/// Cuts the text.
pub(crate) fn cut(leaves: &[Leaf<'_>]) -> Vec<Piece> {
    let mut cutter = Cutter { leaves, at: 0, pieces: Vec::new() };
    while cutter.at < leaves.len() {
        cutter.piece();
    }
    cutter.pieces
}

struct Cutter<'a, 't> {
    leaves: &'a [Leaf<'t>],
    at: usize,
    pieces: Vec<Piece>,
}

/// How a declaration's first words lie: `override criterion` is two.
struct Opening {
    kind: Kind,
    drops: bool,
    words: usize,
}

impl Cutter<'_, '_> {
    fn leaf(&self, index: usize) -> Option<&Leaf<'_>> {
        self.leaves.get(index)
    }

    fn opening(&self, index: usize) -> Option<Opening> {
        let word = |index: usize| {
            self.leaf(index).filter(|leaf| leaf.token.kind == TokenKind::Word).and_then(|leaf| declaration(leaf.text))
        };
        let leaf = self.leaf(index)?;
        if leaf.is("override") || leaf.is("drop") {
            return word(index + 1).map(|kind| Opening { kind, drops: leaf.is("drop"), words: 2 });
        }
        word(index).map(|kind| Opening { kind, drops: false, words: 1 })
    }

    fn piece(&mut self) {
        let leaf = &self.leaves[self.at];
        if leaf.is("}") {
            self.pieces.push(Piece::StrayBrace(leaf.token.start));
            self.at += 1;
            return;
        }
        let first = self.at;
        let opening = self.opening(first);
        let skip = opening.as_ref().map_or(1, |opening| opening.words);
        let block = opening.as_ref().is_none_or(|opening| has_block(opening.kind) && !opening.drops);
        let scan = self.scan(first, skip, block, opening.as_ref().map(|opening| opening.kind));
        let range = leaf.token.start..self.leaves[scan.end - 1].token.end;
        self.at = scan.end;
        self.pieces.push(match opening {
            Some(opening) => Piece::Item(ItemPiece {
                kind: opening.kind,
                drops: opening.drops,
                range,
                brace: scan.brace.filter(|_| block),
                unclosed: scan.unclosed,
            }),
            None => Piece::Junk(range),
        });
    }

    /// Where the piece that starts at `first` ends.
    fn scan(&self, first: usize, skip: usize, block: bool, kind: Option<Kind>) -> Scan {
        let column = self.leaves[first].column;
        // Its clauses have begun, and no brace stood before them: it was forgotten.
        let mut forgotten = false;
        let mut open: Vec<usize> = Vec::new();
        let mut closed: Vec<(usize, usize)> = Vec::new();
        let mut brace = None;
        let mut index = first + skip;
        while let Some(leaf) = self.leaf(index) {
            if open.is_empty() {
                if leaf.is("}") {
                    // A block whose opening brace was forgotten keeps its closing one.
                    let end = if block && brace.is_none() && index > first + skip { index + 1 } else { index };
                    return Scan { end: end.max(first + 1), brace, unclosed: None };
                }
                let clause = block && brace.is_none() && kind.is_some_and(|kind| self.is_clause(index, kind, column));
                forgotten |= clause;
                let starts = self.starts(index) && !clause || self.looks_like_declaration(index, column);
                if leaf.first_on_line && (starts || !block && self.starts_afresh(index, column)) {
                    break;
                }
            } else if self.surely_starts(index, column) {
                break;
            }
            if leaf.is("{") {
                brace = brace.or((!forgotten).then_some(leaf.token.start));
                open.push(index);
            } else if leaf.is("}") {
                if let Some(opened) = open.pop() {
                    closed.push((opened, index));
                }
                if open.is_empty() && block && !forgotten {
                    return Scan { end: index + 1, brace, unclosed: None };
                }
            }
            index += 1;
        }
        let unclosed = open.last().map(|&opened| self.blame(opened, &closed));
        Scan { end: index, brace, unclosed }
    }

    /// Of the braces, the one that its author most likely forgot to close: the first whose partner stands in another column than its line.
    fn blame(&self, opened: usize, closed: &[(usize, usize)]) -> usize {
        let crooked = closed
            .iter()
            .filter(|(from, to)| {
                let (from, to) = (&self.leaves[*from], &self.leaves[*to]);
                to.first_on_line && to.column < from.indent
            })
            .map(|(from, _)| *from)
            .min();
        self.leaves[crooked.unwrap_or(opened)].token.start
    }

    /// Where an opening brace is still to come: a line that can only be a clause of the declaration.
    fn is_clause(&self, index: usize, kind: Kind, column: usize) -> bool {
        let leaf = &self.leaves[index];
        let fields = matches!(kind, Kind::Event | Kind::Entity);
        let says = if fields { leaf.is_name() } else { clauses_of(word_of(kind)).contains(&leaf.text) };
        leaf.first_on_line && leaf.column > column && says && leaf.token.kind == TokenKind::Word
    }

    /// Outside braces: a word of the language with something that it could declare.
    fn starts(&self, index: usize) -> bool {
        let Some(opening) = self.opening(index) else {
            return false;
        };
        let Some(next) = self.leaf(index + opening.words) else {
            return self.leaves[index].column == 0;
        };
        let after_by = index > 0 && self.leaves[index - 1].is("by");
        next.is_name() || next.is_text() || next.is("{") && !after_by || opening.words == 2
    }

    /// Outside braces: `criterium x "Title" {`, a misspelt word.
    fn looks_like_declaration(&self, index: usize, column: usize) -> bool {
        let leaf = &self.leaves[index];
        if leaf.column > column || !leaf.is_name() || matches!(leaf.text, "a" | "an" | "by") {
            return false;
        }
        let mut next = index + 1;
        if !self.leaf(next).is_some_and(|leaf| leaf.is_name() && !leaf.first_on_line) {
            return false;
        }
        next += 1;
        if self.leaf(next).is_some_and(Leaf::is_text) {
            next += 1;
        }
        self.leaf(next).is_some_and(|leaf| leaf.is("{"))
    }

    /// Outside braces: a word at the margin that goes on with nothing that stands before it.
    fn starts_afresh(&self, index: usize, column: usize) -> bool {
        let (leaf, before) = (&self.leaves[index], &self.leaves[index - 1]);
        let waits = before.token.kind == TokenKind::Sign && !matches!(before.text, ")" | "}" | "%")
            || before.token.kind == TokenKind::Word && (RESERVED.contains(&before.text) || before.is("for"));
        leaf.column <= column && leaf.is_name() && !waits && !matches!(leaf.text, "among" | "before" | "after" | "for")
    }

    /// Inside braces: the whole head of a declaration, so that a brace must be missing before it.
    fn surely_starts(&self, index: usize, column: usize) -> bool {
        let leaf = &self.leaves[index];
        if !leaf.first_on_line {
            return false;
        }
        let Some(opening) = self.opening(index) else {
            return false;
        };
        let outdented = leaf.column <= column;
        let mut next = index + opening.words;
        let same_line = |next: usize| self.leaf(next).filter(|leaf| !leaf.first_on_line);
        if opening.drops {
            return outdented && same_line(next).is_some_and(Leaf::is_name);
        }
        if opening.kind == Kind::Use && same_line(next).is_some_and(|leaf| leaf.is("plugin")) {
            return outdented && same_line(next + 1).is_some_and(Leaf::is_name);
        }
        if matches!(opening.kind, Kind::Use | Kind::Test) {
            let brace = opening.kind == Kind::Use && outdented || self.leaf(next + 1).is_some_and(|leaf| leaf.is("{"));
            return brace && same_line(next).is_some_and(Leaf::is_text);
        }
        if opening.kind == Kind::Principle && !outdented || !same_line(next).is_some_and(Leaf::is_name) {
            return false;
        }
        next += 1;
        let mut titled = false;
        loop {
            if same_line(next).is_some_and(Leaf::is_text) {
                next += 1;
            } else if same_line(next).is_some_and(|leaf| (2..=3).contains(&leaf.text.len()) && leaf.is_name())
                && same_line(next + 1).is_some_and(Leaf::is_text)
            {
                next += 2;
            } else {
                break;
            }
            titled = true;
        }
        let Some(after) = self.leaf(next) else { return false };
        if after.first_on_line {
            return outdented && titled && after.is("{");
        }
        match opening.kind {
            Kind::Param => after.is("="),
            Kind::Define => after.is("=") || after.is("for"),
            Kind::Source | Kind::Form | Kind::Steps | Kind::Notice | Kind::Ladder | Kind::Recognition => {
                after.is("for") || after.is("{")
            }
            Kind::Case => after.is("of") || after.is("{"),
            Kind::Entity => after.is("{") || after.is("is"),
            _ => after.is("{"),
        }
    }
}

struct Scan {
    /// The first leaf after the piece.
    end: usize,
    brace: Option<usize>,
    unclosed: Option<usize>,
}
