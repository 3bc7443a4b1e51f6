//! The one way a standard is laid out: same words, same order, same comments; only blanks and line ends change.

mod atom;
mod block;
mod cells;
mod clause;
mod item;
mod page;
mod wrap;

use crate::SyntaxError;

/// No line is longer, where there is a place to break it.
const WIDTH: usize = 120;

/// Lays out a text. What is broken is not touched: its errors come back instead.
pub fn format(text: &str) -> Result<String, Vec<SyntaxError>> {
    let parsed = crate::parse(0, text);
    if !parsed.errors.is_empty() {
        return Err(parsed.errors);
    }
    Ok(item::file(text, parsed.tree.root()))
}

/// How many columns a text takes.
fn width(text: &str) -> usize {
    text.chars().count()
}
