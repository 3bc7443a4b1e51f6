//! A character that the language does not use.

use super::SyntaxError;
use super::place::Place;
use crate::lex::TokenKind;
use crate::words::DECLARATIONS;

pub(super) fn find(place: &Place<'_>) -> Vec<SyntaxError> {
    const KNOWN_ELSEWHERE: [&str; 12] = ["'", "`", "“", "”", "„", "‟", "‘", "’", "«", "»", "≠", "≥"];
    let mut errors = Vec::new();
    for leaf in place.leaves {
        if leaf.is("#") {
            let error =
                place.error("alien-sign", place.span(leaf), "a comment starts with `//`, not with `#`".to_owned());
            errors.push(error.instead("write for example `// agreed with the client in May`"));
            break;
        }
        let known = KNOWN_ELSEWHERE.contains(&leaf.text) || leaf.text == "≤";
        if leaf.token.kind == TokenKind::Stray && !known {
            let message = format!("{} means nothing in this language", shown(leaf.text));
            let digit = leaf.text.chars().all(char::is_numeric);
            let blank = leaf.text.chars().all(char::is_whitespace);
            let help = match (digit, blank) {
                (true, _) => "write numbers with the digits 0 to 9",
                (_, true) => "write an ordinary blank in its place",
                _ if is_name(place, leaf.token.start) => {
                    "write the name with letters, digits and `_`; other signs may stand in its title"
                }
                _ => "take it out",
            };
            errors.push(place.error("alien-sign", place.span(leaf), message).instead(help));
        }
    }
    errors
}

/// Whether a sign stands where the name of a declaration is due.
fn is_name(place: &Place<'_>, at: usize) -> bool {
    let opens = |text| DECLARATIONS.iter().any(|(word, _)| *word == text);
    matches!(place.leaves, [first, second, ..] if second.token.start == at && opens(first.text))
}

/// What cannot be seen is named by its number.
fn shown(sign: &str) -> String {
    let unseen = |c: char| {
        c.is_control()
            || c.is_whitespace()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    match sign.chars().next() {
        Some(c) if unseen(c) => format!("an invisible character (U+{:04X})", u32::from(c)),
        _ => format!("`{sign}`"),
    }
}
