//! From text to tree, meaning and errors. Never fails, never panics.

use std::ops::Range;

use pest::Parser;

use crate::ast::{Clause, File, Item, Kind, Name, Span};
use crate::build::{Broken, Builder, Pair, block_rule, child};
use crate::cut::{ItemPiece, Leaf, Piece, cut, leaves};
use crate::depth::too_deep;
use crate::errors::{self, SyntaxError};
use crate::language::{Language, Rule};
use crate::lex::{Token, TokenKind, lex};
use crate::tree::{Mark, NodeKind, Tree, grow};

/// The largest text that is read, in bytes.
pub(crate) const MAX_TEXT: usize = 4 * 1024 * 1024;

/// The most words and signs that are read in one text.
pub(crate) const MAX_LEAVES: usize = 250_000;

/// The longest name or number, in bytes.
pub(crate) const MAX_WORD: usize = 400;

/// The longest text between quotes, in bytes.
pub(crate) const MAX_QUOTED: usize = 64 * 1024;

/// So many errors are told in one text; the rest would only hide them.
const MAX_ERRORS: usize = 1000;

/// What was made of a text.
#[derive(Debug)]
pub struct Parsed {
    /// Every byte of it, in nodes and leaves.
    pub tree: Tree,
    /// What it says.
    pub file: File,
    /// What could not be read, in the order of the text.
    pub errors: Vec<SyntaxError>,
}

/// Reads a text. Whatever it holds, there is an answer: what can be read is read, and the rest is an error each.
pub fn parse(file: u32, text: &str) -> Parsed {
    let mut marks = Vec::new();
    match lexed(text).and_then(|tokens| Ok((meaning(file, text, &tokens, Some(&mut marks))?, tokens))) {
        Ok((Meaning { file, errors }, tokens)) => Parsed { tree: grow(text, &tokens, &marks), file, errors },
        Err(too_large) => {
            // A text beyond all limits: one leaf, one error, and nothing that costs more the larger it is.
            let whole = Token { kind: TokenKind::Stray, start: 0, end: text.len() };
            let Meaning { file, errors } = unread(file, text, too_large);
            Parsed { tree: grow(text, &[whole], &[]), file, errors }
        }
    }
}

/// What a text says, without its tree.
#[derive(Debug)]
pub struct Meaning {
    /// What it says.
    pub file: File,
    /// What could not be read, in the order of the text.
    pub errors: Vec<SyntaxError>,
}

/// The same as [`parse`] for who needs no tree.
pub fn read(file: u32, text: &str) -> Meaning {
    lexed(text)
        .and_then(|tokens| meaning(file, text, &tokens, None))
        .unwrap_or_else(|too_large| unread(file, text, too_large))
}

/// What is said of a text beyond a limit.
type TooLarge = fn(Span, &str) -> SyntaxError;

fn lexed(text: &str) -> Result<Vec<Token>, TooLarge> {
    if text.len() > MAX_TEXT { Err(errors::too_large::bytes) } else { Ok(lex(text)) }
}

fn unread(file: u32, text: &str, too_large: TooLarge) -> Meaning {
    Meaning { file: File::default(), errors: vec![too_large(Span { file, start: 0, end: 0 }, text)] }
}

/// Reads the leaves of a text; what becomes a node of the tree is put into `marks`, if a tree is wanted.
fn meaning(file: u32, text: &str, tokens: &[Token], marks: Option<&mut Vec<Mark>>) -> Result<Meaning, TooLarge> {
    if tokens.iter().filter(|token| !token.is_trivia()).count() > MAX_LEAVES {
        return Err(errors::too_large::leaves);
    }
    let leaves = leaves(text, tokens);
    let builder = Builder { file, text, leaves: &leaves, near: 0..0, base: 0, errors: vec![], broken: vec![] };
    let mut reader = Reader { builder, marks, result: File::default() };
    for piece in cut(&leaves) {
        if reader.builder.errors.len() >= MAX_ERRORS {
            reader.leave(&piece);
        } else {
            reader.piece(&piece);
        }
    }
    let Reader { builder, result, .. } = reader;
    let mut found = builder.errors;
    found.sort_by_key(|error| (error.span.start, error.span.end));
    found.dedup_by(|next, first| next.slug == first.slug && next.span == first.span);
    if found.len() > MAX_ERRORS {
        let last = found[MAX_ERRORS].span;
        found.truncate(MAX_ERRORS);
        found.push(errors::too_many::error(last, MAX_ERRORS));
    }
    Ok(Meaning { file: result, errors: found })
}

struct Reader<'a> {
    builder: Builder<'a>,
    /// What becomes a node of the tree; none if no tree is wanted.
    marks: Option<&'a mut Vec<Mark>>,
    result: File,
}

impl Reader<'_> {
    fn mark(&mut self, kind: NodeKind, range: Range<usize>) {
        if let Some(marks) = &mut self.marks {
            marks.push(Mark { kind, range });
        }
    }

    fn mark_all(&mut self, pair: &Pair<'_>) {
        if let Some(marks) = &mut self.marks {
            marks.extend(crate::tree::marks(&self.builder, pair));
        }
    }

    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Item(item) => self.item(item),
            Piece::Junk(range) => {
                self.mark(NodeKind::Broken, range.clone());
                errors::unknown_declaration::explain(&mut self.builder, range.clone());
            }
            Piece::StrayBrace(at) => {
                let span = self.builder.span_of(*at..at + 1);
                self.builder.errors.push(errors::stray_brace::error(span));
            }
        }
    }

    /// After too many errors: of what follows only the names are known.
    fn leave(&mut self, piece: &Piece) {
        let range = match piece {
            Piece::Item(item) => return self.leave_item(item),
            Piece::Junk(range) => range.clone(),
            Piece::StrayBrace(at) => *at..at + 1,
        };
        self.mark(NodeKind::Broken, range);
    }

    fn leave_item(&mut self, item: &ItemPiece) {
        self.result.broken.extend(self.name_of(item));
        self.mark(NodeKind::Broken, item.range.clone());
    }

    fn item(&mut self, piece: &ItemPiece) {
        let before = self.builder.errors.len();
        self.builder.near = self.builder.places_in(&piece.range);
        if let Some(at) = piece.unclosed {
            let span = self.builder.span_of(at..at + 1);
            self.builder.errors.push(errors::unclosed_brace::error(span));
        }
        if self.long_leaf(piece) {
            return;
        }
        self.open_texts(&piece.range);
        let visible = self.hide_deep(piece);
        let slice = visible.as_deref().unwrap_or(&self.builder.text[piece.range.clone()]).to_owned();
        self.builder.base = piece.range.start;
        let mut item = match Language::parse(Rule::declaration, &slice) {
            Ok(mut pairs) => pairs.next().and_then(|pair| {
                self.mark_all(&pair);
                if let Some(rest) = child(&pair, Rule::leftover) {
                    let range = self.builder.range(&rest);
                    errors::leftover::explain(&mut self.builder, range);
                }
                self.builder.declaration(&pair)
            }),
            Err(error) => {
                let hidden = visible.is_some() && piece.brace.is_none();
                if !hidden {
                    errors::head::explain(&mut self.builder, piece, &error);
                }
                self.rescue(piece, &slice)
            }
        };
        for broken in std::mem::take(&mut self.builder.broken) {
            let clauses = self.broken_clause(piece.kind, &broken);
            if let Some(item) = &mut item {
                item.clauses.extend(clauses);
                item.clauses.sort_by_key(|clause| clause.span);
            }
        }
        // A chain that is too long is told once, not at each of its parts.
        let mut chains = 0;
        let mut own = self.builder.errors.split_off(before);
        own.retain(|error| {
            let long = error.slug == "too-deep";
            chains += usize::from(long);
            !long || chains == 1
        });
        self.builder.errors.append(&mut own);
        let dates = errors::dates(&self.builder, &piece.range);
        self.builder.errors.extend(dates);
        let broken = self.builder.errors.len() > before;
        match item {
            Some(item) => self.result.items.push(Item { broken, ..item }),
            None => self.result.broken.extend(self.name_of(piece)),
        }
    }

    /// Tells what is wrong with a piece; gives back the clauses in it that are whole.
    fn broken_clause(&mut self, kind: Kind, broken: &Broken) -> Vec<Clause> {
        let sorted = errors::clause::explain(&mut self.builder, kind, broken);
        for range in sorted.broken {
            self.mark(NodeKind::Broken, range);
        }
        let rule = errors::clause::block_of(kind, broken.rule).1;
        let mut clauses = Vec::new();
        for range in sorted.whole {
            self.builder.base = range.start;
            let Ok(pairs) = Language::parse(rule, &self.builder.text[range.clone()]) else {
                continue;
            };
            for pair in pairs.flat_map(Pair::into_inner) {
                self.mark_all(&pair);
                // Items of a section and parts of a step or a clock belong deeper down: there, being broken is all that is known.
                if !matches!(rule, Rule::only_section | Rule::only_step | Rule::only_clock) {
                    clauses.extend(self.builder.one_clause(&pair));
                }
            }
        }
        clauses
    }

    /// The head cannot be read: its clauses are looked at all the same, so that their errors are told too.
    fn rescue(&mut self, piece: &ItemPiece, slice: &str) -> Option<Item> {
        let Some((brace, rule)) = piece.brace.zip(block_rule(piece.kind)) else {
            self.mark(NodeKind::Broken, piece.range.clone());
            return None;
        };
        self.mark(NodeKind::Broken, piece.range.start..brace);
        self.builder.base = brace;
        let block: Pair<'_> = Language::parse(rule, &slice[brace - piece.range.start..]).ok()?.next()?;
        self.mark_all(&block);
        self.builder.block(&block);
        None
    }

    fn name_of(&self, piece: &ItemPiece) -> Option<Name> {
        let mut words = self
            .builder
            .leaves_in(&piece.range)
            .iter()
            .filter(|leaf| matches!(leaf.token.kind, TokenKind::Word | TokenKind::Text | TokenKind::Sign));
        let opening = words.find(|leaf| crate::words::declaration(leaf.text) == Some(piece.kind))?;
        let mut words = words.skip_while(|leaf| piece.kind == Kind::Use && leaf.is("plugin"));
        let name = words.next().filter(|leaf| leaf.is_name() && leaf.token.start >= opening.token.end)?;
        Some(Name { text: name.text.to_owned(), span: self.builder.span_of(name.token.range()) })
    }

    /// A word that nobody could read: told once, and no later message quotes it.
    fn long_leaf(&mut self, piece: &ItemPiece) -> bool {
        let long = |leaf: &&Leaf<'_>| match leaf.token.kind {
            TokenKind::Word | TokenKind::Number => leaf.text.len() > MAX_WORD,
            _ => leaf.text.len() > MAX_QUOTED,
        };
        let Some(leaf) = self.builder.leaves_in(&piece.range).iter().find(long) else {
            return false;
        };
        let span = self.builder.span_of(leaf.token.range());
        let error = errors::too_long::error(span, leaf.token.kind, leaf.text);
        self.builder.errors.push(error);
        self.leave_item(piece);
        true
    }

    /// Texts without a closing quote break whatever they stand in; they are told first.
    fn open_texts(&mut self, range: &Range<usize>) {
        let open: Vec<Token> = self
            .builder
            .leaves_in(range)
            .iter()
            .filter(|leaf| leaf.token.kind == TokenKind::OpenText)
            .map(|leaf| leaf.token)
            .collect();
        let mut before: Option<Token> = None;
        for token in open {
            // A text over two lines: its second quote opens nothing, and one message is enough.
            let between = before.map(|before| &self.builder.text[before.end..token.start]);
            before = None;
            if between.is_some_and(|between| between.matches('\n').count() == 1)
                && let Some(first) = self.builder.errors.iter_mut().rev().find(|error| error.slug == "unclosed-text")
            {
                *first = errors::unclosed_text::over_two_lines(first.span);
                continue;
            }
            let span = self.builder.span_of(token.range());
            self.builder.errors.push(errors::unclosed_text::error(span, &self.builder.text[token.range()]));
            before = Some(token);
        }
    }

    /// The declaration with every clause blanked out that is nested too deeply.
    fn hide_deep(&mut self, piece: &ItemPiece) -> Option<String> {
        let deep = too_deep(self.builder.leaves_in(&piece.range));
        if deep.is_empty() {
            return None;
        }
        let mut bytes = self.builder.text[piece.range.clone()].as_bytes().to_vec();
        for clause in deep {
            let span = self.builder.span_of(clause.at);
            self.builder.errors.push(errors::too_deep::nested(span));
            self.mark(NodeKind::Broken, clause.hide.clone());
            let from = clause.hide.start - piece.range.start;
            let to = clause.hide.end.min(piece.range.end) - piece.range.start;
            bytes[from..to].fill(b' ');
        }
        String::from_utf8(bytes).ok()
    }
}
