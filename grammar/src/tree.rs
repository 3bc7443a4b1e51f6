//! The lossless tree: every byte of a text, in nodes and leaves.

use std::fmt;
use std::ops::Range;

use crate::build::{Builder, Pair};
use crate::language::Rule;
use crate::lex::Token;

/// What a node stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// The whole text.
    File,
    /// A declaration.
    Declaration,
    /// The title of something.
    Title,
    /// Everything between two braces, and the braces.
    Block,
    /// A clause of a block.
    Clause,
    /// An expression.
    Expression,
    /// A line of a `by … { … }` table.
    Row,
    /// A name and its value in a `given`.
    Value,
    /// Something written without blanks in it: a path, a percentage, `1..5`, `yes/no`.
    Joined,
    /// A `-` that belongs to what follows.
    Minus,
    /// The least number of cases of a target: `at least 30`.
    Sample,
    /// A keyword at its place.
    Keyword,
    /// A unit of time.
    Unit,
    /// A piece that could not be read.
    Broken,
}

/// A node or a leaf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    /// A node.
    Node(Node),
    /// A leaf.
    Token(Token),
}

/// A stretch of text with parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it stands for.
    pub kind: NodeKind,
    /// The bytes it covers.
    pub range: Range<usize>,
    /// Its parts, in the order of the text, without gaps.
    pub children: Vec<Element>,
}

/// A whole text as a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    text: String,
    root: Node,
}

impl Tree {
    /// The node of the whole text.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The text, put together from its leaves.
    pub fn text(&self) -> String {
        self.to_string()
    }

    /// The bytes of one leaf.
    pub fn text_of(&self, token: &Token) -> &str {
        &self.text[token.range()]
    }

    /// All leaves, in the order of the text.
    pub fn tokens(&self) -> Vec<Token> {
        let mut tokens = Vec::new();
        self.root.collect(&mut tokens);
        tokens
    }
}

impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tokens().iter().try_for_each(|token| f.write_str(self.text_of(token)))
    }
}

impl Node {
    fn collect(&self, tokens: &mut Vec<Token>) {
        for child in &self.children {
            match child {
                Element::Node(node) => node.collect(tokens),
                Element::Token(token) => tokens.push(*token),
            }
        }
    }
}

/// A stretch of text that becomes a node.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    pub(crate) kind: NodeKind,
    pub(crate) range: Range<usize>,
}

/// What of the parser's findings is worth a node.
pub(crate) fn marks(builder: &Builder<'_>, pair: &Pair<'_>) -> Vec<Mark> {
    let mut result = Vec::new();
    for inner in std::iter::once(pair.clone()).chain(pair.clone().into_inner().flatten()) {
        if let Some(kind) = kind_of(inner.as_rule()) {
            result.push(Mark { kind, range: builder.range(&inner) });
        }
    }
    result
}

fn kind_of(rule: Rule) -> Option<NodeKind> {
    use crate::build::{is_block, is_clause, is_keyword};
    Some(match rule {
        Rule::declaration => NodeKind::Declaration,
        Rule::title => NodeKind::Title,
        Rule::expr | Rule::sum => NodeKind::Expression,
        Rule::arm | Rule::otherwise | Rule::grade_arm | Rule::grade_else => NodeKind::Row,
        Rule::given_field => NodeKind::Value,
        Rule::path | Rule::dotted | Rule::percent | Rule::version_number | Rule::period_name => NodeKind::Joined,
        Rule::day_span | Rule::hours_span | Rule::clock | Rule::date_span => NodeKind::Joined,
        Rule::type_word | Rule::range_type | Rule::signed_number | Rule::fraction => NodeKind::Joined,
        Rule::minus => NodeKind::Minus,
        Rule::at_least => NodeKind::Sample,
        Rule::unit => NodeKind::Unit,
        Rule::section_block | Rule::stage_block | Rule::step_block | Rule::appeal_block | Rule::clock_block => {
            NodeKind::Block
        }
        Rule::quantifier | Rule::yes_no | Rule::kind | Rule::calendar_period | Rule::weekday | Rule::reopen_way => {
            NodeKind::Keyword
        }
        Rule::count_word | Rule::found_word | Rule::share_word | Rule::percentile_word | Rule::value_word => {
            NodeKind::Keyword
        }
        Rule::ratio_word | Rule::over_figures => NodeKind::Keyword,
        rule if is_block(rule) => NodeKind::Block,
        rule if is_clause(rule) => NodeKind::Clause,
        rule if is_keyword(rule) => NodeKind::Keyword,
        _ => return None,
    })
}

/// Grows the tree from the leaves and the stretches that become nodes.
pub(crate) fn grow(text: &str, tokens: &[Token], marks: &[Mark]) -> Tree {
    let mut marks: Vec<&Mark> = marks.iter().filter(|mark| mark.range.start < mark.range.end).collect();
    // Outer before inner; of two alike the first found (the outer) comes first.
    marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
    let mut open = vec![Node { kind: NodeKind::File, range: 0..text.len(), children: Vec::new() }];
    let mut next = 0;
    for token in tokens {
        while open.len() > 1 && open.last().is_some_and(|node| node.range.end <= token.start) {
            close(&mut open);
        }
        while let Some(mark) = marks.get(next).filter(|mark| mark.range.start <= token.start) {
            next += 1;
            let fits = open.last().is_some_and(|node| mark.range.end <= node.range.end);
            if fits && mark.range.end >= token.end {
                let range = token.start..mark.range.end;
                open.push(Node { kind: mark.kind, range, children: Vec::new() });
            }
        }
        if let Some(node) = open.last_mut() {
            node.children.push(Element::Token(*token));
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    let root = open.pop().unwrap_or(Node { kind: NodeKind::File, range: 0..0, children: Vec::new() });
    Tree { text: text.to_owned(), root }
}

fn close(open: &mut Vec<Node>) {
    if let Some(mut node) = open.pop() {
        // A node ends with its last leaf, whatever the mark said.
        let end = node.children.last().map_or(node.range.start, |child| match child {
            Element::Node(node) => node.range.end,
            Element::Token(token) => token.end,
        });
        node.range.end = end;
        if let Some(parent) = open.last_mut() {
            parent.children.push(Element::Node(node));
        }
    }
}
