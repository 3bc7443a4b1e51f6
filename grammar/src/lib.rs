//! Text to tree and back. Knows no event, no file, no serde.

pub mod ast;
mod build;
mod cut;
mod depth;
mod errors;
mod format;
mod highlight;
mod language;
mod lex;
mod parse;
mod tree;
mod words;

pub use errors::SyntaxError;
pub use format::format;
pub use highlight::{Highlight, highlight};
pub use lex::{Token, TokenKind};
pub use parse::{Meaning, Parsed, parse, read};
pub use tree::{Element, Node, NodeKind, Tree};
