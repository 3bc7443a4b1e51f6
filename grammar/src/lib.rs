//! Text to tree and back. Knows no event, no file, no serde.

pub mod ast;
mod language;
