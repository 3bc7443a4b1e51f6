//! From the text of a cell to a value of a field's type: exactly, or not at all.

mod date;
mod duration;
mod iso;
mod number;
mod one_of;
pub(crate) mod quick;
mod share;
mod slot;
mod yes_no;
mod zone;

pub(crate) use duration::{clock, in_units};
pub(crate) use iso::day_text;
pub(crate) use number::{Number, plain};
pub(crate) use quick::Days;
pub(crate) use share::percent;
pub(crate) use slot::{Kind, Slot};
pub(crate) use zone::Zone;

/// Why a cell cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Stable.
    pub slug: &'static str,
    /// What is wrong and what to do; alike for all cells with the same fault.
    pub reason: String,
    /// The text that was found.
    pub found: String,
}

impl Fault {
    pub fn new(slug: &'static str, reason: impl Into<String>, found: &str) -> Self {
        Self { slug, reason: reason.into(), found: shown(found) }
    }
}

/// A text as it is shown in a message: on one line and not endless.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 80;
    let mut out = String::new();
    for (n, c) in text.chars().enumerate() {
        if n == MOST {
            out.push('…');
            break;
        }
        if c.is_control() || is_invisible(c) { out.extend(c.escape_default()) } else { out.push(c) }
    }
    out
}

/// Signs that show nothing themselves but turn or hide what stands around them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests;
