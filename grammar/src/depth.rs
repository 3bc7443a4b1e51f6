//! Finds text nested too deeply before the parser meets it, so that no text can exhaust the stack.

use std::ops::Range;

use crate::cut::Leaf;
use crate::lex::TokenKind;

/// How many brackets, braces and looks at others may lie in one another.
pub(crate) const MAX_NESTING: usize = 64;

/// A clause (or, outside a block, a whole declaration) that is nested too deeply.
#[derive(Debug)]
pub(crate) struct Deep {
    /// Where the first step too many is taken.
    pub(crate) at: Range<usize>,
    /// What must be hidden from the parser.
    pub(crate) hide: Range<usize>,
}

/// Words after which another expression begins inside this one.
const OPENERS: [&str; 6] = ["if", "by", "where", "within", "over", "among"];

/// Words that go on with an expression: after one, the word before it was no keyword of a clause.
const CONTINUING: [&str; 20] = [
    "is",
    "in",
    "between",
    "matches",
    "and",
    "or",
    "not",
    "where",
    "within",
    "over",
    "among",
    "before",
    "after",
    "of",
    "then",
    "else",
    "otherwise",
    "to",
    "that",
    "met",
];

/// All such clauses of one declaration.
pub(crate) fn too_deep(leaves: &[Leaf<'_>]) -> Vec<Deep> {
    let mut scan = Scan { levels: vec![Level { brace: false, openers: 0 }], openers: 0, clause: 0 };
    let mut found: Vec<Deep> = Vec::new();
    let mut reported = None;
    for (index, leaf) in leaves.iter().enumerate() {
        if scan.starts_clause(leaves, index) {
            scan.clause = index;
        }
        scan.step(leaf);
        if scan.levels.len() - 1 + scan.openers > MAX_NESTING && reported != Some(scan.clause) {
            reported = Some(scan.clause);
            found.push(Deep { at: leaf.token.range(), hide: leaves[scan.clause].token.start..usize::MAX });
        }
    }
    // Each hidden clause ends where the next one begins, or with the brace that closes its block.
    for deep in &mut found {
        deep.hide.end = end_of(leaves, deep.hide.start);
    }
    found
}

struct Level {
    brace: bool,
    openers: usize,
}

struct Scan {
    levels: Vec<Level>,
    /// Openers on all levels.
    openers: usize,
    /// Where the present clause starts.
    clause: usize,
}

impl Scan {
    /// Whether a new clause of a block starts here: then what was left open before it does not count any more.
    fn starts_clause(&mut self, leaves: &[Leaf<'_>], index: usize) -> bool {
        if !clause_starts(leaves, index) {
            return false;
        }
        while self.levels.last().is_some_and(|level| !level.brace) && self.levels.len() > 1 {
            self.close();
        }
        if let Some(level) = self.levels.last_mut() {
            self.openers -= level.openers;
            level.openers = 0;
        }
        true
    }

    fn step(&mut self, leaf: &Leaf<'_>) {
        match (leaf.token.kind, leaf.text) {
            (TokenKind::Sign, "(" | "[") => self.levels.push(Level { brace: false, openers: 0 }),
            (TokenKind::Sign, "{") => self.levels.push(Level { brace: true, openers: 0 }),
            (TokenKind::Sign, ")" | "]") if self.levels.last().is_some_and(|level| !level.brace) => self.close(),
            (TokenKind::Sign, "}") if self.levels.iter().any(|level| level.brace) => {
                while self.levels.last().is_some_and(|level| !level.brace) {
                    self.close();
                }
                self.close();
            }
            (TokenKind::Word, word) if OPENERS.contains(&word) => {
                self.openers += 1;
                if let Some(level) = self.levels.last_mut() {
                    level.openers += 1;
                }
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        if self.levels.len() > 1
            && let Some(level) = self.levels.pop()
        {
            self.openers -= level.openers;
        }
    }
}

/// A line that starts with a word of some block, and does not go on with an expression.
fn clause_starts(leaves: &[Leaf<'_>], index: usize) -> bool {
    let leaf = &leaves[index];
    if !leaf.first_on_line || leaf.token.kind != TokenKind::Word || !crate::words::is_clause_word(leaf.text) {
        return false;
    }
    let Some(next) = leaves.get(index + 1) else {
        return false;
    };
    match next.token.kind {
        TokenKind::Word => !CONTINUING.contains(&next.text),
        TokenKind::Number | TokenKind::Text | TokenKind::OpenText => true,
        _ => next.is("{"),
    }
}

fn end_of(leaves: &[Leaf<'_>], start: usize) -> usize {
    let first = leaves.partition_point(|leaf| leaf.token.start < start);
    let mut braces = 0_usize;
    let mut end = start;
    for (index, leaf) in leaves.iter().enumerate().skip(first) {
        if index > first && (clause_starts(leaves, index) || leaf.is("}") && braces == 0) {
            return end;
        }
        if leaf.is("{") {
            braces += 1;
        } else if leaf.is("}") {
            braces = braces.saturating_sub(1);
        }
        end = leaf.token.end;
    }
    end
}
